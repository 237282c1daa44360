/* SPDX-License-Identifier: MIT */
/*
 * A line before and after --fix, and the two as a unified diff without context
 * (records are long), as patch(1) takes it.
 */
#ifndef FT_TOOLS_LINT_MENDED_H
#define FT_TOOLS_LINT_MENDED_H

#include "common/io/engine.h"
#include "tools/lint/fix.h"

struct mended {
	struct str was; /* the line as it was read, with its end */
	size_t line;	/* its number there */
	bool changed;	/* what was done is in counts */
	bool dropped;	/* a blank line that goes */
	uint32_t counts[FIXES];
};

/*
 * Mends a record: its raw bytes and its text are new ones, in the arena, where
 * something was changed.
 */
struct mended *mend_record(
    struct fixer *x, struct arena *arena, struct record *r);

/* What a file's diff is about; all zero but for the names. */
struct diff {
	struct out *to;
	const char *file; /* whose name is written; NULL: none is yet */
	bool mask;	  /* what would drive a terminal */
};

/* A line of `file`, which stands at `line` now, if it was changed. */
void diff_line(struct diff *d, const char *file, const struct mended *m,
    struct str now, size_t line);

#endif
