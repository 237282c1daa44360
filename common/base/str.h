/* SPDX-License-Identifier: MIT */
/*
 * A view of bytes: a pointer and a length, not ended by NUL, owned by somebody
 * else.  A view may hold any byte, NUL included.  Passed by value.
 */
#ifndef FT_BASE_STR_H
#define FT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p; /* may be NULL when n is 0 */
	size_t n;      /* bytes */
};

/* The view of a string literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARGS(s) (int)(s).n, (s).p

static inline struct str
str_of(const char *p, size_t n)
{
	return (struct str){p, n};
}

/* The view of a C string, without its NUL; of NULL, the empty view. */
static inline struct str
str_c(const char *c)
{
	return (struct str){c, c == NULL ? 0 : strlen(c)};
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Is s the very bytes of the C string? */
static inline bool
str_is(struct str s, const char *c)
{
	/* Most that are asked for something differ in the first byte. */
	if (s.n == 0 || c == NULL || s.p[0] != c[0])
		return s.n == 0 && (c == NULL || c[0] == '\0');
	return str_eq(s, str_c(c));
}

static inline bool
str_starts(struct str s, struct str with)
{
	return s.n >= with.n && str_eq(str_of(s.p, with.n), with);
}

static inline bool
str_ends(struct str s, struct str with)
{
	return s.n >= with.n &&
	    str_eq(str_of(s.p + s.n - with.n, with.n), with);
}

/* What is left of s behind its first n bytes; n <= s.n. */
static inline struct str
str_from(struct str s, size_t n)
{
	return n == 0 ? s : str_of(s.p + n, s.n - n);
}

/* Byte order, a shorter view before a longer one: as memcmp, < 0, 0, > 0. */
int str_cmp(struct str a, struct str b);

/* Sorts views as str_cmp() has them. */
void str_sort(struct str *v, size_t n);

/* Is s among views that are sorted? */
bool str_among(const struct str *v, size_t n, struct str s);

/* The offset of the first c in s, or s.n where there is none. */
size_t str_find(struct str s, char c);

/* Where needle first stands in s: its offset, or s.n where it does not. */
size_t str_search(struct str s, struct str needle);

/* s without the blanks (space, tab, CR, LF) at both ends. */
struct str str_trim(struct str s);

/*
 * Takes what stands before the next c off the front of *rest, and c too: the
 * pieces of "a,,b" are "a", "" and "b", the one piece of "" is "".  Returns
 * false when all pieces were taken; *rest is then { NULL, 0 }.
 */
bool str_split(struct str *rest, char c, struct str *piece);

#endif
