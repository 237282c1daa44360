/* SPDX-License-Identifier: MIT */
/*
 * With U for [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}], L for [\p{Ll}\p{Lm}\p{Lo}\p{M}]
 * and C for (?i:'s|'t|'re|'ve|'m|'ll|'d):
 *
 *	[^\r\n\p{L}\p{N}]?U*L+C?
 *	[^\r\n\p{L}\p{N}]?U+L*C?
 *	\p{N}{1,3}
 *	 ?[^\s\p{L}\p{N}]+[\r\n/]*
 *	\s*[\r\n]+
 *	\s+(?!\S)
 *	\s+
 */
#include "common/token/split.h"

enum {
	BOTH = UCLASS_BIT(UCLASS_MODIFIER) | UCLASS_BIT(UCLASS_LETTER) |
	    SPLIT_MARK,
	UPPER = UCLASS_BIT(UCLASS_UPPER) | UCLASS_BIT(UCLASS_TITLE) | BOTH,
	LOWER = UCLASS_BIT(UCLASS_LOWER) | BOTH,
};

/* U*L+ from i on, or i.  Where no L follows the U's, the last of them that is
 * also an L must do. */
static size_t
lower_word(struct str s, size_t i)
{
	size_t last = i, next;
	unsigned class;

	while ((class = split_class(s, i, &next)) & UPPER) {
		i = next;
		if (class & BOTH)
			last = i;
	}
	return class & LOWER ? split_run(s, next, LOWER) : last;
}

/* The word from i on, or i.  What starts at next may be a word, too, and the
 * character before it its companion. */
static size_t
word(struct str s, size_t i, unsigned class, size_t next)
{
	bool alone = class & SPLIT_LETTER;
	size_t from = alone ? i : next, end = lower_word(s, from);

	if (end > from)
		return end;
	if (class & SPLIT_MARK)
		return next;
	end = split_run(s, from, UPPER);
	return end > from ? end : i;
}

static size_t
others(struct str s, size_t i)
{
	i = split_run(s, i, SPLIT_OTHER);
	while (i < s.n && (split_is_line_end(s.p[i]) || s.p[i] == '/'))
		i++;
	return i;
}

static size_t
piece(struct str s, size_t i)
{
	size_t next, behind, end;
	unsigned class = split_class(s, i, &next);

	if (class & SPLIT_NUMBER)
		return split_digits(s, next);
	if (!split_is_line_end(s.p[i])) {
		end = word(s, i, class, next);
		if (end > i)
			return end < s.n && s.p[end] == '\''
			    ? end + split_contraction(s, end)
			    : end;
	}
	if (class & SPLIT_OTHER ||
	    (s.p[i] == ' ' && split_class(s, next, &behind) & SPLIT_OTHER))
		return others(s, next);
	return split_space(s, i, true);
}

size_t
split_o200k(struct str text, size_t at, size_t *end, size_t max)
{
	size_t n = 0;

	while (n < max && at < text.n)
		end[n++] = at = piece(text, at);
	return n;
}

bool
boundary_o200k(struct split_side before, struct split_side behind)
{
	if (before.class & SPLIT_LETTER)
		return !(behind.class & (SPLIT_LETTER | SPLIT_MARK)) &&
		    behind.cp != '\'';
	if (before.class & SPLIT_NUMBER)
		return !(behind.class & SPLIT_NUMBER);
	if (before.class & SPLIT_OTHER)
		return behind.class & SPLIT_NUMBER ||
		    (behind.class & SPLIT_SPACE && behind.cp != '\n' &&
			behind.cp != '\r');
	return (before.cp == '\n' || before.cp == '\r') &&
	    !(behind.class & SPLIT_SPACE) && behind.cp != '/';
}
