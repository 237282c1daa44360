/* SPDX-License-Identifier: MIT */
#include "common/json/jsonquick.h"

#include "common/json/jsonscan.h"

struct quick {
	struct json_build *b;
	const char *p, *end;
};

/* The byte that is next, '\0' behind the last: no token begins so. */
static char
peek(const struct quick *q)
{
	return q->p < q->end ? *q->p : '\0';
}

static void
skip_blanks(struct quick *q)
{
	while (q->p < q->end &&
	    (*q->p == ' ' || *q->p == '\n' || *q->p == '\t' || *q->p == '\r'))
		q->p++;
}

static uint32_t
offset(const struct quick *q)
{
	return (uint32_t)(q->p - q->b->text.p);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * The end of a string, whose bytes up to an escape at p are plain.  Its escapes
 * are judged when they are decoded: what a malformed one might hide of the end
 * does not matter then.
 */
static const char *
find_end(const char *p, const char *end)
{
	while (p < end && *p == '\\') {
		if (end - p < 2)
			return end;
		p = jsonscan_plain(p + 2, end);
	}
	return p;
}

/* Decodes the string with an escape at p while it looks for its end, if what is
 * left of the arena is enough for that; else it is decoded when the end is
 * known. */
static const char *
read_escapes(struct quick *q, const char *p, struct json_raw *raw)
{
	const char *from = q->p + 1, *end = p;
	size_t room, n = (size_t)(p - from);
	char *to = arena_room(q->b->arena, &room);

	if (n < room) {
		memcpy(to, from, n);
		if (json_build_unescape(&end, q->end, to, room, &n)) {
			arena_keep(q->b->arena, n);
			*raw = (struct json_raw){str_of(to, n), false};
			return end;
		}
	}
	end = find_end(p, q->end);
	*raw = (struct json_raw){str_of(from, (size_t)(end - from)), true};
	return end;
}

/* Goes behind the string that begins at q->p, on its quote. */
static bool
read_string(struct quick *q, struct json_raw *raw)
{
	const char *from = q->p + 1, *p = jsonscan_plain(from, q->end);

	*raw = (struct json_raw){str_of(from, (size_t)(p - from)), false};
	if (p < q->end && *p == '\\')
		p = read_escapes(q, p, raw);
	if (p == q->end || *p != '"')
		return false;
	q->p = p + 1;
	return true;
}

static bool
skip_digits(struct quick *q)
{
	const char *from = q->p;

	while (is_digit(peek(q)))
		q->p++;
	return q->p > from;
}

/* Goes behind the number that begins at q->p. */
static bool
skip_number(struct quick *q)
{
	if (*q->p == '-')
		q->p++;
	if (peek(q) == '0')
		q->p++;
	else if (!skip_digits(q))
		return false;
	if (peek(q) == '.') {
		q->p++;
		if (!skip_digits(q))
			return false;
	}
	if (peek(q) == 'e' || peek(q) == 'E') {
		q->p++;
		if (peek(q) == '+' || peek(q) == '-')
			q->p++;
		return skip_digits(q);
	}
	return true;
}

static bool
skip_word(struct quick *q, struct str word)
{
	if (!str_starts(str_of(q->p, (size_t)(q->end - q->p)), word))
		return false;
	q->p += word.n;
	return true;
}

static bool
open_container(struct quick *q, enum json_type type)
{
	return json_build_open(q->b, type, (uint32_t)(q->p++ - q->b->text.p));
}

static bool
read_value(struct quick *q)
{
	uint32_t off = offset(q);
	struct json_raw raw;

	switch (peek(q)) {
	case '"':
		return read_string(q, &raw) &&
		    json_build_string(q->b, off, offset(q), raw);
	case '{':
		return open_container(q, JSON_OBJECT);
	case '[':
		return open_container(q, JSON_ARRAY);
	case 't':
		return skip_word(q, STR("true")) &&
		    json_build_bool(q->b, off, true);
	case 'f':
		return skip_word(q, STR("false")) &&
		    json_build_bool(q->b, off, false);
	case 'n':
		return skip_word(q, STR("null")) && json_build_null(q->b, off);
	default:
		return (peek(q) == '-' || is_digit(peek(q))) &&
		    skip_number(q) && json_build_number(q->b, off, offset(q));
	}
}

/* A key, its colon and what is around it. */
static bool
read_key(struct quick *q)
{
	uint32_t off = offset(q);
	struct json_raw raw;

	if (peek(q) != '"' || !read_string(q, &raw) ||
	    !json_build_key(q->b, off, offset(q), raw))
		return false;
	skip_blanks(q);
	if (peek(q) != ':')
		return false;
	q->p++;
	skip_blanks(q);
	return true;
}

/* The next of what the open container has, or its end. */
static bool
read_next(struct quick *q)
{
	const struct frame *top = q->b->top;
	bool object = top->container->type == JSON_OBJECT;

	skip_blanks(q);
	if (peek(q) == (object ? '}' : ']')) {
		json_build_close(q->b, offset(q));
		q->p++;
		return true;
	}
	if (top->last != NULL) {
		if (peek(q) != ',')
			return false;
		q->p++;
		skip_blanks(q);
	}
	return (!object || read_key(q)) && read_value(q);
}

bool
json_quick(struct json_build *b)
{
	struct quick q = {b, b->text.p, str_from(b->text, b->text.n).p};

	skip_blanks(&q);
	if (!read_value(&q))
		return false;
	while (b->top != b->frames)
		if (!read_next(&q))
			return false;
	skip_blanks(&q);
	return q.p == q.end;
}
