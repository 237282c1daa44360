/* SPDX-License-Identifier: MIT */
/*
 * Memory for yajl, which has no way to be used again: a new handle for each
 * record, some small buffers, all given back at the record's end.  They come
 * off one block that is kept; what does not fit comes from the system.  Never
 * returns NULL, because yajl does not look.
 */
#ifndef FT_JSON_JSONMEM_H
#define FT_JSON_JSONMEM_H

#include <stddef.h>

struct jsonmem {
	char *block;
	size_t used;
};

/* All bytes zero is empty.  Gives the block back. */
void jsonmem_free_block(struct jsonmem *m);

/* The whole block is free again; what came from the system was given back. */
void jsonmem_reset(struct jsonmem *m);

/* In the form in which yajl wants them; m is a struct jsonmem. */
void *jsonmem_alloc(void *m, size_t n);
void *jsonmem_realloc(void *m, void *old, size_t n);
void jsonmem_free(void *m, void *p);

#endif
