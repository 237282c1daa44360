/* SPDX-License-Identifier: MIT */
/*
 * 64 bytes of text at a time, a bit for each byte: bit 0 is the first one.
 * With CSV_PLAIN_BITS in C alone; else with SSE2 where that is there.
 */
#ifndef FT_IO_CSVBITS_H
#define FT_IO_CSVBITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "common/base/str.h"

#if defined(__SSE2__) && !defined(CSV_PLAIN_BITS)
#include <emmintrin.h>
#endif

enum { CSV_BLOCK = 64 };

#if defined(__SSE2__) && !defined(CSV_PLAIN_BITS)

/* Which of the bytes at p are a or b? */
static inline uint64_t
csv_bytes_either(const char *p, char a, char b)
{
	const __m128i is_a = _mm_set1_epi8(a), is_b = _mm_set1_epi8(b);
	uint64_t bits = 0;

	for (int i = 0; i < CSV_BLOCK; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(p + i));
		__m128i m = _mm_or_si128(
		    _mm_cmpeq_epi8(v, is_a), _mm_cmpeq_epi8(v, is_b));

		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(m) << i;
	}
	return bits;
}

/* Which of the bytes at p are c? */
static inline uint64_t
csv_bytes_equal(const char *p, char c)
{
	const __m128i want = _mm_set1_epi8(c);
	uint64_t bits = 0;

	for (int i = 0; i < CSV_BLOCK; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(p + i));
		int m = _mm_movemask_epi8(_mm_cmpeq_epi8(v, want));

		bits |= (uint64_t)(unsigned)m << i;
	}
	return bits;
}

#else

/* Eight bytes, the first one lowest. */
static inline uint64_t
csv_word_at(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

static inline uint64_t
csv_bytes_equal(const char *p, char c)
{
	const uint64_t ones = 0x0101010101010101, low = 0x7f * ones;
	uint64_t want = ones * (unsigned char)c, bits = 0;

	for (int i = 0; i < CSV_BLOCK; i += 8) {
		uint64_t x = csv_word_at(p + i) ^ want;
		uint64_t zero = ~(((x & low) + low) | x | low);

		/* Gathers the lowest bit of each byte in the highest byte. */
		bits |= ((zero >> 7) * 0x0102040810204080 >> 56) << i;
	}
	return bits;
}

static inline uint64_t
csv_bytes_either(const char *p, char a, char b)
{
	return csv_bytes_equal(p, a) | csv_bytes_equal(p, b);
}

#endif

/* The block at the offset; short of 64 bytes, a copy filled up with NUL. */
static inline const char *
csv_block_at(struct str data, size_t at, char spare[CSV_BLOCK])
{
	size_t n = data.n - at;

	if (n >= CSV_BLOCK)
		return data.p + at;
	memset(spare, 0, CSV_BLOCK);
	memcpy(spare, data.p + at, n);
	return spare;
}

/* Bit i: is the number of bits up to and with i odd? */
static inline uint64_t
csv_parity(uint64_t bits)
{
	for (int shift = 1; shift < CSV_BLOCK; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

#endif
