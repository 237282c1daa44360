/* SPDX-License-Identifier: MIT */
/*
 * The splitters for processors that have AVX2: 64 bytes at a time.
 *
 * A window of 64 bytes begins where a piece begins, so what was before it does
 * not matter.  Where pieces begin in it is found for all bytes at once, by
 * shifting the words of the window and adding them.
 *
 * What the window cannot tell it leaves: near its end, where the next bytes
 * would have a say, and at what is rare, as digits that are not ASCII.  The
 * next window begins at the last boundary found; where there was none, one
 * piece is split off by the plain splitter.
 */
#include "common/token/split.h"

#if defined(__x86_64__)

#include "common/token/window.h"

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

/* Contractions at apostrophes that begin a piece: a word may follow. */
INLINE uint64_t
behind_contractions(const struct window *w, uint64_t apostrophe)
{
	uint64_t starts = 0;

	for (; apostrophe != 0; apostrophe &= apostrophe - 1) {
		size_t i = lowest(apostrophe);
		size_t n = split_contraction(w->text, w->at + i);

		if (n > 0 && i + n < WINDOW)
			starts |= bit(i + n);
	}
	return starts & w->letter;
}

/* Its digits are three to a piece, or one. */
INLINE uint64_t
starts_cl100k_of(struct window *w, bool each_digit)
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
	    space_starts(w, space, w->line & ~joined) |
		(each_digit ? w->digit : digit_starts(w)) | other_starts |
		letter_starts |
		behind_contractions(
		    w, w->apostrophe & other_starts & w->letter >> 1));
}

INLINE uint64_t
starts_cl100k(struct window *w)
{
	return starts_cl100k_of(w, false);
}

INLINE uint64_t
starts_cl100k_digit(struct window *w)
{
	return starts_cl100k_of(w, true);
}

/* Contractions end a word here, unless one did so just before. */
INLINE uint64_t
join_contractions(const struct window *w, uint64_t starts)
{
	size_t end = 0;

	for (uint64_t q = w->apostrophe & w->letter << 1 & w->letter >> 1;
	     q != 0; q &= q - 1) {
		size_t i = lowest(q);
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

/* Contractions at apostrophes that begin a piece and are in lower case. */
INLINE uint64_t
part_contractions(const struct window *w, uint64_t starts, uint64_t apostrophe)
{
	for (; apostrophe != 0; apostrophe &= apostrophe - 1) {
		size_t i = lowest(apostrophe);
		size_t n = split_contraction_lower(w->text, w->at + i);

		if (n == 0)
			continue;
		starts &= ~below(i + n) | below(i + 1);
		starts |= i + n < WINDOW ? w->letter & bit(i + n) : 0;
	}
	return starts;
}

INLINE uint64_t
starts_gpt2(struct window *w)
{
	uint64_t other, no_blank, other_starts, starts;

	classify(w, false);
	other = ~(w->letter | w->digit | w->space);
	no_blank = ~(w->blank << 1);
	other_starts = other & ~(other << 1) & no_blank;
	starts = other_starts | (w->letter & ~(w->letter << 1) & no_blank) |
	    (w->digit & ~(w->digit << 1) & no_blank) |
	    (w->space & ~(w->space << 1 & w->space >> 1));
	return sure(w,
	    part_contractions(
		w, starts, w->apostrophe & other_starts & w->letter >> 1));
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
			end[n++] = w.at + lowest(starts);
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
cl100k_digit(struct str text, size_t at, size_t *end, size_t max)
{
	return split(
	    text, at, end, max, split_cl100k_digit, starts_cl100k_digit);
}

static AVX2 size_t
o200k(struct str text, size_t at, size_t *end, size_t max)
{
	return split(text, at, end, max, split_o200k, starts_o200k);
}

static AVX2 size_t
gpt2(struct str text, size_t at, size_t *end, size_t max)
{
	return split(text, at, end, max, split_gpt2, starts_gpt2);
}

split_fn *
split_avx2(split_fn *plain)
{
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
	    !__builtin_cpu_supports("bmi2"))
		return plain;
	if (plain == split_cl100k)
		return cl100k;
	if (plain == split_cl100k_digit)
		return cl100k_digit;
	if (plain == split_o200k)
		return o200k;
	if (plain == split_gpt2)
		return gpt2;
	return plain;
}

#else

split_fn *
split_avx2(split_fn *plain)
{
	return plain;
}

#endif
