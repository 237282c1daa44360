/* SPDX-License-Identifier: MIT */
/*
 * How often each whole number came, for exact quantiles without keeping the
 * numbers: memory grows with how far they are spread (4 KiB for each run of
 * 512 neighbours that came), not with how many they are.
 */
#ifndef FT_BASE_HISTOGRAM_H
#define FT_BASE_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

struct histogram {
	uint64_t **pages; /* by value / page size; NULL where none came */
	size_t npages;
	uint64_t n;		/* numbers added */
	uint64_t sum, min, max; /* 0 while n is 0 */
};

/* All bytes zero is an empty histogram. */
void histogram_free(struct histogram *h);

/* Adds a number, below 2^40. */
void histogram_add(struct histogram *h, uint64_t value);

/*
 * The q-quantile, 0 <= q <= 1, as numpy's default does it: linear between the
 * two nearest of the sorted numbers.  0 while there are none.
 */
double histogram_quantile(const struct histogram *h, double q);

/* How many numbers are from first to last, both included. */
uint64_t histogram_count(
    const struct histogram *h, uint64_t first, uint64_t last);

/* The arithmetic mean; 0 while there are no numbers. */
double histogram_mean(const struct histogram *h);

#endif
