/* SPDX-License-Identifier: MIT */
#include "common/base/arena.h"

#include <limits.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/diag.h"

enum {
	BLOCK = 64 * 1024,
	ALIGN = alignof(max_align_t),
	HALF = sizeof(size_t) * CHAR_BIT / 2 - 1, /* of the bits */
};

struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) char data[];
};

void
arena_init(struct arena *a)
{
	*a = (struct arena){0};
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->block;

	if (keep == NULL)
		return;
	/* A block for one huge record would otherwise stay for ever. */
	if (keep->size > BLOCK) {
		arena_free(a);
		return;
	}
	a->block = keep->older;
	keep->older = NULL;
	arena_free(a);
	a->block = keep;
	a->at = keep->data;
	a->end = keep->data + keep->size;
}

void
arena_free(struct arena *a)
{
	while (a->block != NULL) {
		struct arena_block *older = a->block->older;

		free(a->block);
		a->block = older;
	}
	arena_init(a);
}

static void
add_block(struct arena *a, size_t at_least)
{
	size_t size = at_least > BLOCK ? at_least : BLOCK;
	struct arena_block *b = mem_resize(NULL, sizeof(*b) + size, 1);

	b->older = a->block;
	b->size = size;
	a->block = b;
	a->at = b->data;
	a->end = b->data + size;
}

static size_t
aligned(size_t n)
{
	return (n + ALIGN - 1) / ALIGN * ALIGN;
}

char *
arena_room(struct arena *a, size_t *n)
{
	if (a->at == a->end)
		add_block(a, BLOCK);
	*n = (size_t)(a->end - a->at);
	return a->at;
}

void
arena_keep(struct arena *a, size_t n)
{
	a->at += aligned(n);
}

void *
arena_take(struct arena *a, size_t n, size_t size)
{
	size_t want;
	char *p;

	/* Of two that are small the product is small enough. */
	if ((n | size) >> HALF != 0 && size != 0 && n > (SIZE_MAX / 2) / size)
		diag_die(STATUS_IO, "more memory is wanted than there can be");
	want = aligned(n * size);
	if (a->block == NULL || want > (size_t)(a->end - a->at))
		add_block(a, want);
	p = a->at;
	a->at += want;
	return p;
}

void *
arena_zero(struct arena *a, size_t n, size_t size)
{
	void *p = arena_take(a, n, size);

	memset(p, 0, n * size);
	return p;
}

struct str
arena_copy(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.n, 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return str_of(p, s.n);
}
