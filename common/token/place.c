/* SPDX-License-Identifier: MIT */
/*
 * A perfect hash.  Keys are thrown into buckets; bucket by bucket, the largest
 * first, a twist is tried out that moves all keys of it to slots that are free.
 * Two keys of a bucket that have the same slot can never be parted: then, as
 * when no twist is left, all is begun again with another multiplier.
 */
#include <stdlib.h>

#include "common/token/compile.h"

enum { BUCKET_MAX = 64, TWIST_MAX = 65535, TRIES = 1000 };

struct bucket {
	uint32_t number, n;
	uint32_t key[BUCKET_MAX];
};

struct places {
	const uint64_t *key;
	uint32_t n;
	const struct image_hash *t;
	struct bucket *buckets;
	size_t nbuckets;
	uint8_t *taken; /* slots */
	uint32_t *slot; /* of key i */
};

static int
larger_first(const void *a, const void *b)
{
	const struct bucket *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

/* Throws the keys into their buckets; false when one is full or two of its keys
 * have the same slot. */
static bool
fill_buckets(struct places *p)
{
	for (uint32_t i = 0; i < p->nbuckets; i++)
		p->buckets[i] = (struct bucket){.number = i};
	for (uint32_t i = 0; i < p->n; i++) {
		uint64_t h = p->key[i] * p->t->multiplier;
		struct bucket *b = &p->buckets[h >> p->t->bucket_shift];

		p->slot[i] =
		    (uint32_t)(h >> p->t->slot_shift) & (p->t->nslots - 1);
		for (uint32_t j = 0; j < b->n; j++)
			if (p->slot[b->key[j]] == p->slot[i])
				return false;
		if (b->n == BUCKET_MAX)
			return false;
		b->key[b->n++] = i;
	}
	return true;
}

static bool
fits(const struct places *p, const struct bucket *b, uint32_t twist)
{
	for (uint32_t i = 0; i < b->n; i++)
		if (p->taken[p->slot[b->key[i]] ^ twist])
			return false;
	return true;
}

/* Finds the bucket's twist and takes the slots. */
static bool
place_bucket(struct places *p, const struct bucket *b, uint16_t *twist)
{
	uint32_t most =
	    p->t->nslots - 1 < TWIST_MAX ? p->t->nslots - 1 : TWIST_MAX;
	uint32_t at = 0;

	while (!fits(p, b, at))
		if (at++ == most)
			return false;
	*twist = (uint16_t)at;
	for (uint32_t i = 0; i < b->n; i++) {
		p->slot[b->key[i]] ^= at;
		p->taken[p->slot[b->key[i]]] = 1;
	}
	return true;
}

static bool
place_all(struct places *p, uint16_t *twists)
{
	if (!fill_buckets(p))
		return false;
	memset(p->taken, 0, p->t->nslots);
	qsort(p->buckets, p->nbuckets, sizeof(*p->buckets), larger_first);
	for (size_t i = 0; i < p->nbuckets; i++)
		if (!place_bucket(
			p, &p->buckets[i], &twists[p->buckets[i].number]))
			return false;
	return true;
}

bool
place_keys(const uint64_t *key, uint32_t n, struct image_hash *t,
    uint16_t *twists, uint32_t *slot)
{
	struct places p = {.key = key, .n = n, .t = t, .slot = slot};
	bool ok = false;

	p.nbuckets = (size_t)1 << (64 - t->bucket_shift);
	p.buckets = mem_zero(p.nbuckets, sizeof(*p.buckets));
	p.taken = mem_zero(t->nslots, 1);
	t->multiplier = 0x9E3779B97F4A7C15u;
	for (int tries = 0; tries < TRIES && !ok; tries++) {
		t->multiplier = t->multiplier * 0xD6E8FEB86659FD93u | 1;
		ok = place_all(&p, twists);
	}
	free(p.buckets);
	free(p.taken);
	return ok;
}
