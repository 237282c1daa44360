/* SPDX-License-Identifier: MIT */
/* Keywords about a value of any type, about numbers and about strings. */
#include <math.h>

#include "common/example/schemaword.h"

enum { LIST_MAX = 120 };

static const struct {
	struct str name, shown;
	unsigned of;
} types[] = {
    {{"null", 4}, {"null", 4}, OF_NULL},
    {{"boolean", 7}, {"a boolean", 9}, OF_BOOL},
    {{"number", 6}, {"a number", 8}, OF_NUMBER},
    {{"integer", 7}, {"an integer", 10}, OF_NUMBER},
    {{"string", 6}, {"a string", 8}, OF_STRING},
    {{"array", 5}, {"an array", 8}, OF_ARRAY},
    {{"object", 6}, {"an object", 9}, OF_OBJECT},
};

bool
schema_is_type(struct str name)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_eq(name, types[i].name))
			return true;
	return false;
}

bool
schema_is_whole(double n)
{
	/* Beyond this a double has no fraction. */
	return fabs(n) > 9e15 || n == (double)(int64_t)n;
}

/* As written, or 7.0; what no double holds is taken for whole. */
static bool
is_whole(const struct json *value)
{
	double number;

	return !json_real(value, &number) || schema_is_whole(number);
}

/* Is the value of that type?  Of one that does not exist, every value is. */
static bool
is_of(struct schema *s, const struct json *value, const struct json *type)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (type->type == JSON_STRING &&
		    str_eq(type->text, types[i].name))
			return (types[i].of >> value->type & 1) &&
			    (!str_is(type->text, "integer") || is_whole(value));
	s->unsure++;
	return true;
}

static void
show_type(struct buf *to, const struct json *type)
{
	for (size_t i = 0; i < LENGTH(types); i++)
		if (json_is(type, JSON_STRING) &&
		    str_eq(type->text, types[i].name))
			buf_add_str(to, types[i].shown);
}

void
schema_show_types(struct buf *to, const struct json *type)
{
	if (type->type != JSON_ARRAY) {
		show_type(to, type);
		return;
	}
	for (const struct json *t = type->child; t != NULL; t = t->next) {
		if (to->n > LIST_MAX)
			return;
		if (t != type->child)
			buf_adds(to, t->next == NULL ? " or " : ", ");
		show_type(to, t);
	}
}

/* A schema in the manner of OpenAPI: null beside what else it says. */
static bool
is_nulled(const struct schema_at *at)
{
	const struct json *nullable = json_get(at->schema, "nullable");

	return at->value->type == JSON_NULL && json_is(nullable, JSON_BOOL) &&
	    nullable->truth;
}

bool
schema_type(struct schema *s, const struct schema_at *at)
{
	struct buf is;

	if (at->word->type == JSON_STRING && is_of(s, at->value, at->word))
		return true;
	for (const struct json *t = at->word->child; t != NULL; t = t->next)
		if (is_of(s, at->value, t))
			return true;
	if (is_nulled(at))
		return true;
	if (s->mute > 0)
		return false;
	buf_init(&is, BUF_NO_MAX);
	schema_show(&is, at->value);
	buf_adds(&is, "; ");
	schema_show_types(&is, at->word);
	schema_flaw(s, SCHEMA_UNMET, at->value, "is %s is due", buf_cstr(&is));
	buf_free(&is);
	return false;
}

static bool
same_number(const struct json *a, const struct json *b)
{
	double x, y;

	if (str_eq(a->text, b->text))
		return true;
	return json_real(a, &x) && json_real(b, &y) && x == y;
}

static bool
same_items(struct schema *s, const struct json *a, const struct json *b)
{
	const struct json *x = a->child, *y = b->child;

	for (; x != NULL; x = x->next, y = y->next)
		if (!schema_same(s, x, y))
			return false;
	return true;
}

static bool
same_members(struct schema *s, const struct json *a, const struct json *b)
{
	for (const struct json *x = a->child; x != NULL; x = x->next) {
		const struct json *y = schema_get(s, b, x->key);

		if (y == NULL || !schema_same(s, x, y))
			return false;
	}
	return true;
}

bool
schema_same(struct schema *s, const struct json *a, const struct json *b)
{
	if (a->type != b->type || a->count != b->count || !schema_spend(s, 1))
		return false;
	switch (a->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
		return a->truth == b->truth;
	case JSON_NUMBER:
		return same_number(a, b);
	case JSON_STRING:
		return str_eq(a->text, b->text);
	case JSON_ARRAY:
		return same_items(s, a, b);
	case JSON_OBJECT:
		return same_members(s, a, b);
	}
	return false;
}

/* "one of "c", "f" is due" */
static void
show_list(struct buf *to, const struct json *list)
{
	if (list->count > 1)
		buf_adds(to, "one of ");
	for (const struct json *v = list->child; v != NULL; v = v->next) {
		buf_adds(to, v == list->child ? "" : ", ");
		if (to->n > LIST_MAX) {
			buf_adds(to, "...");
			return;
		}
		schema_show(to, v);
	}
}

static bool
is_not(struct schema *s, const struct json *value, const struct json *due)
{
	struct buf said;

	if (s->mute > 0)
		return false;
	buf_init(&said, BUF_NO_MAX);
	schema_show(&said, value);
	buf_adds(&said, "; ");
	if (due->parent != NULL && str_is(due->key, "enum"))
		show_list(&said, due);
	else
		schema_show(&said, due);
	schema_flaw(s, SCHEMA_UNMET, value, "is %s is due", buf_cstr(&said));
	buf_free(&said);
	return false;
}

bool
schema_enum(struct schema *s, const struct schema_at *at)
{
	for (const struct json *v = at->word->child; v != NULL; v = v->next)
		if (schema_same(s, v, at->value))
			return true;
	return s->steps == 0 || is_nulled(at) || at->word->count == 0 ||
	    is_not(s, at->value, at->word);
}

bool
schema_const(struct schema *s, const struct schema_at *at)
{
	return schema_same(s, at->word, at->value) || s->steps == 0 ||
	    is_not(s, at->value, at->word);
}

/* Draft 4 has true beside the limit where later ones have the limit. */
static bool
is_marked(const struct schema_at *at, const char *key)
{
	const struct json *mark = json_get(at->schema, key);

	return json_is(mark, JSON_BOOL) && mark->truth;
}

/* How the value stands to the limit: < 0, 0, > 0; `known` says if at all. */
static int
order(const struct schema_at *at, bool *known)
{
	double value, limit;

	*known = json_real(at->value, &value) && json_real(at->word, &limit);
	if (!*known)
		return 0;
	/* Two that one double stands for may still differ. */
	if (value == limit && !str_eq(at->value->text, at->word->text) &&
	    fabs(value) > 9e15)
		*known = false;
	return value < limit ? -1 : value > limit;
}

static bool
off_limit(struct schema *s, const struct schema_at *at, const char *how)
{
	return schema_flaw(s, SCHEMA_UNMET, at->value,
	    "is %.*s; %s %.*s is due", SHOWN(at->value->text), how,
	    SHOWN(at->word->text));
}

bool
schema_minimum(struct schema *s, const struct schema_at *at)
{
	bool known, above = is_marked(at, "exclusiveMinimum");
	int way = order(at, &known);

	return !known || way > 0 || (way == 0 && !above) ||
	    off_limit(s, at, above ? "more than" : "at least");
}

bool
schema_maximum(struct schema *s, const struct schema_at *at)
{
	bool known, below = is_marked(at, "exclusiveMaximum");
	int way = order(at, &known);

	return !known || way < 0 || (way == 0 && !below) ||
	    off_limit(s, at, below ? "less than" : "at most");
}

bool
schema_above(struct schema *s, const struct schema_at *at)
{
	bool known;
	int way = order(at, &known);

	return !known || way > 0 || off_limit(s, at, "more than");
}

bool
schema_below(struct schema *s, const struct schema_at *at)
{
	bool known;
	int way = order(at, &known);

	return !known || way < 0 || off_limit(s, at, "less than");
}

bool
schema_multiple(struct schema *s, const struct schema_at *at)
{
	double value, step, times, nearest;

	if (!json_real(at->value, &value) || !json_real(at->word, &step) ||
	    step <= 0)
		return true;
	/* 0.3 is no multiple of 0.1 in binary: what is nearly one is one. */
	times = value / step;
	if (!isfinite(times) || fabs(times) > 9e15)
		return true;
	nearest = (double)(int64_t)(times + (times < 0 ? -0.5 : 0.5));
	if (fabs(times - nearest) <= 1e-9 * (fabs(times) + 1))
		return true;
	return off_limit(s, at, "a multiple of");
}

static size_t
characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

bool
schema_min_length(struct schema *s, const struct schema_at *at)
{
	size_t n = characters(at->value->text);
	double limit;

	if (!json_real(at->word, &limit) || (double)n >= limit)
		return true;
	return schema_flaw(s, SCHEMA_UNMET, at->value,
	    "has %zu character%s; at least %.0f are due", n, n == 1 ? "" : "s",
	    limit);
}

bool
schema_max_length(struct schema *s, const struct schema_at *at)
{
	size_t n = characters(at->value->text);
	double limit;

	if (!json_real(at->word, &limit) || (double)n <= limit)
		return true;
	return schema_flaw(s, SCHEMA_UNMET, at->value,
	    "has %zu character%s; at most %.0f are due", n, n == 1 ? "" : "s",
	    limit);
}

bool
schema_pattern_holds(struct schema *s, const struct schema_at *at)
{
	struct str pattern = at->word->text;
	struct buf is;

	if (schema_match(s, pattern, at->value->text))
		return true;
	if (s->mute > 0)
		return false;
	buf_init(&is, BUF_NO_MAX);
	schema_show(&is, at->value);
	schema_flaw(s, SCHEMA_UNMET, at->value,
	    "is %s, which the pattern %.*s does not match", buf_cstr(&is),
	    SHOWN(pattern));
	buf_free(&is);
	return false;
}
