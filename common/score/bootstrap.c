/* SPDX-License-Identifier: MIT */
#include "common/score/bootstrap.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/score/gauss.h"
#include "common/score/stats.h"

/* SplitMix64 (Steele, Lea and Flood 2014), from a seed that never changes: the
 * first digits of pi. */
#define SEED UINT64_C(0x243F6A8885A308D3)

struct draw {
	uint64_t state;
};

static uint64_t
draw(struct draw *d)
{
	uint64_t x = d->state += UINT64_C(0x9E3779B97F4A7C15);

	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

/* The mean of as many numbers, drawn; two of each draw's 64 bits. */
static double
draw_mean(struct draw *d, const double *v, size_t n)
{
	double even = 0, odd = 0;
	uint64_t bits;

	for (size_t i = 0; i < n / 2; i++) {
		bits = draw(d);
		even += v[(bits >> 32) * n >> 32];
		odd += v[(bits & UINT32_MAX) * n >> 32];
	}
	if (n % 2 != 0)
		even += v[(draw(d) >> 32) * n >> 32];
	return (even + odd) / (double)n;
}

/* The share of the means drawn that are below x, and half of those at it;
 * never 0 or 1. */
static double
share_below(const double *drawn, double x)
{
	size_t below = 0, at = 0;
	double share, least = .5 / STATS_DRAWS;

	for (size_t i = 0; i < STATS_DRAWS; i++) {
		below += drawn[i] < x;
		at += drawn[i] == x;
	}
	share = ((double)below + (double)at / 2) / STATS_DRAWS;
	return share < least ? least : share > 1 - least ? 1 - least : share;
}

/* Which percentile of the means drawn is the end of the interval at z. */
static double
end_at(double z, double bias, double skew)
{
	return gauss_below(bias + (bias + z) / (1 - skew * (bias + z)));
}

static void
resample(struct bootstrap *to, const double *v, size_t n, double skew)
{
	double *drawn = mem_resize(NULL, STATS_DRAWS, sizeof(*drawn));
	struct draw d = {SEED};
	double bias, zero;

	for (size_t i = 0; i < STATS_DRAWS; i++)
		drawn[i] = draw_mean(&d, v, n);
	stats_sort(drawn, STATS_DRAWS);
	bias = gauss_at(share_below(drawn, to->mean));
	to->low =
	    stats_percentile(drawn, STATS_DRAWS, end_at(-GAUSS_95, bias, skew));
	to->high =
	    stats_percentile(drawn, STATS_DRAWS, end_at(GAUSS_95, bias, skew));
	/* end_at() the other way round, for the interval that ends at 0. */
	zero = gauss_at(share_below(drawn, 0)) - bias;
	to->p = 2 * gauss_below(-fabs(zero / (1 + skew * zero) - bias));
	free(drawn);
}

void
bootstrap_mean(struct bootstrap *to, const double *v, size_t n)
{
	double sum = 0, cubes = 0, error;

	*to = (struct bootstrap){0};
	for (size_t i = 0; i < n; i++)
		sum += v[i];
	to->mean = sum / (double)n;
	for (size_t i = 0; i < n; i++) {
		double d = v[i] - to->mean;

		to->squares += d * d;
		cubes += d * d * d;
	}
	error = sqrt(to->squares) / (double)n;
	if (n < STATS_NORMAL && to->squares > 0) {
		resample(to, v, n, cubes / (6 * pow(to->squares, 1.5)));
		return;
	}
	to->low = to->mean - GAUSS_95 * error;
	to->high = to->mean + GAUSS_95 * error;
	to->p = to->mean == 0 ? 1
	    : error == 0      ? 0
			      : 2 * gauss_below(-fabs(to->mean) / error);
}
