/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/pydict.h"

#include <stdint.h>

#include "common/base/buf.h"
#include "common/text/utf8.h"

struct reader {
	struct arena *arena;
	struct str text;
	size_t at;
	unsigned depth;
	struct fault *fault;
};

static bool
wrong(const struct reader *r, size_t at, const char *what)
{
	return fault_set(r->fault, STATUS_INPUT, at, "Python dict: %s", what);
}

/* The byte to be read next; NUL at the end. */
static char
peek(const struct reader *r)
{
	return r->at < r->text.n ? r->text.p[r->at] : '\0';
}

static void
skip_blanks(struct reader *r)
{
	char c;

	while (c = peek(r), c == ' ' || c == '\t' || c == '\n' || c == '\r')
		r->at++;
}

static bool
take(struct reader *r, char c)
{
	skip_blanks(r);
	if (peek(r) != c)
		return false;
	r->at++;
	return true;
}

static bool
hex_digits(struct reader *r, size_t digits, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < digits; i++, r->at++) {
		char c = peek(r);

		if (c >= '0' && c <= '9')
			*value = *value << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*value = *value << 4 | (uint32_t)(c - 'a' + 10);
		else if (c >= 'A' && c <= 'F')
			*value = *value << 4 | (uint32_t)(c - 'A' + 10);
		else
			return wrong(r, r->at, "expected a hexadecimal digit");
	}
	return true;
}

/* Reads what stands behind a backslash. */
static bool
escape(struct reader *r, struct buf *to)
{
	static const char plain[][2] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'},
	    {'\\', '\\'}, {'\'', '\''}, {'"', '"'}};
	size_t start = r->at - 1;
	char c = peek(r);
	uint32_t cp;

	for (size_t i = 0; i < LENGTH(plain); i++)
		if (plain[i][0] == c) {
			r->at++;
			return buf_addc(to, plain[i][1]);
		}
	if (c != 'x' && c != 'u' && c != 'U')
		return wrong(r, start, "unknown escape in a string");
	r->at++;
	if (!hex_digits(r, c == 'x' ? 2 : c == 'u' ? 4 : 8, &cp))
		return false;
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		return wrong(r, start, "escape that is no character");
	utf8_write(to, cp);
	return true;
}

/* Reads a string up to its closing quote into a buffer, for one with escapes;
 * the part up to `at` has none. */
static bool
string_with_escapes(struct reader *r, size_t start, char quote, struct buf *to)
{
	buf_add(to, r->text.p + start, r->at - start);
	for (char c; (c = peek(r)) != quote;) {
		if (r->at == r->text.n)
			return wrong(r, start - 1, "string that is not closed");
		if (c == '\n' || c == '\r')
			return wrong(r, r->at, "line end within a string");
		r->at++;
		if (c != '\\')
			buf_addc(to, c);
		else if (!escape(r, to))
			return false;
	}
	return true;
}

static bool
string(struct reader *r, struct str *value)
{
	char quote = peek(r), c;
	size_t start = ++r->at;
	struct buf decoded;
	bool ok;

	while (c = peek(r),
	    r->at < r->text.n && c != quote && c != '\\' && c != '\n' &&
		c != '\r')
		r->at++;
	if (c == quote) {
		*value = str_of(r->text.p + start, r->at++ - start);
		return true;
	}
	buf_init(&decoded, BUF_NO_MAX);
	ok = string_with_escapes(r, start, quote, &decoded);
	if (ok) {
		*value = arena_copy(r->arena, buf_str(&decoded));
		r->at++;
	}
	buf_free(&decoded);
	return ok;
}

static bool
is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || c == '.' || c == '+' || c == '-';
}

/* None, True, False or a number: nobody asks for its value. */
static bool
word(struct reader *r, struct str *value)
{
	size_t start = r->at;
	char first = peek(r);

	while (is_word_byte(peek(r)))
		r->at++;
	*value = str_of(r->text.p + start, r->at - start);
	if (str_is(*value, "None") || str_is(*value, "True") ||
	    str_is(*value, "False") || str_is(*value, "nan") ||
	    (first >= '0' && first <= '9') || first == '-' || first == '.')
		return true;
	return wrong(
	    r, start, "expected a string, a number, None, True or False");
}

static bool
is_quote(char c)
{
	return c == '\'' || c == '"';
}

static bool value(struct reader *r, struct str *value, bool *is_string);

/* One value of a list or tuple, or a key and its value. */
static bool
element(struct reader *r, bool keyed)
{
	struct str ignored;
	bool is_string;

	if (keyed && !value(r, &ignored, &is_string))
		return false;
	if (keyed && !take(r, ':'))
		return wrong(r, r->at, "expected ':' behind a key");
	return value(r, &ignored, &is_string);
}

/* A list, a tuple or a dict: nobody asks what is in it. */
static bool
container(struct reader *r, char close)
{
	if (r->depth == PYDICT_DEPTH)
		return wrong(r, r->at, "values are nested too deep");
	r->depth++;
	r->at++;
	while (!take(r, close)) {
		if (!element(r, close == '}'))
			return false;
		if (!take(r, ',') && peek(r) != close)
			return fault_set(r->fault, STATUS_INPUT, r->at,
			    "Python dict: expected ',' or '%c' behind a value",
			    close);
	}
	r->depth--;
	return true;
}

/* A string is decoded, anything else is as it is written. */
static bool
value(struct reader *r, struct str *value, bool *is_string)
{
	size_t start;
	char c;
	bool ok;

	skip_blanks(r);
	start = r->at;
	c = peek(r);
	*is_string = is_quote(c);
	if (*is_string)
		return string(r, value);
	if (c != '[' && c != '(' && c != '{')
		return word(r, value);
	ok = container(r, c == '[' ? ']' : c == '(' ? ')' : '}');
	*value = str_of(r->text.p + start, r->at - start);
	return ok;
}

static bool
member(struct reader *r, struct pydict_member *m)
{
	skip_blanks(r);
	if (!is_quote(peek(r)))
		return wrong(r, r->at, "expected a string as key");
	if (!string(r, &m->key))
		return false;
	if (!take(r, ':'))
		return wrong(r, r->at, "expected ':' behind a key");
	skip_blanks(r);
	m->off = r->at;
	return value(r, &m->value, &m->is_string);
}

bool
pydict_parse(
    struct arena *a, struct str text, struct pydict *d, struct fault *f)
{
	struct reader r = {.arena = a, .text = text, .fault = f};

	*d = (struct pydict){
	    .members = arena_take(a, PYDICT_MAX, sizeof(*d->members))};
	if (!take(&r, '{'))
		return wrong(&r, r.at, "expected '{'");
	while (!take(&r, '}')) {
		if (d->n == PYDICT_MAX)
			return wrong(&r, r.at, "too many members");
		if (!member(&r, &d->members[d->n++]))
			return false;
		if (take(&r, ','))
			continue;
		if (take(&r, '}'))
			break;
		return wrong(&r, r.at, "expected ',' or '}' behind a value");
	}
	skip_blanks(&r);
	return r.at == text.n ||
	    wrong(&r, r.at, "text behind the closing brace");
}

const struct pydict_member *
pydict_get(const struct pydict *d, const char *key)
{
	for (size_t i = d->n; i > 0; i--)
		if (str_is(d->members[i - 1].key, key))
			return &d->members[i - 1];
	return NULL;
}
