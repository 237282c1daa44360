/* SPDX-License-Identifier: MIT */
/*
 *	(?i:'s|'t|'re|'ve|'m|'ll|'d)
 *	[^\r\n\p{L}\p{N}]?\p{L}+
 *	\p{N}{1,3}
 *	 ?[^\s\p{L}\p{N}]+[\r\n]*
 *	\s*[\r\n]+
 *	\s+(?!\S)
 *	\s+
 *
 * A variant has \p{N} for \p{N}{1,3}.
 */
#include "common/token/split.h"

static size_t
line_ends(struct str s, size_t i)
{
	while (i < s.n && split_is_line_end(s.p[i]))
		i++;
	return i;
}

static inline size_t
piece(struct str s, size_t i, bool each_digit)
{
	size_t next, behind, n;
	unsigned class = split_class(s, i, &next), then;

	if (class & SPLIT_LETTER)
		return split_run(s, next, SPLIT_LETTER);
	if (class & SPLIT_NUMBER)
		return each_digit ? next : split_digits(s, next);
	if (s.p[i] == '\'' && (n = split_contraction(s, i)) > 0)
		return i + n;
	then = split_class(s, next, &behind);
	if (then & SPLIT_LETTER && !split_is_line_end(s.p[i]))
		return split_run(s, behind, SPLIT_LETTER);
	if (class & SPLIT_OTHER || (s.p[i] == ' ' && then & SPLIT_OTHER))
		return line_ends(s, split_run(s, next, SPLIT_OTHER));
	return split_space(s, i, true);
}

size_t
split_cl100k(struct str text, size_t at, size_t *end, size_t max)
{
	size_t n = 0;

	while (n < max && at < text.n)
		end[n++] = at = piece(text, at, false);
	return n;
}

size_t
split_cl100k_digit(struct str text, size_t at, size_t *end, size_t max)
{
	size_t n = 0;

	while (n < max && at < text.n)
		end[n++] = at = piece(text, at, true);
	return n;
}

bool
boundary_cl100k(struct split_side before, struct split_side behind)
{
	if (before.class & SPLIT_LETTER)
		return !(behind.class & SPLIT_LETTER);
	if (before.class & SPLIT_NUMBER)
		return !(behind.class & SPLIT_NUMBER);
	if (before.class & SPLIT_OTHER)
		return behind.class & SPLIT_NUMBER ||
		    (behind.class & SPLIT_SPACE && behind.cp != '\n' &&
			behind.cp != '\r');
	return (before.cp == '\n' || before.cp == '\r') &&
	    !(behind.class & SPLIT_SPACE);
}
