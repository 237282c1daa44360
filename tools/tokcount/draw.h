/* SPDX-License-Identifier: MIT */
/*
 * A distribution as people look at it: some figures, and a bar for each bin.
 */
#ifndef FT_TOOLS_TOKCOUNT_DRAW_H
#define FT_TOOLS_TOKCOUNT_DRAW_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/histogram.h"

struct drawing {
	const struct histogram *tokens; /* not empty */
	const char *one, *many;		/* what was counted: "example" */
	const char *model;		/* whose limit it is */
	uint64_t limit;			/* 0 when there is none */
	size_t columns;			/* of the terminal */
	bool utf8, color;
};

void draw(struct buf *to, const struct drawing *d);

#endif
