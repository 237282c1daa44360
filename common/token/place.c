/* SPDX-License-Identifier: MIT */
/*
 * A perfect hash.  Keys are thrown into buckets; bucket by bucket, the largest
 * first, a shift is tried out that moves all keys of it to slots that are free.
 */
#include <stdlib.h>

#include "common/token/compile.h"

enum { BUCKET_MAX = 64, SHIFT_MAX = 65535 };

struct bucket {
	uint32_t number, n;
	uint32_t key[BUCKET_MAX];
};

static int
larger_first(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

static bool
fits(const struct bucket *b, const uint64_t *hash, uint32_t shift,
    uint32_t *slot, uint8_t *taken, uint32_t nslots)
{
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = image_slot(hash[b->key[i]], shift, nslots);

		if (taken[at]) {
			while (i-- > 0)
				taken[slot[b->key[i]]] = 0;
			return false;
		}
		taken[at] = 1;
		slot[b->key[i]] = at;
	}
	return true;
}

/* Throws the keys into their buckets; false when one is full. */
static bool
fill_buckets(
    struct bucket *buckets, uint32_t nbuckets, const uint64_t *hash, uint32_t n)
{
	for (uint32_t i = 0; i < nbuckets; i++)
		buckets[i].number = i;
	for (uint32_t i = 0; i < n; i++) {
		struct bucket *b = &buckets[image_scale(hash[i], nbuckets)];

		if (b->n == BUCKET_MAX)
			return false;
		b->key[b->n++] = i;
	}
	return true;
}

bool
place_keys(const uint64_t *hash, uint32_t n, const struct image_hash *t,
    uint16_t *shifts, uint32_t *slot)
{
	struct bucket *buckets = mem_zero(t->nshifts, sizeof(*buckets));
	uint8_t *taken = mem_zero(t->nslots, 1);
	bool ok = fill_buckets(buckets, t->nshifts, hash, n);

	if (ok)
		qsort(buckets, t->nshifts, sizeof(*buckets), larger_first);
	for (uint32_t i = 0; i < t->nshifts && ok; i++) {
		uint32_t shift = 0;

		while (!fits(&buckets[i], hash, shift, slot, taken, t->nslots))
			if (++shift > SHIFT_MAX)
				break;
		ok = shift <= SHIFT_MAX;
		shifts[buckets[i].number] = (uint16_t)shift;
	}
	free(buckets);
	free(taken);
	return ok;
}
