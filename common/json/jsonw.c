/* SPDX-License-Identifier: MIT */
#include "common/json/jsonw.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/num.h"
#include "common/text/utf8.h"

/* Times a byte: that byte in all eight places. */
#define EIGHT UINT64_C(0x0101010101010101)

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

/* Not 0 where one of the eight bytes of x is below n, which is at most 0x80. */
static uint64_t
any_below(uint64_t x, uint64_t n)
{
	return (x - EIGHT * n) & ~x & (EIGHT << 7);
}

/*
 * Not 0 where one of the eight bytes of x is not plain.  With bit 1 turned
 * round, '"' is 0x20 and what was 0x20 and 0x21 is above it, so that one
 * comparison finds quotes and control characters.
 */
static uint64_t
any_special(uint64_t x)
{
	return any_below(x ^ (EIGHT * 0x02), 0x21) |
	    any_below(x ^ (EIGHT * '\\'), 1);
}

/* How many bytes at the front of s go as they are. */
static size_t
plain(struct str s)
{
	size_t n = 0;
	uint64_t x;

	for (; s.n - n >= sizeof(x); n += sizeof(x)) {
		memcpy(&x, s.p + n, sizeof(x));
		if (any_special(x) != 0)
			break;
	}
	while (n < s.n && is_plain((unsigned char)s.p[n]))
		n++;
	return n;
}

static void
escape(struct buf *to, unsigned char c)
{
	static const char letters[] = "btn\0fr"; /* from U+0008 on */
	static const char hex[] = "0123456789abcdef";
	char text[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 0xF]};
	size_t n = sizeof(text);

	if (c == '"' || c == '\\') {
		text[1] = (char)c;
		n = 2;
	} else if (c >= 0x08 && c <= 0x0D && letters[c - 0x08] != '\0') {
		text[1] = letters[c - 0x08];
		n = 2;
	}
	buf_add(to, text, n);
}

void
jsonw_escape(struct buf *to, struct str s)
{
	while (s.n > 0) {
		size_t n = plain(s);

		buf_add(to, s.p, n);
		s = str_from(s, n);
		if (s.n > 0) {
			escape(to, (unsigned char)s.p[0]);
			s = str_from(s, 1);
		}
	}
}

void
jsonw_string(struct buf *to, struct str s)
{
	buf_addc(to, '"');
	jsonw_escape(to, s);
	buf_addc(to, '"');
}

void
jsonw_init(struct jsonw *w, struct buf *to)
{
	*w = (struct jsonw){.to = to};
}

static bool
in_object(const struct jsonw *w)
{
	return w->depth > 0 && (w->objects >> (w->depth - 1) & 1) != 0;
}

/* What stands before a value. */
static void
before(struct jsonw *w)
{
	assert(w->keyed == in_object(w));
	assert(w->depth > 0 || !w->some);
	if (w->some && !w->keyed)
		buf_addc(w->to, ',');
	w->some = true;
	w->keyed = false;
}

static void
begin(struct jsonw *w, bool object)
{
	before(w);
	assert(w->depth < JSONW_DEPTH_MAX);
	w->objects &= ~(UINT32_C(1) << w->depth);
	w->objects |= (uint32_t)object << w->depth;
	w->depth++;
	w->some = false;
	buf_addc(w->to, object ? '{' : '[');
}

void
jsonw_object(struct jsonw *w)
{
	begin(w, true);
}

void
jsonw_array(struct jsonw *w)
{
	begin(w, false);
}

void
jsonw_end(struct jsonw *w)
{
	assert(w->depth > 0 && !w->keyed);
	buf_addc(w->to, in_object(w) ? '}' : ']');
	w->depth--;
	w->some = true;
}

/* A string from anywhere, file names for one. */
static void
any_string(struct buf *to, struct str s)
{
	struct buf repaired;

	if (utf8_valid(s, NULL)) {
		jsonw_string(to, s);
		return;
	}
	buf_init(&repaired, BUF_NO_MAX);
	utf8_repair(&repaired, s);
	jsonw_string(to, buf_str(&repaired));
	buf_free(&repaired);
}

void
jsonw_key_str(struct jsonw *w, struct str key)
{
	assert(in_object(w) && !w->keyed);
	if (w->some)
		buf_addc(w->to, ',');
	any_string(w->to, key);
	buf_addc(w->to, ':');
	w->keyed = true;
}

void
jsonw_key(struct jsonw *w, const char *key)
{
	jsonw_key_str(w, str_c(key));
}

void
jsonw_str(struct jsonw *w, struct str s)
{
	before(w);
	any_string(w->to, s);
}

void
jsonw_u64(struct jsonw *w, uint64_t n)
{
	before(w);
	buf_printf(w->to, "%" PRIu64, n);
}

void
jsonw_i64(struct jsonw *w, int64_t n)
{
	before(w);
	buf_printf(w->to, "%" PRId64, n);
}

void
jsonw_real(struct jsonw *w, double x)
{
	char text[40];

	assert(x - x == 0);
	before(w);
	/* 17 digits always read back as the same double, 15 often do. */
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	buf_adds(w->to, text);
}

void
jsonw_money(struct jsonw *w, int64_t nano)
{
	assert(nano >= 0);
	before(w);
	money_write_exact(w->to, nano);
}

void
jsonw_bool(struct jsonw *w, bool truth)
{
	before(w);
	buf_adds(w->to, truth ? "true" : "false");
}

void
jsonw_null(struct jsonw *w)
{
	before(w);
	buf_adds(w->to, "null");
}

void
jsonw_raw(struct jsonw *w, struct str json)
{
	before(w);
	buf_add_str(w->to, json);
}
