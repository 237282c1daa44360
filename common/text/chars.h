/* SPDX-License-Identifier: MIT */
/*
 * Plain ASCII classes, whatever the locale, for those who look for patterns.
 */
#ifndef FT_TEXT_CHARS_H
#define FT_TEXT_CHARS_H

#include <stdbool.h>

static inline bool
is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

static inline bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool
is_alpha(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline bool
is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

/* What an identifier or a token of most services is made of. */
static inline bool
is_word(char c)
{
	return is_alnum(c) || c == '_' || c == '-';
}

static inline char
to_lower(char c)
{
	return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

#endif
