/* SPDX-License-Identifier: MIT */
/*
 * Memory for what must not get out: it is left out of core files, not swapped
 * where the system allows that, and wiped before it is given back.
 */
#ifndef FT_NET_SECRET_H
#define FT_NET_SECRET_H

#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/str.h"

struct secret {
	char *p; /* NULL when there is none */
	size_t room;
};

/* Room for n bytes, all zero. */
void secret_take(struct secret *s, size_t n);

/* Wipes it and gives it back; may be called twice. */
void secret_free(struct secret *s);

/* Overwrites n bytes, also where a compiler sees no use in that. */
void secret_wipe(void *p, size_t n);

/*
 * Appends text with every piece of the key that is at least 8 bytes long (or
 * the whole of a shorter key) as "***": servers echo keys, whole and cut, also
 * in JSON with "\/" for "/".  An empty key hides nothing.
 */
void secret_mask(struct buf *to, struct str text, struct str key);

#endif
