/* SPDX-License-Identifier: MIT */
/*
 * Memory that is given back all at once.
 *
 * What belongs to one record is taken from an arena and never freed by itself;
 * when the record is done the arena is reset, which costs nothing.  Memory from
 * an arena lives until the next arena_reset() or arena_free().  An arena
 * belongs to one thread at a time.
 */
#ifndef FT_BASE_ARENA_H
#define FT_BASE_ARENA_H

#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct arena_block;

struct arena {
	struct arena_block *block; /* newest first */
	char *at, *end;		   /* what is free in the newest block */
};

/* An empty arena.  Allocates nothing; all bytes zero is as good. */
void arena_init(struct arena *a);

/* Forgets everything that was taken, and keeps one block for what comes. */
void arena_reset(struct arena *a);

/* Gives all memory back. */
void arena_free(struct arena *a);

/* n things of the given size, aligned for any type, bytes not set. */
void *arena_take(struct arena *a, size_t n, size_t size) MUSTCHECK;

/*
 * What is free without asking for more: *n bytes, which may be written to until
 * something else is taken.  arena_keep() takes the first of them: so is taken
 * what is not known to be how long before it is written.
 */
char *arena_room(struct arena *a, size_t *n);
void arena_keep(struct arena *a, size_t n);

/* The same as arena_take(), all bytes zero. */
void *arena_zero(struct arena *a, size_t n, size_t size) MUSTCHECK;

/* A copy of the bytes of s, not ended by NUL. */
struct str arena_copy(struct arena *a, struct str s);

#endif
