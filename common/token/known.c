/* SPDX-License-Identifier: MIT */
#include "common/token/known.h"

#include <assert.h>
#include <stdlib.h>

#include "common/base/mem.h"

void
known_init(struct known *k, size_t merges)
{
	size_t places = 64;

	while (places < 2 * merges)
		places *= 2;
	k->mask = places - 1;
	k->pair = mem_resize(NULL, places, sizeof(*k->pair));
	k->id = mem_resize(NULL, places, sizeof(*k->id));
	for (size_t i = 0; i < places; i++)
		k->id[i] = IMAGE_NONE;
}

void
known_free(struct known *k)
{
	free(k->pair);
	free(k->id);
}

/* Where the pair is, or the free place where it goes. */
static size_t
place(const struct known *k, uint64_t pair)
{
	size_t i = image_hash_pair(pair) & k->mask;

	while (k->id[i] != IMAGE_NONE && k->pair[i] != pair)
		i = (i + 1) & k->mask;
	return i;
}

void
known_add(struct known *k, uint64_t pair, uint32_t id)
{
	size_t i = place(k, pair);

	assert(k->id[i] == IMAGE_NONE);
	k->pair[i] = pair;
	k->id[i] = id;
}

static uint32_t
merged(const struct known *k, uint32_t left, uint32_t right)
{
	return k->id[place(k, image_pair(left, right))];
}

static size_t
lowest(const uint32_t *rank, size_t n)
{
	size_t at = 0;

	for (size_t i = 1; i < n; i++)
		if (rank[i] < rank[at])
			at = i;
	return at;
}

static void
close_gap(uint32_t *v, size_t at, size_t n)
{
	memmove(v + at, v + at + 1, (n - at - 1) * sizeof(*v));
}

size_t
known_merge(const struct known *k, uint32_t *part, size_t n)
{
	uint32_t rank[IMAGE_TOKEN_MAX];

	for (size_t i = 0; i + 1 < n; i++)
		rank[i] = merged(k, part[i], part[i + 1]);
	while (n > 1) {
		size_t at = lowest(rank, n - 1);

		if (rank[at] == IMAGE_NONE)
			break;
		part[at] = rank[at];
		close_gap(part, at + 1, n);
		close_gap(rank, at, n - 1);
		n--;
		if (at > 0)
			rank[at - 1] = merged(k, part[at - 1], part[at]);
		if (at + 1 < n)
			rank[at] = merged(k, part[at], part[at + 1]);
	}
	return n;
}
