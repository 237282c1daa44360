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

/* Numbers drawn together. */
struct row {
	double v[BOOTSTRAP_TOGETHER];
};

static void
add(struct row *sum, const struct row *row)
{
	for (size_t k = 0; k < BOOTSTRAP_TOGETHER; k++)
		sum->v[k] += row->v[k];
}

/* The means of as many rows, drawn; two of each draw's 64 bits. */
static struct row
draw_means(struct draw *d, const struct row *rows, size_t n)
{
	struct row even = {{0}}, odd = {{0}};
	uint64_t bits;

	for (size_t i = 0; i < n / 2; i++) {
		bits = draw(d);
		add(&even, &rows[(bits >> 32) * n >> 32]);
		add(&odd, &rows[(bits & UINT32_MAX) * n >> 32]);
	}
	if (n % 2 != 0)
		add(&even, &rows[(draw(d) >> 32) * n >> 32]);
	for (size_t k = 0; k < BOOTSTRAP_TOGETHER; k++)
		even.v[k] = (even.v[k] + odd.v[k]) / (double)n;
	return even;
}

/* All means that are drawn of column k stand from k * STATS_DRAWS on; the
 * caller frees them. */
static double *
draw_all(const double *const *v, size_t k, size_t n)
{
	double *drawn =
	    mem_resize(NULL, BOOTSTRAP_TOGETHER * STATS_DRAWS, sizeof(*drawn));
	struct row *rows = mem_zero(n, sizeof(*rows));
	struct draw d = {SEED};

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < k; j++)
			rows[i].v[j] = v[j][i];
	for (size_t i = 0; i < STATS_DRAWS; i++) {
		struct row means = draw_means(&d, rows, n);

		for (size_t j = 0; j < k; j++)
			drawn[j * STATS_DRAWS + i] = means.v[j];
	}
	free(rows);
	return drawn;
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
read_drawn(struct bootstrap *to, double *drawn, double skew)
{
	double bias, zero;

	stats_sort(drawn, STATS_DRAWS);
	bias = gauss_at(share_below(drawn, to->mean));
	to->low =
	    stats_percentile(drawn, STATS_DRAWS, end_at(-GAUSS_95, bias, skew));
	to->high =
	    stats_percentile(drawn, STATS_DRAWS, end_at(GAUSS_95, bias, skew));
	/* end_at() the other way round, for the interval that ends at 0. */
	zero = gauss_at(share_below(drawn, 0)) - bias;
	to->p = 2 * gauss_below(-fabs(zero / (1 + skew * zero) - bias));
}

/* The mean, the squares, and what the normal approximation has; returns the
 * sum of the cubes. */
static double
moments(struct bootstrap *to, const double *v, size_t n)
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
	to->low = to->mean - GAUSS_95 * error;
	to->high = to->mean + GAUSS_95 * error;
	to->p = to->mean == 0 ? 1
	    : error == 0      ? 0
			      : 2 * gauss_below(-fabs(to->mean) / error);
	return cubes;
}

void
bootstrap_means(
    struct bootstrap *to, const double *const *v, size_t k, size_t n)
{
	double cubes[BOOTSTRAP_TOGETHER], *drawn;
	bool vary = false;

	for (size_t j = 0; j < k; j++) {
		cubes[j] = moments(&to[j], v[j], n);
		vary = vary || to[j].squares > 0;
	}
	if (n >= STATS_NORMAL || !vary)
		return;
	drawn = draw_all(v, k, n);
	for (size_t j = 0; j < k; j++)
		if (to[j].squares > 0)
			read_drawn(&to[j], drawn + j * STATS_DRAWS,
			    cubes[j] / (6 * pow(to[j].squares, 1.5)));
	free(drawn);
}
