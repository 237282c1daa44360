/* SPDX-License-Identifier: MIT */
#include "common/base/sort.h"

#include <stdbool.h>

enum { RADIX = 256, FEW = 32 };

static void
sort_few(uint64_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint64_t x = v[i];
		size_t j = i;

		for (; j > 0 && v[j - 1] > x; j--)
			v[j] = v[j - 1];
		v[j] = x;
	}
}

static bool
is_sorted(const uint64_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i] < v[i - 1])
			return false;
	return true;
}

/*
 * By the byte at shift, and within equal bytes by the next one: radix sort in
 * place, so at most eight deep and with no second array.
 */
static void
sort_by(uint64_t *v, size_t n, unsigned shift)
{
	size_t count[RADIX] = {0}, at[RADIX], end[RADIX], sum = 0;

	if (is_sorted(v, n)) /* above all: equal */
		return;
	for (size_t i = 0; i < n; i++)
		count[v[i] >> shift & (RADIX - 1)]++;
	for (size_t b = 0; b < RADIX; b++) {
		at[b] = sum;
		sum += count[b];
		end[b] = sum;
	}
	for (size_t b = 0; b < RADIX; b++)
		while (at[b] < end[b]) {
			uint64_t x = v[at[b]];
			size_t home = x >> shift & (RADIX - 1);

			/* Swaps x to its bucket; b's own stay. */
			v[at[b]] = v[at[home]];
			v[at[home]++] = x;
		}
	for (size_t b = 0; b < RADIX && shift > 0; b++) {
		uint64_t *bucket = v + end[b] - count[b];

		if (count[b] <= FEW)
			sort_few(bucket, count[b]);
		else
			sort_by(bucket, count[b], shift - 8);
	}
}

void
sort_u64(uint64_t *v, size_t n)
{
	if (n <= FEW)
		sort_few(v, n);
	else
		sort_by(v, n, 56);
}
