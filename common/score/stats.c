/* SPDX-License-Identifier: MIT */
#include "common/score/stats.h"

#include <math.h>
#include <stdlib.h>

#include "common/score/bootstrap.h"
#include "common/score/gauss.h"

/* Wilson's interval of a share. */
static void
wilson(struct stats_mean *to)
{
	double n = (double)to->n, z2 = GAUSS_95 * GAUSS_95, p = to->mean;
	double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	double half =
	    GAUSS_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);

	/* The ends of 0 and 1 are exact, but for rounding. */
	to->low = p == 0 ? 0 : middle - half;
	to->high = p == 1 ? 1 : middle + half;
}

void
stats_mean(const double *score, size_t n, bool binary, struct stats_mean *to)
{
	struct bootstrap b;
	double sum = 0;

	*to = (struct stats_mean){.n = n, .high = 1};
	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		sum += score[i];
	to->mean = sum / (double)n;
	if (binary) {
		wilson(to);
	} else if (n > 1) {
		bootstrap_mean(&b, score, n);
		to->low = b.low;
		to->high = b.high;
	}
}

double
stats_percentile(const double *sorted, size_t n, double share)
{
	double at = share * (double)(n - 1);
	size_t below = (size_t)at;

	if (below + 1 >= n)
		return sorted[n - 1];
	return sorted[below] +
	    (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
stats_sort(double *values, size_t n)
{
	if (n > 1)
		qsort(values, n, sizeof(*values), by_value);
}
