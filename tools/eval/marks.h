/* SPDX-License-Identifier: MIT */
/*
 * An answer as it is read beside what was expected: pieces that are the same,
 * missing or more.  What is hardly alike is not marked at all, as marks of
 * every other word tell nothing; blanks between two changes are part of them.
 *
 *	marks_make(&m, expected, said, &arena);
 *	for (size_t i = 0; i < m.n; i++)
 *		... m.run[i].kind, m.run[i].text
 */
#ifndef FT_TOOLS_EVAL_MARKS_H
#define FT_TOOLS_EVAL_MARKS_H

#include "common/score/diff.h"

struct marks {
	struct diff_run *run; /* in the arena; texts view the two given */
	size_t n;
	bool other; /* hardly alike: one run, of all that was said */
};

void marks_make(
    struct marks *m, struct str expected, struct str said, struct arena *arena);

#endif
