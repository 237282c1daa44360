/* SPDX-License-Identifier: MIT */
/*
 * The properties of 32 bytes at a time, for processors that have AVX2: each
 * half of a byte is looked up in a table of the classes that it allows, and the
 * byte is of the classes that both allow.
 */
#include "common/text/marks_avx2.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "common/text/marks_rows.h"

#define AVX2 __attribute__((target("avx2")))

enum { LANE = 32 };

/* Of the first pair of tables. */
enum {
	DIGIT = 1 << 0,	   /* 0-9 */
	LETTER_1 = 1 << 1, /* A-O a-o */
	LETTER_2 = 1 << 2, /* P-Z p-z */
	HYPHEN = 1 << 3,
	LOW_LINE = 1 << 4,
	LESS = 1 << 5,
	TICK = 1 << 6,	  /* @ ` */
	BRACKET = 1 << 7, /* [ { */
	WORD = DIGIT | LETTER_1 | LETTER_2 | HYPHEN | LOW_LINE,
};

/* Of the second: all but one are MARK_BYTE. */
enum {
	CONTROL = 1 << 0, /* 00-0F but tab, LF, CR */
	HIGH = 1 << 1,	  /* 10-1F F0-FF */
	LATIN = 1 << 2,	  /* C2 C3 */
	SIGN = 1 << 3,	  /* E2 EF */
	DELETE = 1 << 4,
	MARKUP = 1 << 5, /* # & + */
	LINE = 1 << 6,
};

#define TABLE(...)  _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define LETTERS	    (LETTER_1 | LETTER_2)
#define ALL_OF_THEM (DIGIT | LETTERS)
#define MOST	    (CONTROL | HIGH)

static AVX2 __m256i
classes_1(__m256i high, __m256i low)
{
	const __m256i by_low = TABLE(DIGIT | LETTER_2 | TICK, ALL_OF_THEM,
	    ALL_OF_THEM, ALL_OF_THEM, ALL_OF_THEM, ALL_OF_THEM, ALL_OF_THEM,
	    ALL_OF_THEM, ALL_OF_THEM, ALL_OF_THEM, LETTERS,
	    (char)(LETTER_1 | BRACKET), LETTER_1 | LESS, LETTER_1 | HYPHEN,
	    LETTER_1, LETTER_1 | LOW_LINE);
	const __m256i by_high =
	    TABLE(0, 0, HYPHEN, DIGIT | LESS, LETTER_1 | TICK,
		(char)(LETTER_2 | LOW_LINE | BRACKET), LETTER_1 | TICK,
		(char)(LETTER_2 | BRACKET), 0, 0, 0, 0, 0, 0, 0, 0);

	return _mm256_and_si256(_mm256_shuffle_epi8(by_low, low),
	    _mm256_shuffle_epi8(by_high, high));
}

static AVX2 __m256i
classes_2(__m256i high, __m256i low)
{
	const __m256i by_low = TABLE(MOST, MOST, MOST | LATIN | SIGN,
	    MOST | LATIN | MARKUP, MOST, MOST, MOST | MARKUP, MOST, MOST, HIGH,
	    HIGH | LINE, MOST | MARKUP, MOST, HIGH, MOST, MOST | SIGN | DELETE);
	const __m256i by_high = TABLE(CONTROL | LINE, HIGH, MARKUP, 0, 0, 0, 0,
	    DELETE, 0, 0, 0, 0, LATIN, 0, SIGN, HIGH);

	return _mm256_and_si256(_mm256_shuffle_epi8(by_low, low),
	    _mm256_shuffle_epi8(by_high, high));
}

/* Which bytes are zero? */
static AVX2 uint64_t
zeros(__m256i x)
{
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(x, _mm256_setzero_si256()));
}

/* The 32 bytes at p, which are those from i on. */
static inline AVX2 void
judge_lane(const char *p, unsigned i, struct marks_bits *to)
{
	const uint64_t all = 0xFFFFFFFF;
	__m256i x = _mm256_loadu_si256((const __m256i *)p);
	__m256i half = _mm256_set1_epi8(0x0F);
	__m256i low = _mm256_and_si256(x, half);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), half);
	__m256i one = classes_1(high, low), two = classes_2(high, low);
	__m256i word = _mm256_and_si256(one, _mm256_set1_epi8(WORD));
	__m256i odd = _mm256_or_si256(
	    _mm256_and_si256(
		one, _mm256_set1_epi8((char)(LESS | TICK | BRACKET))),
	    _mm256_and_si256(two, _mm256_set1_epi8((char)~LINE)));

	to->word |= (zeros(word) ^ all) << i;
	to->byte |= (zeros(odd) ^ all) << i;
	/* A class's bit is moved to the top of its byte. */
	to->digit |=
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(one, 7))
	    << i;
	to->line |=
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(two, 1))
	    << i;
}

/* The whole block at p. */
static inline AVX2 bool
look_at(struct marks *m, const char *p)
{
	struct marks_bits bits = {0};

	judge_lane(p, 0, &bits);
	judge_lane(p + LANE, LANE, &bits);
	marks_find_rows(m, &bits);
	return m->left != 0;
}

AVX2 bool
marks_next_block_avx2(struct marks *m)
{
	char last[MARKS_BLOCK];
	bool found = false;

	while (!found && m->next < m->text.n) {
		const char *p = m->text.p + m->next;
		size_t n = m->text.n - m->next;

		if (n < MARKS_BLOCK) {
			memset(last, ' ', sizeof(last));
			memcpy(last, p, n);
			p = last;
		}
		m->block = m->next;
		m->next += MARKS_BLOCK;
		found = look_at(m, p);
	}
	return found;
}

bool
marks_can_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

bool
marks_can_avx2(void)
{
	return false;
}

bool
marks_next_block_avx2(struct marks *m)
{
	(void)m;
	return false;
}

#endif
