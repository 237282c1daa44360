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

enum { MARK_WORD_LEAST = 10, MARK_DIGITS_LEAST = 4, MARK_PLAIN_MOST = 30 };

struct mark {
	size_t at;	/* the byte's offset */
	unsigned kinds; /* of enum mark_kind, at least one */
};

/* What goes on from one block into the next: the last of the bits that say
 * where rows of so many end. */
struct marks_carry {
	uint64_t word, word2, word4, word8, word10;
	uint64_t digit, digit2, digit4, line, line2;
};

struct marks {
	struct str text;
	size_t block; /* the offset of the block whose marks these are */
	size_t next;  /* ... of the one behind it */
	uint64_t byte, word, digits, line; /* bit i: of its i-th byte */
	uint64_t left;			   /* marks that were not given yet */
	uint64_t in_word, in_digits;	   /* what rows are made of */
	struct marks_carry carry;
};

void marks_start(struct marks *m, struct str text);

/* For marks_next(): goes to the next block of 64 bytes that has a mark; false
 * where there is none. */
bool marks_next_block(struct marks *m) MUSTCHECK;

/*
 * Of the block, whose m->word has that bit: is there no digit in the row, and
 * is it shorter than MARK_PLAIN_MOST?  False says nothing.  Whoever knows that
 * the row does not matter takes the bit out of m->left.
 */
static inline bool
marks_is_plain(const struct marks *m, unsigned at)
{
	uint64_t behind = ~m->in_word >> at, row;
	unsigned first = at + 1 - MARK_WORD_LEAST, n;

	if (at + 1 < MARK_WORD_LEAST || behind == 0)
		return false;
	n = MARK_WORD_LEAST - 1 + (unsigned)__builtin_ctzll(behind);
	row = ((uint64_t)1 << (n & 63)) - 1;
	return n < MARK_PLAIN_MOST && (m->in_digits >> first & row) == 0;
}

/* The next mark, in the order of the text; false at the end. */
static inline bool
marks_next(struct marks *m, struct mark *mark)
{
	uint64_t bit;
	unsigned at;

	if (m->left == 0 && !marks_next_block(m))
		return false;
	bit = m->left & (0 - m->left);
	at = (unsigned)__builtin_ctzll(bit);
	m->left -= bit;
	mark->at = m->block + at;
	mark->kinds = MARK_BYTE;
	if (((m->word | m->digits | m->line) & bit) == 0)
		return true;
	mark->kinds = ((m->byte & bit) != 0 ? MARK_BYTE : 0) |
	    ((m->word & bit) != 0 ? MARK_WORD : 0) |
	    ((m->digits & bit) != 0 ? MARK_DIGITS : 0) |
	    ((m->line & bit) != 0 ? MARK_BREAK : 0);
	return true;
}

#endif
