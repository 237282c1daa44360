/* SPDX-License-Identifier: MIT */
/*
 * The splitters for processors that have AVX2: 64 bytes at a time.
 *
 * A window of 64 bytes begins where a piece begins, so what was before it does
 * not matter.  Each byte is one bit of some words: a word for the letters, one
 * for the spaces and so on; where pieces begin is then found for all bytes at
 * once, by shifting the words and adding them.  The bytes of a longer character
 * all have its class, so neighbouring bytes are neighbouring characters.
 *
 * What the window cannot tell it leaves: near its end, where the next bytes
 * would have a say, and at what is rare, as digits that are not ASCII.  The
 * next window begins at the last boundary found; where there was none, one
 * piece is split off by the plain splitter.
 */
#include "common/token/split.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2   __attribute__((target("avx2,bmi,bmi2,lzcnt")))
#define INLINE static inline AVX2 __attribute__((always_inline))

enum { WINDOW = 64 };

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

/* The classes of the characters that are not ASCII. */
static AVX2 void
classify_high(struct window *w, bool marks_join)
{
	for (uint64_t left = w->high & ~w->tail; left != 0; left &= left - 1) {
		size_t i = (size_t)__builtin_ctzll(left), next;
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
		w->tail = within(&b, 0, '\x80', '\xBF');
		classify_high(w, marks_join);
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

/* White space that begins a piece or ends a run of it; `space` and `line` are
 * without the line ends that belong to what is before them. */
INLINE uint64_t
space_starts(struct window *w, uint64_t space, uint64_t line)
{
	uint64_t inner = space & ~line;
	uint64_t behind_line = inner & line << 1;

	/* A line end may follow yet, and it is the last one that counts. */
	w->unsure |= (inner + behind_line) & ~inner & line;
	return (space & ~(space << 1)) | behind_line |
	    (inner & ~(w->space >> 1));
}

/* \p{N}{1,3} */
INLINE uint64_t
digit_starts(const struct window *w)
{
	uint64_t four = w->digit & w->digit << 1 & w->digit << 2;
	uint64_t at = w->digit & ~(w->digit << 1), all = at;

	while ((at = at << 3 & four) != 0)
		all |= at;
	return all;
}

/* Boundaries that hold whatever the bytes are that the window does not tell. */
INLINE uint64_t
sure(const struct window *w, uint64_t starts)
{
	size_t rest = w->text.n - w->at, end = rest < WINDOW ? rest : WINDOW;
	uint64_t others;

	if (w->unsure != 0 && _tzcnt_u64(w->unsure) < end)
		end = _tzcnt_u64(w->unsure);
	/* The byte behind a boundary has a say, so it must be told, too. */
	starts &= below(end > 0 ? end - 1 : 0) & ~(uint64_t)1;
	if (starts == 0)
		return 0;
	if (w->space & bit(end - 1)) {
		/* The run of white space goes on: only where it begins. */
		others = ~w->space & below(end);
		starts &= others == 0 ? 1 : below(65 - _lzcnt_u64(others));
	}
	return starts;
}

/* Contractions at apostrophes that begin a piece: a word may follow. */
INLINE uint64_t
behind_contractions(const struct window *w, uint64_t apostrophe)
{
	uint64_t starts = 0;

	for (; apostrophe != 0; apostrophe &= apostrophe - 1) {
		size_t i = _tzcnt_u64(apostrophe);
		size_t n = split_contraction(w->text, w->at + i);

		if (n > 0 && i + n < WINDOW)
			starts |= bit(i + n);
	}
	return starts & w->letter;
}

INLINE uint64_t
starts_cl100k(struct window *w)
{
	uint64_t other, joined, space, other_starts, letter_starts;

	classify(w, false);
	other = ~(w->letter | w->digit | w->space);
	joined = runs(w->line, w->line & other << 1);
	space = w->space & ~joined;
	other_starts = other & ~(other << 1) & ~(w->blank << 1);
	letter_starts = w->letter & ~(w->letter << 1) &
	    ~((w->space & ~w->line) << 1) & ~next_char(w, other_starts);
	return sure(w,
	    space_starts(w, space, w->line & ~joined) | digit_starts(w) |
		other_starts | letter_starts |
		behind_contractions(
		    w, w->apostrophe & other_starts & w->letter >> 1));
}

/* Contractions end a word here, unless one did so just before. */
INLINE uint64_t
join_contractions(const struct window *w, uint64_t starts)
{
	size_t end = 0;

	for (uint64_t q = w->apostrophe & w->letter << 1 & w->letter >> 1;
	     q != 0; q &= q - 1) {
		size_t i = _tzcnt_u64(q);
		size_t n = split_contraction(w->text, w->at + i);

		if (n == 0 || i == end)
			continue;
		end = i + n;
		starts &= ~below(end) | below(i);
		starts |= end < WINDOW ? w->letter & bit(end) : 0;
	}
	return starts;
}

INLINE uint64_t
starts_o200k(struct window *w)
{
	uint64_t other, joined, space, other_starts, letter_starts, caseless;

	classify(w, true);
	caseless = w->letter & ~(w->upper | w->lower);
	other = ~(w->letter | w->digit | w->space);
	joined = runs(w->line, w->line & other << 1);
	w->unsure |= (w->upper & caseless << 1) | (w->slash & joined << 1);
	space = w->space & ~joined;
	other_starts = other & ~(other << 1) & ~(w->blank << 1);
	letter_starts =
	    (w->letter & ~(w->letter << 1) & ~((w->space & ~w->line) << 1) &
		~next_char(w, other_starts)) |
	    (w->upper & w->lower << 1);
	return sure(w,
	    join_contractions(w,
		space_starts(w, space, w->line & ~joined) | digit_starts(w) |
		    other_starts | letter_starts));
}

INLINE size_t
split(struct str text, size_t at, size_t *end, size_t max, split_fn *plain,
    uint64_t (*starts_in)(struct window *w))
{
	struct window w = {.text = text, .at = at};
	size_t n = 0;

	while (n + WINDOW <= max && w.at < text.n) {
		uint64_t starts = starts_in(&w);

		if (starts == 0) {
			plain(text, w.at, &end[n], 1);
			w.at = end[n++];
			continue;
		}
		for (; starts != 0; starts &= starts - 1)
			end[n++] = w.at + _tzcnt_u64(starts);
		w.at = end[n - 1];
	}
	return n;
}

static AVX2 size_t
cl100k(struct str text, size_t at, size_t *end, size_t max)
{
	return split(text, at, end, max, split_cl100k, starts_cl100k);
}

static AVX2 size_t
o200k(struct str text, size_t at, size_t *end, size_t max)
{
	return split(text, at, end, max, split_o200k, starts_o200k);
}

split_fn *
split_avx2(split_fn *plain)
{
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
		return plain;
	if (plain == split_cl100k)
		return cl100k;
	if (plain == split_o200k)
		return o200k;
	return plain;
}

#else

split_fn *
split_avx2(split_fn *plain)
{
	return plain;
}

#endif
