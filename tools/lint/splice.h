/* SPDX-License-Identifier: MIT */
/*
 * Changes of a text, each of a stretch of its bytes: whatever lies between them
 * stays as it is.  Stretches do not overlap; of several insertions at one place
 * the first one given stands first.
 *
 *	splice_add(&s, m->key_off, key_end, STR("\"tools\""));
 *	splice_apply(&s, text, &to);
 *	splice_clear(&s);
 */
#ifndef FT_TOOLS_LINT_SPLICE_H
#define FT_TOOLS_LINT_SPLICE_H

#include "common/base/buf.h"

struct splice {
	size_t off, end; /* the bytes that go; off == end: an insertion */
	struct str with; /* what comes; lives until splice_clear() */
	size_t seq;
};

struct splices {
	struct splice *v;
	size_t n, cap;
};

void splice_add(struct splices *s, size_t off, size_t end, struct str with);

/* Appends the text with all changes. */
void splice_apply(struct splices *s, struct str text, struct buf *to);

void splice_clear(struct splices *s);
void splice_free(struct splices *s);

#endif
