/* SPDX-License-Identifier: MIT */
#include "common/token/split.h"

size_t
split_space(struct str s, size_t i, bool lines)
{
	size_t start = i, last = i, line = 0, next;

	while (split_class(s, i, &next) & SPLIT_SPACE) {
		if (lines && split_is_line_end(s.p[i]))
			line = next;
		last = i;
		i = next;
	}
	if (line > 0)
		return line;
	return i == s.n || last == start ? i : last;
}

size_t
split_contraction(struct str s, size_t i)
{
	char a = '\0', b = '\0';

	if (s.n - i >= 2)
		a = s.p[i + 1];
	if (s.n - i >= 3)
		b = s.p[i + 2];
	if (a == '\xC5' && b == '\xBF') /* U+017F folds to s */
		return 3;
	a |= 0x20;
	b |= 0x20;
	if (a == 's' || a == 't' || a == 'm' || a == 'd')
		return 2;
	if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') ||
	    (a == 'l' && b == 'l'))
		return 3;
	return 0;
}

size_t
split_contraction_lower(struct str s, size_t i)
{
	size_t n = split_contraction(s, i);

	for (size_t k = 1; k < n; k++)
		if (s.p[i + k] < 'a' || s.p[i + k] > 'z')
			return 0;
	return n;
}
