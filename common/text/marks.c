/* SPDX-License-Identifier: MIT */
#include "common/text/marks.h"

#include "common/text/chars.h"
#include "common/text/marks_avx2.h"
#include "common/text/marks_rows.h"

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

bool
marks_next_block(struct marks *m)
{
	struct marks_bits b;
	size_t n;

	if (!MARKS_PLAIN && marks_can_avx2())
		return marks_next_block_avx2(m);
	for (; m->next < m->text.n; m->next += MARKS_BLOCK) {
		m->block = m->next;
		n = m->text.n - m->block;
		judge(m->text.p + m->block, n < MARKS_BLOCK ? n : MARKS_BLOCK,
		    &b);
		marks_find_rows(m, &b);
		if (m->left != 0)
			break;
	}
	m->next = m->block + MARKS_BLOCK;
	return m->left != 0;
}
