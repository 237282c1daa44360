/* SPDX-License-Identifier: MIT */
/*
 * The parts of marks.c and marks_avx2.c: where rows become long enough, of a
 * block whose bytes were judged.
 */
#ifndef FT_TEXT_MARKS_ROWS_H
#define FT_TEXT_MARKS_ROWS_H

#include "common/text/marks.h"

enum { MARKS_BLOCK = 64 };

/* Which of a block's bytes have the property: bit i for the i-th. */
struct marks_bits {
	uint64_t byte, word, digit, line;
};

/* The bits moved on by n, with those of the block before that come in. */
static inline uint64_t
marks_moved(uint64_t bits, unsigned n, uint64_t *carry)
{
	uint64_t moved = bits << n | *carry;

	*carry = bits >> (MARKS_BLOCK - n);
	return moved;
}

/* Where a row is `least` long, and one was not before. */
static inline uint64_t
marks_first(uint64_t rows, uint64_t *carry)
{
	return rows & ~marks_moved(rows, 1, carry);
}

/* Of rows of 2, 4, 8 is known where they end; a row of ten is one of eight with
 * one of two before it. */
static inline void
marks_find_rows(struct marks *m, const struct marks_bits *b)
{
	struct marks_carry *c = &m->carry;
	uint64_t word2 = b->word & marks_moved(b->word, 1, &c->word);
	uint64_t word4 = word2 & marks_moved(word2, 2, &c->word2);
	uint64_t word8 = word4 & marks_moved(word4, 4, &c->word4);
	uint64_t word10 = word8 & marks_moved(word2, 8, &c->word8);
	uint64_t digit2 = b->digit & marks_moved(b->digit, 1, &c->digit);
	uint64_t digit4 = digit2 & marks_moved(digit2, 2, &c->digit2);
	uint64_t line2 = b->line & marks_moved(b->line, 1, &c->line);

	m->in_word = b->word;
	m->in_digits = b->digit;
	m->byte = b->byte;
	m->word = marks_first(word10, &c->word10);
	m->digits = marks_first(digit4, &c->digit4);
	m->line = marks_first(line2, &c->line2);
	m->left = m->byte | m->word | m->digits | m->line;
}

#endif
