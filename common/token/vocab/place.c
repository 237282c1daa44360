/* SPDX-License-Identifier: MIT */
/*
 * A perfect hash.  Keys are thrown into buckets; bucket by bucket, the largest
 * first, a shift is tried out that moves all keys of it to slots that are free.
 */
#include <stdlib.h>

#include "common/token/vocab/mkvocab.h"

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

static int
fits(const struct bucket *b, const uint64_t *hash, uint32_t shift,
    uint32_t *slot, uint8_t *taken, uint32_t nslots)
{
	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t at = image_slot(hash[b->key[i]], shift, nslots);

		if (taken[at]) {
			while (i-- > 0)
				taken[slot[b->key[i]]] = 0;
			return 0;
		}
		taken[at] = 1;
		slot[b->key[i]] = at;
	}
	return 1;
}

void
place_keys(const uint64_t *hash, uint32_t n, const struct image_hash *t,
    uint16_t *shifts, uint32_t *slot)
{
	struct bucket *buckets = zero(t->nshifts, sizeof(*buckets));
	uint8_t *taken = zero(t->nslots, 1);

	for (uint32_t i = 0; i < t->nshifts; i++)
		buckets[i].number = i;
	for (uint32_t i = 0; i < n; i++) {
		struct bucket *b = &buckets[image_scale(hash[i], t->nshifts)];

		if (b->n == BUCKET_MAX)
			die("the hash is bad: too many keys in a bucket");
		b->key[b->n++] = i;
	}
	qsort(buckets, t->nshifts, sizeof(*buckets), larger_first);
	for (uint32_t i = 0; i < t->nshifts; i++) {
		uint32_t shift = 0;

		while (!fits(&buckets[i], hash, shift, slot, taken, t->nslots))
			if (++shift > SHIFT_MAX)
				die("the hash is bad: no shift for a bucket");
		shifts[buckets[i].number] = (uint16_t)shift;
	}
	free(buckets);
	free(taken);
}
