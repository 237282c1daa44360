/* SPDX-License-Identifier: MIT */
#include "common/json/jsonw.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/num.h"
#include "common/text/utf8.h"

#if defined(__SSE2__) && !defined(JSONW_PLAIN)
#include <emmintrin.h>
#endif

enum {
	PART = 4096,  /* bytes that are escaped at a time */
	LONGEST = 6,  /* bytes that one byte becomes at most */
	OVERRUN = 16, /* bytes that copy_plain() may write behind its end */
};

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c != '"' && c != '\\';
}

#if defined(__SSE2__) && !defined(JSONW_PLAIN)

/* Which of the 16 bytes are not plain? */
static unsigned
special(__m128i v)
{
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
	__m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
	__m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));

	return (unsigned)_mm_movemask_epi8(
	    _mm_or_si128(low, _mm_or_si128(quote, slash)));
}

/* Copies the bytes at the front of s that go as they are; returns how many. */
static size_t
copy_plain(char *to, struct str s)
{
	size_t n = 0;

	for (; s.n - n >= OVERRUN; n += OVERRUN) {
		__m128i v = _mm_loadu_si128((const __m128i *)(s.p + n));
		unsigned found = special(v);

		_mm_storeu_si128((__m128i *)(to + n), v);
		if (found != 0)
			return n + (size_t)__builtin_ctz(found);
	}
	for (; n < s.n && is_plain((unsigned char)s.p[n]); n++)
		to[n] = s.p[n];
	return n;
}

#else

static size_t
copy_plain(char *to, struct str s)
{
	size_t n = 0;

	for (; n < s.n && is_plain((unsigned char)s.p[n]); n++)
		to[n] = s.p[n];
	return n;
}

#endif

/* Writes the escape for a byte that is not plain; returns its length. */
static size_t
escape(char *to, unsigned char c)
{
	static const char letters[] = "btn\0fr"; /* from U+0008 on */
	static const char hex[] = "0123456789abcdef";

	to[0] = '\\';
	if (c == '"' || c == '\\') {
		to[1] = (char)c;
		return 2;
	}
	if (c >= 0x08 && c <= 0x0D && letters[c - 0x08] != '\0') {
		to[1] = letters[c - 0x08];
		return 2;
	}
	to[1] = 'u';
	to[2] = to[3] = '0';
	to[4] = hex[c >> 4];
	to[5] = hex[c & 0xF];
	return 6;
}

/* to has room for the longest outcome and the overrun. */
static size_t
escape_part(char *to, struct str s)
{
	size_t n = 0;

	for (;;) {
		size_t copied = copy_plain(to + n, s);

		n += copied;
		if (copied == s.n)
			return n;
		n += escape(to + n, (unsigned char)s.p[copied]);
		s = str_from(s, copied + 1);
	}
}

void
jsonw_escape(struct buf *to, struct str s)
{
	while (s.n > 0) {
		struct str part = str_of(s.p, s.n < PART ? s.n : PART);
		size_t room = LONGEST * part.n + OVERRUN;
		char small[LONGEST + OVERRUN], *p;

		/* Close to the ceiling, byte by byte. */
		if (room > to->max - to->n) {
			part.n = 1;
			buf_add(to, small, escape_part(small, part));
		} else {
			p = buf_room(to, room);
			to->n += escape_part(p, part);
		}
		s = str_from(s, part.n);
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

void
jsonw_text(struct jsonw *w, const char *key, struct str text)
{
	jsonw_key(w, key);
	if (text.n == 0)
		jsonw_null(w);
	else
		jsonw_str(w, text);
}
