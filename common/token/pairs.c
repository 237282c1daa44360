/* SPDX-License-Identifier: MIT */
/*
 * Which two tokens merge to a token is not said in a vocabulary of ranks: it is
 * what is left of the token's bytes when all merges of lower rank were made.
 * Of all pairs of tokens that make up its bytes this is the only one that can
 * come to stand side by side, so one pair for each token is enough.
 */
#include <stdlib.h>

#include "common/token/compile.h"

/* The pairs known so far; a free place has the id IMAGE_NONE. */
struct known {
	uint64_t *pair;
	uint32_t *id;
	size_t mask; /* places - 1, a power of two */
};

static void
known_init(struct known *k, size_t tokens)
{
	size_t places = 64;

	while (places < 2 * tokens)
		places *= 2;
	k->mask = places - 1;
	k->pair = mem_resize(NULL, places, sizeof(*k->pair));
	k->id = mem_resize(NULL, places, sizeof(*k->id));
	for (size_t i = 0; i < places; i++)
		k->id[i] = IMAGE_NONE;
}

static void
known_free(struct known *k)
{
	free(k->pair);
	free(k->id);
}

/* Where the pair is, or the free place where it goes. */
static size_t
known_at(const struct known *k, uint64_t pair)
{
	size_t i = image_hash_pair(pair) & k->mask;

	while (k->id[i] != IMAGE_NONE && k->pair[i] != pair)
		i = (i + 1) & k->mask;
	return i;
}

static uint32_t
merged(const struct known *k, uint32_t left, uint32_t right)
{
	return k->id[known_at(k, image_pair(left, right))];
}

/* Makes the merge of the lowest rank; false when there is none. */
static bool
merge_once(const struct known *k, uint32_t *part, size_t *n)
{
	uint32_t least = IMAGE_NONE, id;
	size_t at = 0;

	for (size_t i = 0; i + 1 < *n; i++)
		if ((id = merged(k, part[i], part[i + 1])) < least) {
			least = id;
			at = i;
		}
	if (least == IMAGE_NONE)
		return false;
	part[at] = least;
	memmove(part + at + 1, part + at + 2, (*n - at - 2) * sizeof(*part));
	--*n;
	return true;
}

static bool
find_pair(struct vocab *v, struct known *k, const uint8_t *byte_id, uint32_t id,
    struct fault *f)
{
	struct str token = v->token[id];
	uint32_t part[IMAGE_TOKEN_MAX];
	size_t n = token.n, i;

	if (n > IMAGE_TOKEN_MAX)
		return fault_set(f, STATUS_INPUT, 0,
		    "token %u is longer than %d bytes", id, IMAGE_TOKEN_MAX);
	for (i = 0; i < n; i++)
		part[i] = byte_id[(unsigned char)token.p[i]];
	while (merge_once(k, part, &n))
		;
	if (n != 2)
		return fault_set(f, STATUS_INPUT, 0,
		    "token %u is not reached by merges of lower rank", id);
	v->pair[id] = image_pair(part[0], part[1]);
	i = known_at(k, v->pair[id]);
	k->pair[i] = v->pair[id];
	k->id[i] = id;
	return true;
}

bool
vocab_find_pairs(struct vocab *v, struct fault *f)
{
	uint8_t byte_id[256] = {0};
	struct known known;
	bool ok = true;

	for (uint32_t id = 0; id < v->n && id < 256; id++)
		if (v->token[id].n == 1)
			byte_id[(unsigned char)v->token[id].p[0]] = (uint8_t)id;
	known_init(&known, v->n);
	for (uint32_t id = 0; id < v->n && ok; id++) {
		v->pair[id] = VOCAB_NO_PAIR;
		if (v->token[id].n > 1)
			ok = find_pair(v, &known, byte_id, id, f);
	}
	known_free(&known);
	return ok;
}
