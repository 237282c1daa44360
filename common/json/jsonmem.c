/* SPDX-License-Identifier: MIT */
#include "common/json/jsonmem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/diag.h"
#include "common/base/mem.h"

enum { BLOCK = 32 * 1024, ALIGN = alignof(max_align_t) };

/* Stands before every piece. */
struct head {
	alignas(max_align_t) size_t size;
	bool own; /* from the system */
};

void
jsonmem_free_block(struct jsonmem *m)
{
	free(m->block);
	*m = (struct jsonmem){0};
}

void
jsonmem_reset(struct jsonmem *m)
{
	m->used = 0;
}

/* What a piece of n bytes takes with its head. */
static size_t
whole(size_t n)
{
	if (n > SIZE_MAX / 2)
		diag_die(STATUS_IO, "more memory is wanted than there can be");
	return sizeof(struct head) + (n + ALIGN - 1) / ALIGN * ALIGN;
}

void *
jsonmem_alloc(void *mem, size_t n)
{
	struct jsonmem *m = mem;
	size_t want = whole(n);
	struct head *h;

	if (m->block == NULL)
		m->block = mem_resize(NULL, BLOCK, 1);
	if (want > BLOCK - m->used) {
		h = mem_resize(NULL, want, 1);
		h->own = true;
	} else {
		h = (struct head *)(m->block + m->used);
		h->own = false;
		m->used += want;
	}
	h->size = n;
	return h + 1;
}

void *
jsonmem_realloc(void *mem, void *old, size_t n)
{
	struct head *h = old == NULL ? NULL : (struct head *)old - 1;
	void *fresh;

	if (h != NULL && h->own) {
		h = mem_resize(h, whole(n), 1);
		h->size = n;
		return h + 1;
	}
	fresh = jsonmem_alloc(mem, n);
	if (h != NULL)
		memcpy(fresh, old, h->size < n ? h->size : n);
	return fresh;
}

void
jsonmem_free(void *mem, void *p)
{
	struct head *h = p == NULL ? NULL : (struct head *)p - 1;

	(void)mem;
	if (h != NULL && h->own)
		free(h);
}
