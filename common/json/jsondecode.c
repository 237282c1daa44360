/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"
#include "common/json/jsonscan.h"
#include "common/text/utf8.h"

static uint32_t
hex4(const char *p)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++) {
		uint32_t c = (unsigned char)p[i];

		v = v << 4 | ((c & 0xF) + (c > '9' ? 9 : 0));
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

/* Decodes the "\uXXXX" at *p, or two that are a pair, and goes behind. */
static uint32_t
decode_hex(struct json_build *b, const struct json *at, const char **p,
    const char *end)
{
	const char *from = *p;
	uint32_t unit = hex4(from + 2), low;

	*p = from + 6;
	if (is_high(unit) && end - from >= 12 && from[6] == '\\' &&
	    from[7] == 'u') {
		low = hex4(from + 8);
		if (is_low(low)) {
			*p = from + 12;
			return 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF);
		}
	}
	if (is_high(unit) || is_low(unit))
		json_build_note(b, b->odd, JSON_LONE_SURROGATE, at,
		    (size_t)(from - b->text.p));
	return unit; /* a surrogate will be U+FFFD */
}

/* What the letter behind a backslash stands for. */
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
	default: /* '"', '\\' and '/': themselves */
		return letter;
	}
}

/* yajl's own decoding makes '?' or invalid UTF-8 of lone surrogates. */
struct str
json_build_decode(struct json_build *b, const struct json *at, struct str raw)
{
	/* Decoded text is never longer: what is at `to` fits. */
	char *text = arena_take(b->arena, raw.n, 1), *to = text;
	const char *p = raw.p, *end = p + raw.n;

	for (;;) {
		p = jsonscan_copy(&to, p, end);
		if (p == end)
			return str_of(text, (size_t)(to - text));
		if (p[1] == 'u') {
			to += utf8_put(to, decode_hex(b, at, &p, end));
		} else {
			*to++ = meaning(p[1]);
			p += 2;
		}
	}
}
