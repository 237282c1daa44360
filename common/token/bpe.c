/* SPDX-License-Identifier: MIT */
#include "common/token/bpe.h"

#include <stdlib.h>

/* How many bytes a window takes on at least.  Where windows must begin far back
 * they take on more, or the same bytes would be merged again and again. */
enum { STEP = 32 };

static uint32_t
merged(const struct image *m, uint32_t left, uint32_t right)
{
	uint64_t pair = image_pair(left, right);
	const uint64_t *slots = image_at(m, m->pairs.slots);
	uint64_t slot = slots[image_find_slot(m, &m->pairs, pair)];

	return slot >> IMAGE_ID_BITS == pair ? slot & IMAGE_NONE : IMAGE_NONE;
}

static size_t
token_length(const struct image *m, uint32_t id)
{
	return ((const uint8_t *)image_at(m, m->lengths))[id];
}

size_t
bpe_start(const struct image *m, uint32_t id)
{
	const uint32_t *starts = image_at(m, m->starts);
	size_t at = starts[id / IMAGE_RUN];

	for (uint32_t i = id / IMAGE_RUN * IMAGE_RUN; i < id; i++)
		at += token_length(m, i);
	return at;
}

/* memcmp() == 0, for what is mostly short. */
static bool
same_bytes(const char *a, const char *b, size_t n)
{
	const unsigned char *p = (const unsigned char *)a;
	const unsigned char *q = (const unsigned char *)b;

	if (n < 8) {
		while (n > 0 && p[n - 1] == q[n - 1])
			n--;
		return n == 0;
	}
	for (size_t i = 0; i + 8 < n; i += 8)
		if (image_load(p + i, 8) != image_load(q + i, 8))
			return false;
	return image_load(p + n - 8, 8) == image_load(q + n - 8, 8);
}

uint32_t
bpe_whole(const struct image *m, struct str piece)
{
	const uint32_t *slots = image_at(m, m->ids.slots);
	const char *bytes = image_at(m, m->bytes);
	uint64_t hash;
	uint32_t slot, id;

	if (piece.n > IMAGE_TOKEN_MAX)
		return IMAGE_NONE;
	hash = image_hash_bytes((const unsigned char *)piece.p, piece.n);
	slot = slots[image_find_slot(m, &m->ids, hash)];
	id = slot & IMAGE_NONE;
	if (id == IMAGE_NONE || (slot ^ image_tag(hash)) >> IMAGE_ID_BITS ||
	    token_length(m, id) != piece.n ||
	    !same_bytes(bytes + bpe_start(m, id), piece.p, piece.n))
		return IMAGE_NONE;
	return id;
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

/* The parts to begin with, and what two neighbours merge to. */
static void
single_bytes(
    const struct image *m, struct str s, uint32_t *part, uint32_t *rank)
{
	const unsigned char *p = (const unsigned char *)s.p;
	const uint16_t *two = image_at(m, m->two);
	const uint32_t *ids = image_at(m, m->two_ids);

	for (size_t i = 0; i + 1 < s.n; i++) {
		part[i] = m->byte_id[p[i]];
		rank[i] = ids[two[p[i] << 8 | p[i + 1]]];
	}
	part[s.n - 1] = m->byte_id[p[s.n - 1]];
}

/*
 * Makes all merges of the rank found at `at`, where the first one is; returns
 * how many parts are left.
 */
static size_t
sweep(
    const struct image *m, uint32_t *part, uint32_t *rank, size_t at, size_t n)
{
	uint32_t least = rank[at];
	size_t to = at, from = at;

	while (from < n) {
		if (rank[from] != least) {
			part[to] = part[from];
			rank[to++] = rank[from++];
			continue;
		}
		part[to] = least;
		if (to > 0)
			rank[to - 1] = merged(m, part[to - 1], least);
		from += 2;
		rank[to++] = from < n && rank[from] != least
		    ? merged(m, least, part[from])
		    : IMAGE_NONE;
	}
	return to;
}

/*
 * Merges the bytes until no two neighbours do; returns how many parts are left.
 * A merge brings forth pairs of higher ranks only, so all pairs of the lowest
 * rank are merged in one sweep.
 */
static size_t
merge(const struct image *m, struct str s, uint32_t *part, uint32_t *rank)
{
	size_t n = s.n;

	single_bytes(m, s, part, rank);
	while (n > 1) {
		size_t at = lowest(rank, n - 1);

		if (rank[at] == IMAGE_NONE)
			break;
		rank[n - 1] = IMAGE_NONE;
		n = sweep(m, part, rank, at, n);
	}
	return n;
}

size_t
bpe_short(const struct image *m, struct str piece, uint32_t *id)
{
	uint32_t rank[BPE_SHORT];

	return merge(m, piece, id, rank);
}

/* The pair that merges to id, which is more than a single byte. */
static uint64_t
undone(const struct image *m, uint32_t id)
{
	const uint32_t *places = image_at(m, m->places);
	const uint64_t *slots = image_at(m, m->pairs.slots);

	return slots[places[id]] >> IMAGE_ID_BITS;
}

/*
 * Are left and right the encoding of their bytes?  Merges are undone at both
 * sides of the seam, the latest first: had the two that then stand at the seam
 * been able to merge before the merge just undone, they would have.  Of equal
 * ranks the left one is made first.
 */
static bool
suits(const struct image *m, uint32_t left, uint32_t right)
{
	uint32_t limit = IMAGE_NONE;

	while (merged(m, left, right) >= limit) {
		bool one_left = token_length(m, left) == 1;
		bool one_right = token_length(m, right) == 1;

		if (one_left && one_right)
			return true;
		if (one_right || (left > right && !one_left)) {
			limit = left;
			left = undone(m, left) & IMAGE_NONE;
		} else {
			limit = right + 1;
			right = (uint32_t)(undone(m, right) >> IMAGE_ID_BITS);
		}
	}
	return false;
}

/* Encodes s into the window. */
static size_t
fill(const struct image *m, struct bpe_window *w, struct str s)
{
	if (w->cap < s.n) {
		w->cap = 2 * s.n;
		w->part = mem_resize(w->part, w->cap, sizeof(*w->part));
		w->rank = mem_resize(w->rank, w->cap, sizeof(*w->rank));
	}
	return merge(m, s, w->part, w->rank);
}

/* to->id[first...] are the tokens of piece[0...at); takes on the bytes up to
 * until.  Returns how many bytes the window had. */
static size_t
extend(const struct image *m, struct bpe_window *w, struct str piece, size_t at,
    size_t until, struct token_ids *to, size_t first)
{
	size_t keep = to->n, back = 1, n;

	for (;; back *= 2) {
		for (size_t i = 0; i < back && keep > first; i++)
			at -= token_length(m, to->id[--keep]);
		n = fill(m, w, str_of(piece.p + at, until - at));
		if (keep == first || suits(m, to->id[keep - 1], w->part[0]))
			break;
	}
	to->n = keep;
	for (size_t i = 0; i < n; i++)
		token_ids_add(to, w->part[i]);
	return until - at;
}

void
bpe_long(const struct image *m, struct bpe_window *w, struct str piece,
    struct token_ids *to)
{
	size_t first = to->n, step = STEP, until, window;

	for (size_t at = 0; at < piece.n; at = until) {
		until = piece.n - at < step ? piece.n : at + step;
		window = extend(m, w, piece, at, until, to, first);
		step = window / 2 < STEP ? STEP : window / 2;
	}
}

void
bpe_window_free(struct bpe_window *w)
{
	free(w->part);
	free(w->rank);
}
