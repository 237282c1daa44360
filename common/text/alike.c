/* SPDX-License-Identifier: MIT */
#include "common/text/alike.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/sort.h"
#include "common/text/minhash.h"

struct search {
	const unsigned char *signatures;
	double threshold;
	struct minhash_bands bands;
	uint64_t *items; /* a band's hash and the text's place */
	size_t n;
	uint32_t *group; /* a text of the same group, at last the first one */
};

uint32_t
alike_first(uint32_t *group, uint32_t a)
{
	while (group[a] != a) {
		group[a] = group[group[a]];
		a = group[a];
	}
	return a;
}

void
alike_join(uint32_t *group, uint32_t a, uint32_t b)
{
	a = alike_first(group, a);
	b = alike_first(group, b);
	if (a < b)
		group[b] = a;
	else
		group[a] = b;
}

static const unsigned char *
signature_of(const struct search *s, uint32_t place)
{
	return s->signatures + (size_t)place * MINHASH_SIZE;
}

static uint32_t
place_of(const struct search *s, const unsigned char *signature)
{
	return (uint32_t)((size_t)(signature - s->signatures) / MINHASH_SIZE);
}

static bool
is_text(const unsigned char *signature)
{
	static const unsigned char none[MINHASH_SIZE];

	return memcmp(signature, none, MINHASH_SIZE) != 0;
}

static int
compare_signatures(const void *a, const void *b)
{
	return memcmp(*(const unsigned char *const *)a,
	    *(const unsigned char *const *)b, MINHASH_SIZE);
}

/*
 * Each is held against those before it.  Where these are too many, it is held
 * against the last ones that looked like none before them.
 */
static void
join_members(struct search *s, const unsigned char *const *v, size_t n)
{
	const unsigned char *leaders[ALIKE_LEADERS];
	size_t nleaders = 0;

	for (size_t i = 0; i < n; i++) {
		size_t held =
		    nleaders < ALIKE_LEADERS ? nleaders : ALIKE_LEADERS;
		bool leads = true;

		for (size_t j = 0; j < held; j++) {
			if (minhash_likeness(v[i], leaders[j]) < s->threshold)
				continue;
			alike_join(s->group, place_of(s, v[i]),
			    place_of(s, leaders[j]));
			leads = n <= ALIKE_LEADERS;
		}
		if (leads)
			leaders[nleaders++ % ALIKE_LEADERS] = v[i];
	}
}

static bool
is_one_group(const struct search *s, const uint64_t *items, size_t n)
{
	uint32_t first = alike_first(s->group, (uint32_t)items[0]);

	for (size_t i = 1; i < n; i++)
		if (alike_first(s->group, (uint32_t)items[i]) != first)
			return false;
	return true;
}

/* So that the order of the texts makes no difference, the members stand in that
 * of their signatures; there is room for n. */
static void
join_bucket(struct search *s, const uint64_t *items, size_t n,
    const unsigned char **members)
{
	if (is_one_group(s, items, n))
		return;
	for (size_t i = 0; i < n; i++)
		members[i] = signature_of(s, (uint32_t)items[i]);
	qsort(members, n, sizeof(*members), compare_signatures);
	join_members(s, members, n);
}

/* The upper half of the bits of the product depends on all of the band's. */
static uint64_t
item_of(const struct search *s, uint32_t place, unsigned band)
{
	uint64_t x = minhash_band(signature_of(s, place), s->bands, band);

	x ^= x >> 32;
	x *= UINT64_C(0x9e3779b97f4a7c15);
	return (x >> 32 << 32) | place;
}

static size_t
bucket_size(const uint64_t *items, size_t n)
{
	size_t size = 1;

	while (size < n && items[size] >> 32 == items[0] >> 32)
		size++;
	return size;
}

static void
join_band(struct search *s, unsigned band)
{
	const unsigned char **members = NULL;
	size_t n = 0, room = 0, size;

	for (uint32_t i = 0; i < s->n; i++)
		if (is_text(signature_of(s, i)))
			s->items[n++] = item_of(s, i, band);
	sort_u64(s->items, n);
	for (size_t i = 0; i < n; i += size) {
		size = bucket_size(s->items + i, n - i);
		if (size > room) {
			room = size;
			members = mem_resize(members, room, sizeof(*members));
		}
		if (size > 1)
			join_bucket(s, s->items + i, size, members);
	}
	free(members);
}

void
alike_find(const unsigned char *signatures, size_t n, double threshold,
    uint32_t *group)
{
	struct search s = {
	    .signatures = signatures,
	    .threshold = threshold,
	    .bands = minhash_bands(threshold),
	    .n = n,
	    .group = group,
	};

	for (uint32_t i = 0; i < n; i++)
		group[i] = i;
	if (n == 0)
		return;
	s.items = mem_resize(NULL, n, sizeof(*s.items));
	for (unsigned band = 0; band < s.bands.bands; band++)
		join_band(&s, band);
	free(s.items);
	for (uint32_t i = 0; i < n; i++)
		group[i] = alike_first(group, i);
}
