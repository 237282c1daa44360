/* SPDX-License-Identifier: MIT */
#include "common/json/jsonbuild.h"
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

/* Decodes the "\uXXXX" at p, or two that are a pair; returns how many bytes
 * that took. */
static size_t
decode_hex(struct json_build *b, struct buf *to, const struct json *at,
    const char *p, const char *end)
{
	uint32_t unit = hex4(p + 2), low;

	if (is_high(unit) && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
		low = hex4(p + 8);
		if (is_low(low)) {
			utf8_write(to,
			    0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF));
			return 12;
		}
	}
	if (is_high(unit) || is_low(unit))
		json_build_note(b, b->odd, JSON_LONE_SURROGATE, at,
		    (size_t)(p - b->text.p));
	utf8_write(to, unit); /* a surrogate as U+FFFD */
	return 6;
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
	/* Decoded text is never longer, so this does not grow. */
	struct buf to = {
	    .p = arena_take(b->arena, raw.n, 1),
	    .cap = raw.n,
	    .max = raw.n,
	};
	const char *p = raw.p, *end = p + raw.n;

	while (p < end) {
		const char *slash = memchr(p, '\\', (size_t)(end - p));

		if (slash == NULL)
			slash = end;
		buf_add(&to, p, (size_t)(slash - p));
		p = slash;
		while (p < end && *p == '\\') {
			if (p[1] == 'u') {
				p += decode_hex(b, &to, at, p, end);
				continue;
			}
			buf_addc(&to, meaning(p[1]));
			p += 2;
		}
	}
	return buf_str(&to);
}
