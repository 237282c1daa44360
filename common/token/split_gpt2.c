/* SPDX-License-Identifier: MIT */
/*
 *	's|'t|'re|'ve|'m|'ll|'d
 *	 ?\p{L}+
 *	 ?\p{N}+
 *	 ?[^\s\p{L}\p{N}]+
 *	\s+(?!\S)
 *	\s+
 */
#include "common/token/split.h"

static size_t
piece(struct str s, size_t i)
{
	size_t next, behind, n;
	unsigned class = split_class(s, i, &next);

	if (s.p[i] == '\'' && (n = split_contraction_lower(s, i)) > 0)
		return i + n;
	if (s.p[i] == ' ') {
		class = split_class(s, next, &behind);
		if (class != 0 && !(class & SPLIT_SPACE))
			next = behind;
		else
			class = SPLIT_SPACE;
	}
	if (class & SPLIT_LETTER)
		return split_run(s, next, SPLIT_LETTER);
	if (class & SPLIT_NUMBER)
		return split_run(s, next, SPLIT_NUMBER);
	if (class & SPLIT_OTHER)
		return split_run(s, next, SPLIT_OTHER);
	return split_space(s, i, false);
}

size_t
split_gpt2(struct str text, size_t at, size_t *end, size_t max)
{
	size_t n = 0;

	while (n < max && at < text.n)
		end[n++] = at = piece(text, at);
	return n;
}

bool
boundary_gpt2(struct split_side before, struct split_side behind)
{
	if (before.class & SPLIT_LETTER)
		return !(behind.class & SPLIT_LETTER);
	if (before.class & SPLIT_NUMBER)
		return !(behind.class & SPLIT_NUMBER);
	if (before.class & SPLIT_OTHER)
		return behind.class & (SPLIT_NUMBER | SPLIT_SPACE);
	return false;
}
