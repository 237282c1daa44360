/* SPDX-License-Identifier: MIT */
#include "tools/tokcount/bins.h"

#include <string.h>

/* The first of 1, 2, 5, 10, 20, 50 and so on that is above n. */
static uint64_t
round_above(uint64_t n)
{
	uint64_t ten = 1;

	while (10 * ten <= n)
		ten *= 10;
	if (ten > n)
		return ten;
	if (2 * ten > n)
		return 2 * ten;
	return 5 * ten > n ? 5 * ten : 10 * ten;
}

/* Up to where most of the numbers are. */
static uint64_t
bulk_of(const struct histogram *h)
{
	uint64_t most = (uint64_t)histogram_quantile(h, .95);

	return h->max / 2 > most ? most : h->max;
}

static void
part_at(struct bins *b, uint64_t start)
{
	size_t i = 0;

	while (i < b->n && b->start[i] < start)
		i++;
	if (i == 0 || b->start[i] == start)
		return;
	memmove(
	    &b->start[i + 1], &b->start[i], (b->n + 1 - i) * sizeof(*b->start));
	b->start[i] = start;
	b->n++;
	b->even += i <= b->even;
}

void
bins_find(struct bins *b, const struct histogram *h, uint64_t limit)
{
	uint64_t bulk = bulk_of(h), width = 1, at;

	while (bulk / width - h->min / width >= BINS_EVEN)
		width = round_above(width);
	b->n = 0;
	for (at = h->min / width * width; at <= bulk; at += width)
		b->start[b->n++] = at;
	b->even = b->n;
	if (at <= h->max && round_above(at) - at <= width)
		b->even++;
	for (; at <= h->max; at = round_above(at))
		b->start[b->n++] = at;
	b->start[b->n] = at;
	if (limit > 0 && limit < h->max)
		part_at(b, limit + 1);
}
