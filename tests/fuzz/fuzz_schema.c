/* SPDX-License-Identifier: MIT */
/*
 * Any document is taken for a schema and for a value, of an array the first
 * two: what is said does not depend on what was asked before, something is
 * told exactly of what does not hold, and steps end.
 */
#include <assert.h>
#include <stdint.h>

#include "common/example/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct said {
	size_t n, unchecked;
	size_t sum; /* of what was told */
};

static void
tell(
    void *user, enum schema_flaw flaw, const struct json *at, struct str phrase)
{
	struct said *said = user;

	assert(at != NULL && phrase.n > 0);
	said->unchecked += flaw == SCHEMA_UNCHECKED;
	said->n++;
	for (size_t i = 0; i < phrase.n; i++)
		said->sum = said->sum * 31 + (unsigned char)phrase.p[i];
	said->sum = said->sum * 31 + at->off;
}

static struct said
ask(struct schema *s, const struct json *schema, const struct json *value)
{
	struct said said = {0};
	bool holds;

	s->user = &said;
	s->tell = tell;
	schema_begin(s);
	s->steps = 1 << 16;
	holds = schema_holds(s, schema, value);
	assert(holds == (said.n == 0) && s->steps <= 1 << 16);
	return said;
}

static struct said
look(struct schema *s, const struct json *schema, bool strict)
{
	struct said said = {0};
	bool sound;

	s->user = &said;
	s->tell = tell;
	schema_begin(s);
	s->steps = 1 << 16;
	sound = schema_check(s, schema, strict);
	assert(sound == (said.n == said.unchecked));
	return said;
}

static void
hold(const struct json *schema, const struct json *value)
{
	struct schema s;
	struct said first, second;

	schema_init(&s);
	first = ask(&s, schema, value);
	second = look(&s, schema, false);
	if (!s.gave_up)
		assert(look(&s, schema, true).n >= second.n || s.gave_up);
	second = ask(&s, schema, value);
	assert(first.n == second.n && first.sum == second.sum);
	schema_free(&s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	static struct json_reader r;
	const struct json *schema, *value;
	struct json_doc doc;

	json_reader_init(&r, &arena);
	if (json_parse(&r, str_of((const char *)data, size), &doc, NULL)) {
		schema = value = doc.root;
		if (doc.root->type == JSON_ARRAY && doc.root->count > 1) {
			schema = doc.root->child;
			value = schema->next;
		}
		hold(schema, value);
	}
	json_reader_free(&r);
	arena_reset(&arena);
	return 0;
}
