/* SPDX-License-Identifier: MIT */
/*
 * One quick pass over a text that finds the places which are worth a look:
 * whoever looks for many rare things looks at these, and at nothing between.
 *
 *	marks_start(&m, text);
 *	while (marks_next(&m, &mark))
 *		if (mark.kinds & MARK_WORD)
 *			look_for_keys(text, mark.at);
 *
 * Thirty-two bytes are judged at a time where the machine can.  Most bytes of
 * prose are no mark; time is linear in the text, whatever it is.
 */
#ifndef FT_TEXT_MARKS_H
#define FT_TEXT_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

enum mark_kind {
	/*
	 * One of < { [ & + @ # or `, a control character but tab, LF and CR,
	 * DEL, or a lead byte of U+0080 to U+00FF, of U+2000 to U+2FFF, or of
	 * U+F000 and above.
	 */
	MARK_BYTE = 1,
	/* The last of MARK_WORD_LEAST letters, digits, '-' and '_' in a row;
	 * once for each such row. */
	MARK_WORD = 2,
	/* The last of MARK_DIGITS_LEAST digits in a row; once a row. */
	MARK_DIGITS = 4,
	/* The second of two line ends (LF) in a row; once a row. */
	MARK_BREAK = 8,
};

enum { MARK_WORD_LEAST = 10, MARK_DIGITS_LEAST = 4 };

struct mark {
	size_t at;	/* the byte's offset */
	unsigned kinds; /* of enum mark_kind, at least one */
};

struct marks {
	struct str text;
	size_t block; /* the offset of the block whose marks these are */
	size_t next;  /* ... of the one behind it */
	uint64_t byte, word, digits, line; /* bit i: of its i-th byte */
	uint64_t left;			   /* marks that were not given yet */

	/* How many bytes up to the block are in a row, no more than matter. */
	unsigned words, figures, lines;
};

void marks_start(struct marks *m, struct str text);

/* For marks_next(): goes to the next block of 64 bytes; false at the end. */
bool marks_next_block(struct marks *m) MUSTCHECK;

/* The next mark, in the order of the text; false at the end. */
static inline bool
marks_next(struct marks *m, struct mark *mark)
{
	uint64_t bit;

	while (m->left == 0)
		if (!marks_next_block(m))
			return false;
	bit = m->left & (0 - m->left);
	m->left -= bit;
	mark->at = m->block + (size_t)__builtin_ctzll(bit);
	mark->kinds = MARK_BYTE;
	if (((m->word | m->digits | m->line) & bit) != 0)
		mark->kinds = ((m->byte & bit) != 0 ? MARK_BYTE : 0) |
		    ((m->word & bit) != 0 ? MARK_WORD : 0) |
		    ((m->digits & bit) != 0 ? MARK_DIGITS : 0) |
		    ((m->line & bit) != 0 ? MARK_BREAK : 0);
	return true;
}

#endif
