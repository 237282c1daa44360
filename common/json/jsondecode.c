/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"
#include "common/json/jsonscan.h"
#include "common/text/utf8.h"

enum { BAD_HEX = 0x10000 };

/* What the four digits at p are, or BAD_HEX and more. */
static uint32_t
hex4(const char *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t c = (unsigned char)p[i], letter = (c | 0x20) - 'a';

		if (c - '0' < 10)
			v = v << 4 | (c - '0');
		else if (letter < 6)
			v = v << 4 | (letter + 10);
		else
			return BAD_HEX;
	}
	return v;
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
 * Decodes the "\uXXXX" at *p, or two that are a pair, and goes behind; a
 * surrogate alone will be U+FFFD.  False when the digits are none.
 */
static bool
decode_hex(struct json_build *b, const struct json *at, const char **p,
    const char *end, uint32_t *cp)
{
	const char *from = *p;
	uint32_t low;

	*cp = end - from < 6 ? BAD_HEX : hex4(from + 2);
	if (*cp == BAD_HEX)
		return false;
	*p = from + 6;
	if (!is_high(*cp) && !is_low(*cp))
		return true;
	if (is_high(*cp) && end - from >= 12 && from[6] == '\\' &&
	    from[7] == 'u') {
		low = hex4(from + 8);
		if (is_low(low)) {
			*p = from + 12;
			*cp = 0x10000 + ((*cp & 0x3FF) << 10) + (low & 0x3FF);
			return true;
		}
	}
	json_build_note(
	    b, b->odd, JSON_LONE_SURROGATE, at, (size_t)(from - b->text.p));
	return true;
}

/* What the letter behind a backslash stands for; '\0' when it is none. */
static char
meaning(char letter)
{
	switch (letter) {
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	case '"':
	case '\\':
	case '/':
		return letter;
	default:
		return '\0';
	}
}

/* yajl's own decoding makes '?' or invalid UTF-8 of lone surrogates. */
bool
json_build_decode(struct json_build *b, const struct json *at, struct str raw,
    struct str *text)
{
	/* Decoded text is never longer: what is at `to` fits. */
	char *from = arena_take(b->arena, raw.n, 1), *to = from;
	const char *p = raw.p, *end = p + raw.n;
	uint32_t cp;

	for (;;) {
		p = jsonscan_copy(&to, p, end);
		if (p == end)
			break;
		if (end - p < 2)
			return false;
		if (p[1] == 'u') {
			if (!decode_hex(b, at, &p, end, &cp))
				return false;
			to += utf8_put(to, cp);
		} else {
			*to = meaning(p[1]);
			if (*to++ == '\0')
				return false;
			p += 2;
		}
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
		size_t size = 1, n = 1;

		if (*p == '\\')
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
