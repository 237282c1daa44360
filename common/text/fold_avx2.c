/* SPDX-License-Identifier: MIT */
/*
 * The form of 32 bytes at a time, for processors that have AVX2.
 */
#include "common/text/fold_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))

enum { HALF = 16 };

/* Which bytes are one of the n up to `last`?  They are moved up to the highest
 * numbers with a sign. */
static inline AVX2 __m256i
among(__m256i x, char last, int n)
{
	x = _mm256_add_epi8(x, _mm256_set1_epi8((char)(127 - last)));
	return _mm256_cmpgt_epi8(x, _mm256_set1_epi8((char)(127 - n)));
}

/* Writes 16 bytes without those of the mask, which are taken out of the
 * register run by run, the last one first. */
static inline AVX2 void
write_rest(char **to, __m128i x, uint32_t mask)
{
	const __m128i place =
	    _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
	size_t n = HALF;

	while (mask != 0) {
		unsigned above = (unsigned)__builtin_clz(mask);
		unsigned run = (unsigned)__builtin_clz(~(mask << above));
		unsigned first = 32 - above - run;
		__m128i behind = _mm_cmpgt_epi8(
		    place, _mm_set1_epi8((char)((int)first - 1)));

		behind = _mm_and_si128(behind, _mm_set1_epi8((char)run));
		x = _mm_shuffle_epi8(x, _mm_add_epi8(place, behind));
		mask &= (1U << first) - 1;
		n -= run;
	}
	_mm_storeu_si128((__m128i *)(void *)*to, x);
	*to += n;
}

static inline AVX2 bool
fold_block(char **to, const char *p, bool blank)
{
	const __m256i space = _mm256_set1_epi8(' ');
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i upper = among(x, 'Z', 'Z' - 'A' + 1);
	__m256i white = among(x, '\r', '\r' - '\t' + 1);
	uint32_t blanks, again;

	x = _mm256_or_si256(x, _mm256_and_si256(upper, space));
	x = _mm256_blendv_epi8(x, space, white);
	blanks = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, space));
	again = blanks & (blanks << 1 | blank);
	if (again == 0) {
		_mm256_storeu_si256((__m256i *)(void *)*to, x);
		*to += FOLD_BLOCK;
	} else {
		write_rest(to, _mm256_castsi256_si128(x), again & 0xFFFF);
		write_rest(to, _mm256_extracti128_si256(x, 1), again >> HALF);
	}
	return blanks >> (FOLD_BLOCK - 1);
}

AVX2 size_t
fold_avx2(char *to, const char *p, size_t n)
{
	char last[FOLD_BLOCK], *end = to;
	bool blank = true;

	for (; n > 0; n -= FOLD_BLOCK, p += FOLD_BLOCK) {
		if (n < FOLD_BLOCK) {
			memset(last, ' ', sizeof(last));
			memcpy(last, p, n);
			p = last;
			n = FOLD_BLOCK;
		}
		blank = fold_block(&end, p, blank);
	}
	return (size_t)(end - to);
}

bool
fold_can_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

size_t
fold_avx2(char *to, const char *p, size_t n)
{
	(void)to;
	(void)p;
	(void)n;
	return 0;
}

bool
fold_can_avx2(void)
{
	return false;
}

#endif
