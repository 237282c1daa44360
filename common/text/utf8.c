/* SPDX-License-Identifier: MIT */
#include "common/text/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "common/text/utf8_avx2.h"

static bool
is_tail(uint8_t c)
{
	return (c & 0xC0) == 0x80;
}

/*
 * May c follow the lead byte?  The second byte is where overlong forms (E0,
 * F0), surrogates (ED) and what is above U+10FFFF (F4) are told.
 */
static bool
is_second(uint8_t lead, uint8_t c)
{
	switch (lead) {
	case 0xE0:
		return c >= 0xA0 && c <= 0xBF;
	case 0xED:
		return c >= 0x80 && c <= 0x9F;
	case 0xF0:
		return c >= 0x90 && c <= 0xBF;
	case 0xF4:
		return c >= 0x80 && c <= 0x8F;
	default:
		return is_tail(c);
	}
}

/* The length of the valid sequence at p, of n > 0 bytes; 0 if invalid. */
static inline size_t
sequence(const uint8_t *p, size_t n)
{
	uint8_t lead = p[0];

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2)
		return 0;
	if (lead < 0xE0)
		return n >= 2 && is_tail(p[1]) ? 2 : 0;
	if (lead < 0xF0)
		return n >= 3 && is_second(lead, p[1]) && is_tail(p[2]) ? 3 : 0;
	if (lead < 0xF5)
		return n >= 4 && is_second(lead, p[1]) && is_tail(p[2]) &&
			is_tail(p[3])
		    ? 4
		    : 0;
	return 0;
}

/* The first byte at or behind p that is not ASCII, or end. */
static const uint8_t *
skip_ascii(const uint8_t *p, const uint8_t *end)
{
	static const uint64_t high = 0x8080808080808080;
	uint64_t a, b;

	while (end - p >= 16) {
		memcpy(&a, p, 8);
		memcpy(&b, p + 8, 8);
		if (((a | b) & high) != 0)
			break;
		p += 16;
	}
	while (p < end && *p < 0x80)
		p++;
	return p;
}

/* From where on the wide check is worth its start. */
enum { WIDE = 64 };

/* How much of s is valid, by one character after the other. */
static size_t
valid_part(struct str s)
{
	const uint8_t *begin = s.n == 0 ? NULL : (const uint8_t *)s.p;
	const uint8_t *p = begin, *end = s.n == 0 ? NULL : p + s.n;

	while (p < end) {
		size_t n;

		if (*p < 0x80) {
			p = skip_ascii(p, end);
			continue;
		}
		n = sequence(p, (size_t)(end - p));
		if (n == 0)
			break;
		p += n;
	}
	return (size_t)(p - begin);
}

bool
utf8_valid(struct str s, size_t *bad)
{
	size_t n;
	bool ok;

	if (s.n >= WIDE && utf8_valid_avx2((const uint8_t *)s.p, s.n, &ok) &&
	    ok)
		return true;
	n = valid_part(s);
	if (bad != NULL && n < s.n)
		*bad = n;
	return n == s.n;
}

size_t
utf8_decode(struct str s, uint32_t *cp)
{
	const uint8_t *p = (const uint8_t *)s.p;
	size_t n = s.n == 0 ? 0 : sequence(p, s.n);

	switch (n) {
	case 1:
		*cp = p[0];
		break;
	case 2:
		*cp = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
		break;
	case 3:
		*cp =
		    (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		break;
	case 4:
		*cp = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
		    (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
		break;
	}
	return n;
}

size_t
utf8_mistake(struct str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	uint8_t lead = p[0];

	if (lead < 0xE0 || lead > 0xF4)
		return 1;
	if (s.n < 2 || !is_second(lead, p[1]))
		return 1;
	if (lead < 0xF0 || s.n < 3 || !is_tail(p[2]))
		return 2;
	return 3;
}

void
utf8_write(struct buf *to, uint32_t cp)
{
	char c[UTF8_MAX];

	buf_add(to, c, utf8_put(c, cp));
}

size_t
utf8_repair(struct buf *to, struct str s)
{
	size_t mistakes = 0, n;

	/* Each part is looked at once, however many mistakes there are. */
	while ((n = valid_part(s)) < s.n) {
		buf_add(to, s.p, n);
		utf8_write(to, UTF8_REPLACEMENT);
		s = str_from(s, n);
		s = str_from(s, utf8_mistake(s));
		mistakes++;
	}
	buf_add_str(to, s);
	return mistakes;
}

size_t
utf8_width(struct str s)
{
	size_t width = 0;

	while (s.n > 0) {
		uint32_t cp = 0;
		size_t n = utf8_decode(s, &cp);

		if (n == 0) {
			n = utf8_mistake(s);
			width++;
		} else if (cp < 0x7F) {
			width += cp >= 0x20;
		} else {
			width += (size_t)utf8proc_charwidth((int32_t)cp);
		}
		s = str_from(s, n);
	}
	return width;
}
