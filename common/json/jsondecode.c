/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"
#include "common/json/jsonscan.h"
#include "common/text/utf8.h"

enum { BAD_HEX = 0x10000 };

/* One more than what a hexadecimal digit stands for; 0 of what is none. */
static const unsigned char hex[256] = {
    ['0'] = 1,
    ['1'] = 2,
    ['2'] = 3,
    ['3'] = 4,
    ['4'] = 5,
    ['5'] = 6,
    ['6'] = 7,
    ['7'] = 8,
    ['8'] = 9,
    ['9'] = 10,
    ['A'] = 11,
    ['B'] = 12,
    ['C'] = 13,
    ['D'] = 14,
    ['E'] = 15,
    ['F'] = 16,
    ['a'] = 11,
    ['b'] = 12,
    ['c'] = 13,
    ['d'] = 14,
    ['e'] = 15,
    ['f'] = 16,
};

/* What the four digits at p are, or BAD_HEX and more. */
static inline uint32_t
hex4(const char *p)
{
	const unsigned char *digit = (const unsigned char *)p;
	uint32_t a = hex[digit[0]], b = hex[digit[1]], c = hex[digit[2]];
	uint32_t d = hex[digit[3]];

	if (a == 0 || b == 0 || c == 0 || d == 0)
		return BAD_HEX;
	/* Each is one too large. */
	return (a << 12) + (b << 8) + (c << 4) + d - 0x1111;
}

static bool
is_high(uint32_t unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low(uint32_t unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/*
 * Decodes the "\uXXXX" at *p, or two that are a pair, and goes behind; half of
 * a pair stays what it is.  False when the digits are none.
 */
static inline bool
decode_hex(const char **p, const char *end, uint32_t *cp)
{
	const char *from = *p;
	uint32_t low;

	*cp = end - from < 6 ? BAD_HEX : hex4(from + 2);
	if (*cp == BAD_HEX)
		return false;
	*p = from + 6;
	if (is_high(*cp) && end - from >= 12 && from[6] == '\\' &&
	    from[7] == 'u') {
		low = hex4(from + 8);
		if (is_low(low)) {
			*p = from + 12;
			*cp = 0x10000 + ((*cp & 0x3FF) << 10) + (low & 0x3FF);
		}
	}
	return true;
}

/* What the letter behind a backslash stands for; '\0' of what is none. */
static const char meanings[256] = {
    ['b'] = '\b',
    ['f'] = '\f',
    ['n'] = '\n',
    ['r'] = '\r',
    ['t'] = '\t',
    ['"'] = '"',
    ['\\'] = '\\',
    ['/'] = '/',
};

/*
 * Decodes the escape at *p to *to and goes behind both; a lone surrogate is
 * U+FFFD.  False when it is malformed.
 */
static inline bool
decode_escape(const char **p, const char *end, char **to, bool *lone)
{
	uint32_t cp;
	char c;

	*lone = false;
	if (end - *p < 2)
		return false;
	if ((*p)[1] == 'u') {
		if (!decode_hex(p, end, &cp))
			return false;
		*lone = is_high(cp) || is_low(cp);
		*to += utf8_put(*to, cp);
		return true;
	}
	c = meanings[(unsigned char)(*p)[1]];
	*(*to)++ = c;
	*p += 2;
	return c != '\0';
}

bool
json_build_unescape(
    const char **p, const char *end, char *to, size_t room, size_t *n)
{
	char *at = to + *n;
	bool lone;

	/* Decoded text is never longer: what is at `at` fits. */
	if ((size_t)(end - *p) > room - *n)
		end = *p + (room - *n);
	for (;;) {
		*p = jsonscan_copy(&at, *p, end);
		if (*p == end)
			return false;
		if (**p != '\\')
			break;
		do {
			if (!decode_escape(p, end, &at, &lone) || lone)
				return false;
		} while (*p < end && **p == '\\');
	}
	*n = (size_t)(at - to);
	return **p == '"';
}

/* yajl's own decoding makes '?' or invalid UTF-8 of lone surrogates. */
bool
json_build_decode(struct json_build *b, const struct json *at, struct str raw,
    struct str *text)
{
	/* Decoded text is never longer: what is at `to` fits. */
	char *from = arena_take(b->arena, raw.n, 1), *to = from;
	const char *p = raw.p, *end = p + raw.n;
	bool lone;

	for (;;) {
		size_t off;

		p = jsonscan_copy(&to, p, end);
		if (p == end)
			break;
		off = (size_t)(p - b->text.p);
		if (!decode_escape(&p, end, &to, &lone))
			return false;
		if (lone)
			json_build_note(
			    b, b->odd, JSON_LONE_SURROGATE, at, off);
	}
	*text = str_of(from, (size_t)(to - from));
	return true;
}

/* How many bytes of the text the escape at p is, and of what it decodes to:
 * a pair of surrogates is one, a lone one becomes U+FFFD. */
static size_t
escape_size(const char *p, const char *end, size_t *decoded)
{
	uint32_t unit, low = BAD_HEX;

	*decoded = 1;
	if (end - p < 6 || p[1] != 'u')
		return 2;
	unit = hex4(p + 2);
	*decoded = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
	if (!is_high(unit) || end - p < 12 || p[6] != '\\' || p[7] != 'u')
		return 6;
	low = hex4(p + 8);
	if (!is_low(low))
		return 6;
	*decoded = 4;
	return 12;
}

/* How many bytes at p stand before an escape, up to most. */
static size_t
plain_size(const char *p, const char *end, size_t most)
{
	size_t n = (size_t)(end - p);

	return str_find(str_of(p, n < most ? n : most), '\\');
}

size_t
json_walk_to(struct json_walk *walk, struct str text, const struct json *string,
    size_t off)
{
	const char *p, *end = text.p + string->end - 1;

	if (walk->of != string || walk->off > off)
		*walk = (struct json_walk){string, 0, string->off + 1};
	p = text.p + walk->place;
	/* Without escapes it is as long as it is written. */
	if (walk->off == 0 && (size_t)(end - p) == string->text.n)
		return walk->place + off;
	while (p < end && walk->off < off) {
		size_t size, n;

		size = n = plain_size(p, end, off - walk->off);
		if (n == 0)
			size = escape_size(p, end, &n);
		if (n > off - walk->off)
			break;
		walk->off += n;
		p += size;
	}
	walk->place = (size_t)(p - text.p);
	return walk->place;
}

size_t
json_place(struct str text, const struct json *string, size_t off)
{
	struct json_walk walk = {0};

	return json_walk_to(&walk, text, string, off);
}
