/* SPDX-License-Identifier: MIT */
/*
 * Is a text valid UTF-8?  32 bytes at a time, for processors that have AVX2.
 *
 * What can be wrong with two bytes in a row is told by the high half of the
 * first, its low half and the high half of the second: each half is looked up
 * in a table of the mistakes it allows, and a mistake that all three allow is
 * one.  That two continuation bytes stand in a row is right just where a lead
 * byte of three or four stands two or three bytes before.
 *
 * J. Keiser, D. Lemire: Validating UTF-8 In Less Than One Instruction Per Byte,
 * Software: Practice and Experience 51 (5), 2021.
 */
#include "common/text/utf8_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

enum mistake {
	SHORT = 1 << 0,	     /* a lead byte without a continuation */
	LONG = 1 << 1,	     /* a continuation behind ASCII */
	OVERLONG_3 = 1 << 2, /* E0 80 to 9F */
	LARGE = 1 << 3,	     /* F4 90 to BF, or F5 and more 90 to BF */
	SURROGATE = 1 << 4,  /* ED A0 to BF */
	OVERLONG_2 = 1 << 5, /* C0, C1 */
	OVERLONG_4 = 1 << 6, /* F0 80 to 8F */
	LARGE_1000 = 1 << 6, /* F5 and more 80 to 8F */
	TWO_TAILS = 1 << 7,  /* two continuations: right or wrong */
	ANY_LOW = SHORT | LONG | TWO_TAILS,
	FIRST_LARGE = ANY_LOW | LARGE | LARGE_1000,
	SECOND_TAIL = LONG | OVERLONG_2 | TWO_TAILS,
};

#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

/* What the 32 bytes before x are with 1, 2 or 3 bytes of x shifted in. */
#define BEFORE(x, last, n)  \
	_mm256_alignr_epi8( \
	    x, _mm256_permute2x128_si256(last, x, 0x21), 16 - (n))

static inline AVX2 __m256i
high_half(__m256i x)
{
	return _mm256_and_si256(
	    _mm256_srli_epi16(x, 4), _mm256_set1_epi8(0x0F));
}

/* The mistakes of each byte of x and the one before. */
static inline AVX2 __m256i
mistakes(__m256i x, __m256i before)
{
	const __m256i first_high = TABLE(LONG, LONG, LONG, LONG, LONG, LONG,
	    LONG, LONG, (char)TWO_TAILS, (char)TWO_TAILS, (char)TWO_TAILS,
	    (char)TWO_TAILS, SHORT | OVERLONG_2, SHORT,
	    SHORT | OVERLONG_3 | SURROGATE,
	    SHORT | LARGE | LARGE_1000 | OVERLONG_4);
	const __m256i first_low =
	    TABLE((char)(ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4),
		(char)(ANY_LOW | OVERLONG_2), (char)ANY_LOW, (char)ANY_LOW,
		(char)(ANY_LOW | LARGE), (char)FIRST_LARGE, (char)FIRST_LARGE,
		(char)FIRST_LARGE, (char)FIRST_LARGE, (char)FIRST_LARGE,
		(char)FIRST_LARGE, (char)FIRST_LARGE, (char)FIRST_LARGE,
		(char)(FIRST_LARGE | SURROGATE), (char)FIRST_LARGE,
		(char)FIRST_LARGE);
	const __m256i second_high =
	    TABLE(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
		(char)(SECOND_TAIL | OVERLONG_3 | OVERLONG_4 | LARGE_1000),
		(char)(SECOND_TAIL | OVERLONG_3 | LARGE),
		(char)(SECOND_TAIL | SURROGATE | LARGE),
		(char)(SECOND_TAIL | SURROGATE | LARGE), SHORT, SHORT, SHORT,
		SHORT);
	const __m256i low = _mm256_and_si256(before, _mm256_set1_epi8(0x0F));

	return _mm256_and_si256(
	    _mm256_and_si256(_mm256_shuffle_epi8(first_high, high_half(before)),
		_mm256_shuffle_epi8(first_low, low)),
	    _mm256_shuffle_epi8(second_high, high_half(x)));
}

/* Not zero where x, behind the 32 bytes of last, is wrong. */
static inline AVX2 __m256i
errors(__m256i x, __m256i last)
{
	const __m256i three = _mm256_set1_epi8(0xE0 - 0x80);
	const __m256i four = _mm256_set1_epi8(0xF0 - 0x80);
	__m256i third = _mm256_subs_epu8(BEFORE(x, last, 2), three);
	__m256i fourth = _mm256_subs_epu8(BEFORE(x, last, 3), four);
	__m256i tails = _mm256_and_si256(
	    _mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO_TAILS));

	return _mm256_xor_si256(mistakes(x, BEFORE(x, last, 1)), tails);
}

static AVX2 bool
valid(const uint8_t *p, size_t n)
{
	uint8_t rest[32] = {0};
	__m256i last = _mm256_setzero_si256(), wrong = last, x;
	size_t at = 0;

	for (; n - at >= 32; at += 32) {
		x = _mm256_loadu_si256((const __m256i *)(p + at));
		if (_mm256_movemask_epi8(_mm256_or_si256(x, last)) != 0)
			wrong = _mm256_or_si256(wrong, errors(x, last));
		last = x;
	}
	/* The zeros behind the end also tell whether a character is cut. */
	memcpy(rest, p + at, n - at);
	x = _mm256_loadu_si256((const __m256i *)rest);
	wrong = _mm256_or_si256(wrong, errors(x, last));
	return _mm256_testz_si256(wrong, wrong);
}

bool
utf8_valid_avx2(const uint8_t *p, size_t n, bool *ok)
{
	if (!__builtin_cpu_supports("avx2"))
		return false;
	*ok = valid(p, n);
	return true;
}

#else

bool
utf8_valid_avx2(const uint8_t *p, size_t n, bool *ok)
{
	(void)p;
	(void)n;
	(void)ok;
	return false;
}

#endif
