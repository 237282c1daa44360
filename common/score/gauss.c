/* SPDX-License-Identifier: MIT */
#include "common/score/gauss.h"

#include <math.h>

double
gauss_below(double z)
{
	return erfc(-z / sqrt(2)) / 2;
}

double
gauss_at(double share)
{
	double low = -40, high = 40;

	/* Until there is no number between them. */
	for (int i = 0; i < 80; i++) {
		double middle = (low + high) / 2;

		if (gauss_below(middle) < share)
			low = middle;
		else
			high = middle;
	}
	return high;
}
