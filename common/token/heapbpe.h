/* SPDX-License-Identifier: MIT */
/*
 * Byte pair encoding by the book, with a heap: for vocabularies that the fast
 * way of common/token/bpe.h is not for, see common/token/pick.h.  Ranks may be
 * any, several pairs may merge to the same token, and a merge may bring forth
 * one of a lower rank.  The lowest rank is merged first, of equal ones the
 * leftmost.  Time is n log n in the bytes of a piece.
 */
#ifndef FT_TOKEN_HEAPBPE_H
#define FT_TOKEN_HEAPBPE_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

#define HEAPBPE_NONE UINT32_MAX

/* Two tokens, what they merge to (HEAPBPE_NONE: a free place) and when. */
struct heap_merge {
	uint32_t left, right, token, rank;
};

struct heap_bpe {
	const struct heap_merge *place;
	size_t nplaces; /* a power of two */
	uint32_t byte[256];
};

struct heap_entry {
	uint32_t rank, at;
	uint32_t token; /* what was to come of it: another now, if outdated */
};

/* For one thread; all bytes zero is empty.  After heap_bpe() the first n
 * elements of `part` are the tokens. */
struct heap_work {
	uint32_t *part;
	uint32_t *next, *before; /* neighbours of a part */
	struct heap_entry *entry;
	size_t cap, entries;
};

/* The places for n merges, all of them free; the caller frees with free(). */
struct heap_merge *heap_places(size_t n, size_t *nplaces);

/* Puts a merge in; of the same pair the last one counts. */
void heap_add(
    struct heap_merge *place, size_t nplaces, const struct heap_merge *m);

/* Where the pair is, or the free place where it would be. */
const struct heap_merge *heap_find(const struct heap_merge *place,
    size_t nplaces, uint32_t left, uint32_t right);

/*
 * Encodes the piece, of less than 2^32 - 1 bytes: how many tokens it is.  The
 * merge made last is told where last is not NULL and there was any.
 */
size_t heap_bpe(const struct heap_bpe *b, struct heap_work *w, struct str piece,
    struct heap_merge *last);

void heap_work_free(struct heap_work *w);

#endif
