/* SPDX-License-Identifier: MIT */
#include "tools/job/base64.h"

enum { NO_DIGIT = 64 };

static unsigned
digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	if (c == '+')
		return 62;
	return c == '/' ? 63 : NO_DIGIT;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Is nothing left but the padding that so many digits want, or none of it? */
static bool
is_padding(struct str s, size_t digits)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '=')
			n++;
		else if (!is_blank(s.p[i]))
			return false;
	}
	return digits % 4 != 1 && (n == 0 || (digits + n) % 4 == 0) && n <= 2;
}

bool
base64_read(struct buf *to, struct str s)
{
	size_t digits = 0, i = 0;
	unsigned bits = 0, d;

	for (; i < s.n; i++) {
		if (is_blank(s.p[i]))
			continue;
		d = digit(s.p[i]);
		if (d == NO_DIGIT)
			break;
		bits = (bits << 6 | d) & 0xffffff;
		/* Each digit but the first of four completes a byte. */
		if (digits++ % 4 != 0)
			buf_addc(to,
			    (char)(bits >> (6 - 2 * ((digits - 1) % 4)) &
				0xff));
	}
	return is_padding(str_from(s, i), digits) && !to->over;
}
