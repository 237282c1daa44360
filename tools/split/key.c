/* SPDX-License-Identifier: MIT */
#include "tools/split/key.h"

#include <stdlib.h>

#include "common/json/json.h"

enum { KEEP = 1 << 20 };

/* What a value begins with; no UTF-8 text holds these bytes, so two values
 * have one form only where they are equal. */
enum {
	TAG_END = 0xf9, /* of an array or object */
	TAG_OBJECT,
	TAG_ARRAY,
	TAG_NULL,
	TAG_BOOL,
	TAG_NUMBER,
	TAG_STRING,
};

struct key_maker {
	struct arena arena;
	struct json_reader reader;
	struct buf text;
};

struct key_maker *
key_maker_new(void)
{
	struct key_maker *k = mem_zero(1, sizeof(*k));

	arena_init(&k->arena);
	json_reader_init(&k->reader, &k->arena);
	buf_init(&k->text, BUF_NO_MAX);
	return k;
}

void
key_maker_free(struct key_maker *k)
{
	json_reader_free(&k->reader);
	arena_free(&k->arena);
	buf_free(&k->text);
	free(k);
}

static void
add_text(struct buf *to, int tag, struct str text)
{
	buf_addc(to, (char)tag);
	buf_add_str(to, text);
}

/* Calls itself at most JSON_DEPTH_MAX deep. */
static void
add_value(struct buf *to, const struct json *v)
{
	switch (v == NULL ? JSON_NULL : v->type) {
	case JSON_NULL:
		buf_addc(to, (char)TAG_NULL);
		break;
	case JSON_BOOL:
		add_text(to, TAG_BOOL, v->truth ? STR("t") : STR("f"));
		break;
	case JSON_NUMBER:
		add_text(to, TAG_NUMBER, v->text);
		break;
	case JSON_STRING:
		add_text(to, TAG_STRING, v->text);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		buf_addc(
		    to, (char)(v->type == JSON_ARRAY ? TAG_ARRAY : TAG_OBJECT));
		for (const struct json *c = v->child; c != NULL; c = c->next) {
			if (v->type == JSON_OBJECT)
				add_text(to, TAG_STRING, c->key);
			add_value(to, c);
		}
		buf_addc(to, (char)TAG_END);
		break;
	}
}

/* The last message of the assistant, or NULL. */
static const struct json *
last_answer(const struct json *messages)
{
	const struct json *last = NULL;

	for (const struct json *m = messages->child; m != NULL; m = m->next) {
		const struct json *role = json_get(m, "role");

		if (json_is_string(role) && str_is(role->text, "assistant"))
			last = m;
	}
	return last;
}

/* Role and content of every message before `end`, or of all. */
static void
add_messages(
    struct buf *to, const struct json *messages, const struct json *end)
{
	const struct json *m = messages->child;

	for (; m != NULL && m != end; m = m->next) {
		add_value(to, json_get(m, "role"));
		add_value(to, json_get(m, "content"));
	}
}

/* Adds what the example asks for; nothing where it asks nothing. */
static void
add_prompt(struct buf *to, const struct json *example)
{
	const struct json *messages = json_get(example, "messages");
	const struct json *input = json_get(example, "input");
	const struct json *prompt = json_get(example, "prompt");

	if (json_is_array(messages))
		add_messages(to, messages, last_answer(messages));
	else if (json_is_array(json_get(input, "messages")))
		add_messages(to, json_get(input, "messages"), NULL);
	else if (json_is_string(prompt) && prompt->text.n > 0)
		add_value(to, prompt);
}

struct str
key_of(struct key_maker *k, struct str record)
{
	struct json_doc doc;

	arena_reset(&k->arena);
	buf_shrink(&k->text, KEEP);
	if (json_parse(&k->reader, record, &doc, NULL))
		add_prompt(&k->text, doc.root);
	return k->text.n == 0 ? record : buf_str(&k->text);
}
