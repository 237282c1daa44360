/* SPDX-License-Identifier: MIT */
#include "common/text/marks.h"

#include "common/text/chars.h"
#include "common/text/marks_avx2.h"

/* For tests: judge without AVX2. */
#ifndef MARKS_PLAIN
#define MARKS_PLAIN 0
#endif

static bool
is_odd(unsigned char c)
{
	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	return c == '<' || c == '&' || c == '+' || c == '#' || c == '[' ||
	    c == '{' || c == '@' || c == '`' || c == 0x7F || c == 0xC2 ||
	    c == 0xC3 || c == 0xE2 || c >= 0xEF;
}

static void
judge(const char *p, size_t n, struct marks_bits *to)
{
	*to = (struct marks_bits){0};
	for (size_t i = 0; i < n; i++) {
		to->byte |= (uint64_t)is_odd((unsigned char)p[i]) << i;
		to->word |= (uint64_t)is_word(p[i]) << i;
		to->digit |= (uint64_t)is_digit(p[i]) << i;
		to->line |= (uint64_t)(p[i] == '\n') << i;
	}
}

void
marks_start(struct marks *m, struct str text)
{
	*m = (struct marks){.text = text};
}

/*
 * Where a row becomes `least` bytes long, which is once for each row.  long_:
 * where that many in a row end, as seen within the block.  *before is how many
 * stood at the end of the block before.
 */
static inline uint64_t
ends_of_rows(uint64_t bits, uint64_t long_, unsigned least, unsigned *before)
{
	uint64_t ends = long_ & ~(long_ << 1), first = ~bits;
	unsigned front =
	    first == 0 ? MARKS_BLOCK : (unsigned)__builtin_ctzll(first);
	unsigned back =
	    first == 0 ? MARKS_BLOCK : (unsigned)__builtin_clzll(first);

	if (*before > 0 && front > 0) {
		/* The row at the front began before the block. */
		if (front >= least)
			ends &= ends - 1;
		if (*before < least && *before + front >= least)
			ends |= (uint64_t)1 << (least - *before - 1);
	}
	*before = back < MARKS_BLOCK ? back : *before + back;
	if (*before > least)
		*before = least;
	return ends;
}

static void
find_rows(struct marks *m, const struct marks_bits *b)
{
	uint64_t w = b->word & b->word << 1, d = b->digit & b->digit << 1;
	uint64_t w2 = w;

	w &= w << 2;
	w &= w << 4;
	w &= w2 << 8;
	d &= d << 2;
	m->byte = b->byte;
	m->word = ends_of_rows(b->word, w, MARK_WORD_LEAST, &m->words);
	m->digits = ends_of_rows(b->digit, d, MARK_DIGITS_LEAST, &m->figures);
	m->line = 0;
	if (b->line != 0 || m->lines > 0)
		m->line =
		    ends_of_rows(b->line, b->line & b->line << 1, 2, &m->lines);
	m->left = m->byte | m->word | m->digits | m->line;
}

bool
marks_next_block(struct marks *m)
{
	struct marks_bits b;
	size_t n;

	if (m->next >= m->text.n)
		return false;
	m->block = m->next;
	m->next += MARKS_BLOCK;
	n = m->text.n - m->block;
	if (n > MARKS_BLOCK)
		n = MARKS_BLOCK;
	if (MARKS_PLAIN || !marks_judge_avx2(m->text.p + m->block, n, &b))
		judge(m->text.p + m->block, n, &b);
	find_rows(m, &b);
	return true;
}
