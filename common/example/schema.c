/* SPDX-License-Identifier: MIT */
#include "common/example/schema.h"

#include <stdarg.h>
#include <stdlib.h>

#include "common/example/schemaword.h"
#include "common/token/regex.h"

enum {
	DEPTH_MAX = 256, /* of schemas within schemas, references followed */
	PHRASE_MAX = 512,
	SHOWN_MAX = 40,		 /* bytes of a value */
	PATTERNS = 16,		 /* kept for the next record */
	PATTERN_MAX = 1000,	 /* bytes; longer ones are not tried */
	PATTERN_STEPS = 1 << 14, /* what it costs to compile one */
	MATCH_STEPS = 64,
};

struct pattern {
	char *text; /* NULL: nothing here */
	size_t n;
	unsigned turn;	     /* in which it was paid for */
	struct regex *regex; /* NULL: it is none */
	struct regex_match *match;
	struct fault fault; /* why it is none */
};

struct schema_patterns {
	struct pattern v[PATTERNS];
};

void
schema_init(struct schema *s)
{
	*s = (struct schema){0};
	buf_init(&s->phrase, PHRASE_MAX);
}

void
schema_begin(struct schema *s)
{
	s->steps = SCHEMA_STEPS;
	s->gave_up = false;
	s->turn++;
}

void
schema_free(struct schema *s)
{
	schema_patterns_free(s->patterns);
	buf_free(&s->phrase);
	s->patterns = NULL;
}

bool
schema_spend(struct schema *s, size_t n)
{
	if (n <= s->steps) {
		s->steps -= n;
		return true;
	}
	s->steps = 0;
	s->gave_up = true;
	s->unsure++;
	return false;
}

bool
schema_flaw(struct schema *s, enum schema_flaw flaw, const struct json *at,
    const char *fmt, ...)
{
	va_list ap;

	if (s->mute > 0)
		return false;
	buf_clear(&s->phrase);
	va_start(ap, fmt);
	buf_vprintf(&s->phrase, fmt, ap);
	va_end(ap);
	s->tell(s->user, flaw, at, buf_str(&s->phrase));
	return false;
}

const struct json *
schema_get(struct schema *s, const struct json *object, struct str key)
{
	if (!json_is(object, JSON_OBJECT) || !schema_spend(s, object->count))
		return NULL;
	return json_get_str(object, key);
}

static bool
test_words(
    struct schema *s, const struct json *schema, const struct json *value)
{
	const struct json *m = schema->child;
	bool ok = true;

	for (; m != NULL && (ok || s->mute == 0); m = m->next) {
		const struct schema_word *word = schema_word(m->key);
		const struct schema_at at = {schema, m, value};

		/* A keyword may ask for others of its schema. */
		if (word == NULL || !schema_spend(s, 1 + schema->count / 8))
			continue;
		if (word->unknown || (word->form & 1u << m->type) == 0)
			s->unsure += word->unknown || word->of != 0;
		else if (word->of >> value->type & 1)
			ok &= word->holds(s, &at);
	}
	return ok;
}

bool
schema_test(
    struct schema *s, const struct json *schema, const struct json *value)
{
	bool ok;

	if (schema->type == JSON_BOOL && !schema->truth)
		return schema_flaw(
		    s, SCHEMA_UNMET, value, "may not stand here");
	if (schema->type != JSON_OBJECT || !schema_spend(s, 1 + schema->count))
		return true;
	if (s->depth == DEPTH_MAX) {
		s->gave_up = true;
		s->unsure++;
		return true;
	}
	s->depth++;
	ok = test_words(s, schema, value);
	s->depth--;
	return ok;
}

bool
schema_try(
    struct schema *s, const struct json *schema, const struct json *value)
{
	bool ok;

	s->mute++;
	ok = schema_test(s, schema, value);
	s->mute--;
	return ok;
}

bool
schema_holds(
    struct schema *s, const struct json *root, const struct json *value)
{
	s->root = root;
	return schema_test(s, root, value);
}

/* Not in the midst of a character. */
static struct str
cut(struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return str_of(s.p, max);
}

void
schema_show(struct buf *to, const struct json *value)
{
	struct str shown = cut(value->text, SHOWN_MAX);
	bool quoted = value->type == JSON_STRING;

	if (value->type == JSON_BOOL) {
		buf_adds(to, value->truth ? "true" : "false");
	} else if (quoted || value->type == JSON_NUMBER) {
		buf_adds(to, quoted ? "\"" : "");
		buf_add_str(to, shown);
		buf_adds(to, shown.n < value->text.n ? "..." : "");
		buf_adds(to, quoted ? "\"" : "");
	} else {
		buf_adds(to, json_type_name(value->type));
	}
}

/* The place where that pattern is kept, or will be. */
static struct pattern *
place_of(struct schema_patterns *patterns, struct str text)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < text.n; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * 16777619u;
	return &patterns->v[(hash ^ hash >> 16) % PATTERNS];
}

static void
forget(struct pattern *p)
{
	regex_match_free(p->match);
	regex_free(p->regex);
	free(p->text);
	*p = (struct pattern){0};
}

/*
 * The pattern, compiled if it can be; NULL where there is no time for it.  It
 * is paid for in each turn, also where it is still there from an earlier one:
 * else what a thread has seen before would decide what there is time for.
 */
static struct pattern *
look_up(struct schema *s, struct str text)
{
	struct pattern *p;
	bool is_here;

	if (s->patterns == NULL)
		s->patterns = mem_zero(1, sizeof(*s->patterns));
	p = place_of(s->patterns, text);
	is_here = p->text != NULL && str_eq(str_of(p->text, p->n), text);
	if (is_here && p->turn == s->turn)
		return p;
	if (text.n > PATTERN_MAX || !schema_spend(s, PATTERN_STEPS))
		return NULL;
	if (!is_here) {
		forget(p);
		p->text = mem_copy(text.n == 0 ? "" : text.p, text.n);
		p->n = text.n;
		p->regex = regex_new_script(text, &p->fault);
		if (p->regex != NULL)
			p->match = regex_match_new(p->regex);
	}
	p->turn = s->turn;
	return p;
}

bool
schema_match(struct schema *s, struct str pattern, struct str text)
{
	struct pattern *p = look_up(s, pattern);
	struct regex_scan scan = {0};
	size_t start, end;

	if (p == NULL || p->regex == NULL ||
	    !schema_spend(s, MATCH_STEPS + text.n)) {
		s->unsure++;
		return true;
	}
	if (regex_next(p->match, text, &scan, &start, &end))
		return true;
	if (scan.gave_up) {
		s->gave_up = true;
		s->unsure++;
	}
	return scan.gave_up;
}

bool
schema_pattern(struct schema *s, struct str pattern, struct fault *f)
{
	struct pattern *p = look_up(s, pattern);

	if (p == NULL || p->regex != NULL)
		return true;
	*f = p->fault;
	return false;
}

void
schema_patterns_free(struct schema_patterns *patterns)
{
	if (patterns == NULL)
		return;
	for (size_t i = 0; i < PATTERNS; i++)
		forget(&patterns->v[i]);
	free(patterns);
}
