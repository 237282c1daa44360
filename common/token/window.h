/* SPDX-License-Identifier: MIT */
/*
 * 64 bytes of a text, looked at all at once, for processors that have AVX2.
 *
 * Each byte is one bit of some words: a word for the letters, one for the
 * spaces and so on.  The bytes of a longer character all have its class, so
 * neighbouring bytes are neighbouring characters.  For split_avx2.c alone.
 */
#ifndef FT_TOKEN_WINDOW_H
#define FT_TOKEN_WINDOW_H

#if defined(__x86_64__)

#include <immintrin.h>

#include "common/token/split.h"

#define AVX2   __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define INLINE static inline AVX2 __attribute__((always_inline))

/* From so many characters on that are not ASCII, it pays to look for blocks. */
enum { WINDOW = 64, WORTH_BLOCKS = 8 };

struct window {
	struct str text;
	size_t at;	 /* where the window begins */
	uint64_t letter; /* o200k: marks in words, too */
	uint64_t upper;	 /* o200k: of the letters, Lu and Lt */
	uint64_t lower;	 /* o200k: Ll */
	uint64_t digit;
	uint64_t space; /* white space */
	uint64_t blank; /* the character ' ' */
	uint64_t line;	/* CR and LF */
	uint64_t apostrophe;
	uint64_t slash;
	uint64_t high;	 /* bytes that are not ASCII */
	uint64_t tail;	 /* of those, all but the first of a character */
	uint64_t unsure; /* where the plain splitter must look */
};

INLINE uint64_t
bit(size_t i)
{
	return (uint64_t)1 << i;
}

/* The bits below i, which may be 64. */
INLINE uint64_t
below(size_t i)
{
	return i < WINDOW ? bit(i) - 1 : UINT64_MAX;
}

/* The number of the lowest bit of bits, which are not 0. */
INLINE size_t
lowest(uint64_t bits)
{
	return (size_t)__builtin_ctzll(bits);
}

struct bytes64 {
	__m256i half[2];
};

INLINE uint64_t
mask_of(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

INLINE uint64_t
equal(const struct bytes64 *b, char c)
{
	const __m256i all = _mm256_set1_epi8(c);

	return mask_of(_mm256_cmpeq_epi8(b->half[0], all),
	    _mm256_cmpeq_epi8(b->half[1], all));
}

/* Which of the bytes, with the bits of `with` set, are first to last? */
INLINE uint64_t
within(const struct bytes64 *b, char with, char first, char last)
{
	const __m256i set = _mm256_set1_epi8(with);
	const __m256i from = _mm256_set1_epi8(first);
	const __m256i most = _mm256_set1_epi8((char)(last - first));
	__m256i half[2];

	for (int i = 0; i < 2; i++) {
		__m256i x =
		    _mm256_sub_epi8(_mm256_or_si256(b->half[i], set), from);

		half[i] = _mm256_cmpeq_epi8(_mm256_min_epu8(x, most), x);
	}
	return mask_of(half[0], half[1]);
}

INLINE struct bytes64
load(struct str text, size_t at)
{
	char copy[WINDOW] = {0};
	const char *p = text.p + at;
	struct bytes64 b;

	if (text.n - at < WINDOW) {
		memcpy(copy, p, text.n - at);
		p = copy;
	}
	b.half[0] = _mm256_loadu_si256((const __m256i *)p);
	b.half[1] = _mm256_loadu_si256((const __m256i *)p + 1);
	return b;
}

/*
 * The characters of large blocks in which all are letters: Han (U+4E00 to
 * U+9FFF) and most of Hangul (U+B000 to U+CFFF), which have no case; Cyrillic
 * (U+0400 to U+045F with case, to U+047F without) and, where case has no say,
 * Latin (U+0100 to U+02BF).  Returns where they begin.
 */
INLINE uint64_t
classify_blocks(struct window *w, const struct bytes64 *b, bool marks_join)
{
	uint64_t three = within(b, 0, '\xE5', '\xE9') |
	    within(b, 0, '\xEB', '\xEC') |
	    (equal(b, '\xE4') & within(b, 0, '\xB8', '\xBF') >> 1);
	uint64_t upper, lower, two;

	if (marks_join) {
		uint64_t d0 = equal(b, '\xD0');
		uint64_t high = within(b, 0, '\xB0', '\xBF') >> 1;

		upper = d0 & ~high & w->tail >> 1;
		lower = (d0 & high) |
		    (equal(b, '\xD1') & within(b, 0, '\x80', '\x9F') >> 1);
		two = upper | lower;
		w->upper |= upper | upper << 1;
		w->lower |= lower | lower << 1;
	} else {
		two =
		    within(b, 0, '\xC4', '\xCA') | within(b, 0, '\xD0', '\xD1');
	}
	w->letter |= two | two << 1 | three | three << 1 | three << 2;
	return two | three;
}

/* The classes of the characters that are not ASCII and begin at `left`. */
static AVX2 void
classify_high(struct window *w, uint64_t left, bool marks_join)
{
	for (; left != 0; left &= left - 1) {
		size_t i = lowest(left), next;
		unsigned class = split_class(w->text, w->at + i, &next);
		uint64_t bytes = below(next - w->at) & ~below(i);

		if (class & SPLIT_LETTER)
			w->letter |= bytes;
		else if (class & (SPLIT_NUMBER | SPLIT_SPACE))
			w->unsure |= bytes;
		if (!marks_join)
			continue;
		if (class &
		    (UCLASS_BIT(UCLASS_UPPER) | UCLASS_BIT(UCLASS_TITLE)))
			w->upper |= bytes;
		if (class & UCLASS_BIT(UCLASS_LOWER))
			w->lower |= bytes;
		if (class & SPLIT_MARK) {
			if (i > 0 && w->letter & bit(i - 1))
				w->letter |= bytes;
			else
				w->unsure |= bytes;
		}
	}
}

INLINE void
classify(struct window *w, bool marks_join)
{
	struct bytes64 b = load(w->text, w->at);

	w->letter = within(&b, 0x20, 'a', 'z');
	w->digit = within(&b, 0, '0', '9');
	w->blank = equal(&b, ' ');
	w->space = within(&b, 0, '\t', '\r') | w->blank;
	w->line = equal(&b, '\n') | equal(&b, '\r');
	w->apostrophe = equal(&b, '\'');
	w->high = mask_of(b.half[0], b.half[1]);
	w->unsure = 0;
	w->tail = 0;
	if (marks_join) {
		w->upper = within(&b, 0, 'A', 'Z');
		w->lower = w->letter & ~w->upper;
		w->slash = equal(&b, '/');
	}
	if (w->high != 0) {
		uint64_t left;

		w->tail = within(&b, 0, '\x80', '\xBF');
		left = w->high & ~w->tail;
		if (__builtin_popcountll(left) >= WORTH_BLOCKS)
			left &= ~classify_blocks(w, &b, marks_join);
		classify_high(w, left, marks_join);
	}
}

/* Where the characters begin that follow those which begin at `start`. */
INLINE uint64_t
next_char(const struct window *w, uint64_t start)
{
	return ((start << 1) + w->tail) & ~w->tail;
}

/* The runs of bits in `of` that begin at `start`. */
INLINE uint64_t
runs(uint64_t of, uint64_t start)
{
	return of & ~(of + start);
}

/* Boundaries that hold whatever the bytes are that the window does not tell. */
INLINE uint64_t
sure(const struct window *w, uint64_t starts)
{
	size_t rest = w->text.n - w->at, end = rest < WINDOW ? rest : WINDOW;
	uint64_t others;

	if ((w->unsure & below(end)) != 0)
		end = lowest(w->unsure);
	else if (rest < WINDOW && (w->space & bit(end - 1)) == 0)
		/* The text ends here, and not in white space: all is told. */
		return (starts & below(end) & ~(uint64_t)1) | bit(end);
	/* The byte behind a boundary has a say, so it must be told, too. */
	starts &= below(end > 0 ? end - 1 : 0) & ~(uint64_t)1;
	if (starts == 0)
		return 0;
	if (w->space & bit(end - 1)) {
		/* The run of white space goes on: only where it begins. */
		others = ~w->space & below(end);
		starts &= others == 0
		    ? 1
		    : below(65 - (size_t)__builtin_clzll(others));
	}
	return starts;
}

#endif
#endif
