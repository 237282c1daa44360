/* SPDX-License-Identifier: MIT */
/*
 * Runs over the inside of a string, for common/json/ alone.
 */
#ifndef FT_JSON_JSONSCAN_H
#define FT_JSON_JSONSCAN_H

#include <stdbool.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Is c what a string cannot have as it is, or its end? */
static inline bool
jsonscan_is_special(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

#if defined(__SSE2__)

/* Which of the 16 bytes at p are special? */
static inline unsigned
jsonscan_specials(const char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)p);
	__m128i low = _mm_set1_epi8(0x1F);
	__m128i is = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('"')),
	    _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));

	is = _mm_or_si128(is, _mm_cmpeq_epi8(_mm_min_epu8(x, low), x));
	return (unsigned)_mm_movemask_epi8(is);
}

/* The first special byte from p on, or end. */
static inline const char *
jsonscan_plain(const char *p, const char *end)
{
	for (; end - p >= 16; p += 16) {
		unsigned specials = jsonscan_specials(p);

		if (specials != 0)
			return p + __builtin_ctz(specials);
	}
	while (p < end && !jsonscan_is_special(*p))
		p++;
	return p;
}

/*
 * Copies what is not special to *to, and goes behind it there; returns where it
 * stopped.  Up to end - p bytes at *to may be written on.
 */
static inline const char *
jsonscan_copy(char **to, const char *p, const char *end)
{
	char *at = *to;

	for (; end - p >= 16; p += 16, at += 16) {
		unsigned specials = jsonscan_specials(p);

		_mm_storeu_si128(
		    (__m128i *)at, _mm_loadu_si128((const __m128i *)p));
		if (specials != 0) {
			unsigned n = (unsigned)__builtin_ctz(specials);

			*to = at + n;
			return p + n;
		}
	}
	while (p < end && !jsonscan_is_special(*p))
		*at++ = *p++;
	*to = at;
	return p;
}

#else

static inline const char *
jsonscan_plain(const char *p, const char *end)
{
	while (p < end && !jsonscan_is_special(*p))
		p++;
	return p;
}

static inline const char *
jsonscan_copy(char **to, const char *p, const char *end)
{
	char *at = *to;

	while (p < end && !jsonscan_is_special(*p))
		*at++ = *p++;
	*to = at;
	return p;
}

#endif
#endif
