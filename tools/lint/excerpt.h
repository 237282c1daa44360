/* SPDX-License-Identifier: MIT */
/*
 * The part of a line where something is wrong, with a mark below it:
 *
 *	   12 | ...ent":"ping"},{"role":"human","content":"pong"}]}
 *	      |                         ^~~~~~~
 *
 * What would drive a terminal is masked, what is secret is overwritten (see
 * hide.h), and the mark stands right where characters are wide, or combine, or
 * were masked.
 */
#ifndef FT_TOOLS_LINT_EXCERPT_H
#define FT_TOOLS_LINT_EXCERPT_H

#include "common/base/buf.h"

struct excerpt {
	struct str line;   /* without its line end */
	size_t number;	   /* the line's */
	size_t off, end;   /* of what is wrong; end <= off: one place */
	size_t columns;	   /* at most so many are taken */
	const char *color; /* of the mark; "" for none */
};

void excerpt_write(struct buf *to, const struct excerpt *e);

#endif
