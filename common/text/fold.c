/* SPDX-License-Identifier: MIT */
#include "common/text/fold.h"

#include "common/text/fold_avx2.h"

/* For tests: fold without AVX2. */
#ifndef FOLD_PLAIN
#define FOLD_PLAIN 0
#endif

static bool
is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Writes the form, with a blank behind it or not; returns how long it is. */
static size_t
fold_bytes(char *to, const char *p, size_t n)
{
	bool blank = true;
	char *end = to;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (!is_blank(c))
			*end++ = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
		else if (!blank)
			*end++ = ' ';
		blank = is_blank(c);
	}
	return (size_t)(end - to);
}

void
fold_add(struct buf *to, struct str text)
{
	/* Blocks are written whole, whatever is taken out of them. */
	char *p = buf_room(to, text.n + FOLD_BLOCK);
	size_t n;

	if (!FOLD_PLAIN && fold_can_avx2())
		n = fold_avx2(p, text.p, text.n);
	else
		n = fold_bytes(p, text.p, text.n);
	if (n > 0 && p[n - 1] == ' ')
		n--;
	to->n += n;
}
