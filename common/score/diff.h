/* SPDX-License-Identifier: MIT */
/*
 * What makes one text out of another, word by word: for showing two answers
 * beside each other with their differences marked.
 *
 * The words are runs of letters and digits, runs of blanks, and any other
 * character by itself; of scripts that are written without blanks each
 * character is a word.  No more words than must be are marked (Myers 1986), but
 * for blanks between two that are replaced.  Where more than DIFF_EDITS words
 * differ, or finding out takes too long, what stands between what both begin
 * and end with differs as a whole.
 *
 *	diff_words(&d, old, new, &arena);
 *	for (size_t i = 0; i < d.n; i++)
 *		if (d.run[i].kind == DIFF_DELETE)
 *			...
 *
 * The texts of the runs are views of the two texts: those that are SAME or to
 * DELETE, one behind the other, are all of the first; those SAME or to INSERT
 * are all of the second.  No two of one kind follow each other, and where a
 * text is replaced, DELETE comes before INSERT.  Bytes that are no UTF-8 are
 * words like any other.
 */
#ifndef FT_SCORE_DIFF_H
#define FT_SCORE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/str.h"

enum { DIFF_EDITS = 1024 };

enum diff_kind { DIFF_SAME, DIFF_DELETE, DIFF_INSERT };

struct diff_run {
	enum diff_kind kind;
	struct str text;
};

struct diff {
	struct diff_run *run; /* in the arena */
	size_t n;
	bool coarse; /* too much differs to say what */
};

void diff_words(
    struct diff *d, struct str from, struct str to, struct arena *arena);

#endif
