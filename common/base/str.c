/* SPDX-License-Identifier: MIT */
#include "common/base/str.h"

#include <stdlib.h>

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (d != 0)
		return d;
	return (a.n > b.n) - (a.n < b.n);
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
str_sort(struct str *v, size_t n)
{
	if (n > 1)
		qsort(v, n, sizeof(*v), by_bytes);
}

bool
str_among(const struct str *v, size_t n, struct str s)
{
	return n > 0 && bsearch(&s, v, n, sizeof(*v), by_bytes) != NULL;
}

size_t
str_find(struct str s, char c)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, c, s.n);

	return at == NULL ? s.n : (size_t)(at - s.p);
}

size_t
str_search(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t at = 0; s.n - at >= needle.n; at++) {
		at += str_find(str_from(s, at), needle.p[0]);
		if (s.n - at < needle.n)
			break;
		if (memcmp(s.p + at, needle.p, needle.n) == 0)
			return at;
	}
	return s.n;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && is_blank(s.p[0]))
		s = str_from(s, 1);
	return s;
}

bool
str_split(struct str *rest, char c, struct str *piece)
{
	size_t at;

	if (rest->p == NULL)
		return false;
	at = str_find(*rest, c);
	*piece = str_of(rest->p, at);
	if (at == rest->n)
		*rest = str_of(NULL, 0);
	else
		*rest = str_from(*rest, at + 1);
	return true;
}
