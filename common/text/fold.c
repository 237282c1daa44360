/* SPDX-License-Identifier: MIT */
#include "common/text/fold.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static bool
is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Appends the form of the bytes behind a blank, or not; says the same for what
 * follows. */
static bool
fold_bytes(char **to, const char *p, size_t n, bool blank)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (is_blank(c)) {
			if (!blank)
				*(*to)++ = ' ';
			blank = true;
			continue;
		}
		*(*to)++ = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
		blank = false;
	}
	return blank;
}

#if defined(__SSE2__)

enum { BLOCK = 16 };

/* Are all bytes of x at least lo and at most hi? */
static inline __m128i
between(__m128i x, char lo, char hi)
{
	return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(lo - 1))),
	    _mm_cmplt_epi8(x, _mm_set1_epi8((char)(hi + 1))));
}

/* Appends the block, at the end of copy[], without the bytes of the mask. */
static inline void
take_out(char **to, const char *copy, unsigned mask)
{
	unsigned at = 0;

	for (;;) {
		unsigned rest = mask >> at, run = BLOCK - at;

		memcpy(*to, copy + at, BLOCK);
		if (rest != 0)
			run = (unsigned)__builtin_ctz(rest);
		*to += run;
		at += run;
		if (rest == 0)
			return;
		at += (unsigned)__builtin_ctz(~(mask >> at));
	}
}

/* As fold_bytes(), for a block. */
static inline bool
fold_block(char **to, const char *p, bool blank)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i upper = between(x, 'A', 'Z'), white = between(x, '\t', '\r');
	char copy[2 * BLOCK] = {0};
	unsigned blanks, again;

	x = _mm_or_si128(x, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
	x = _mm_or_si128(_mm_andnot_si128(white, x),
	    _mm_and_si128(white, _mm_set1_epi8(' ')));
	blanks =
	    (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(' ')));
	again = blanks & (blanks << 1 | blank);
	if (again == 0) {
		_mm_storeu_si128((__m128i *)(void *)*to, x);
		*to += BLOCK;
	} else {
		_mm_storeu_si128((__m128i *)(void *)copy, x);
		take_out(to, copy, again);
	}
	return blanks >> (BLOCK - 1);
}

#else

enum { BLOCK = 16 };

static inline bool
fold_block(char **to, const char *p, bool blank)
{
	return fold_bytes(to, p, BLOCK, blank);
}

#endif

void
fold_add(struct buf *to, struct str text)
{
	/* Blocks are written whole, whatever is taken out of them. */
	char *first = buf_room(to, text.n + BLOCK), *end = first;
	bool blank = true;
	size_t i = 0;

	for (; text.n - i >= BLOCK; i += BLOCK)
		blank = fold_block(&end, text.p + i, blank);
	blank = fold_bytes(&end, text.p + i, text.n - i, blank);
	if (blank && end > first)
		end--;
	to->n += (size_t)(end - first);
}
