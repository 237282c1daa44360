/* SPDX-License-Identifier: MIT */
#include "tools/split/key.h"

#include <stdlib.h>

#include "common/json/jsoncanon.h"

enum { KEEP = 1 << 20 };

struct key_maker {
	struct arena arena;
	struct json_reader reader;
	struct json *root; /* of the record, or NULL */
	struct str record;
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

/* Every message before `end`, or all. */
static void
add_messages(
    struct buf *to, const struct json *messages, const struct json *end)
{
	const struct json *m = messages->child;

	for (; m != NULL && m != end; m = m->next)
		jsoncanon_add(to, m);
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
		jsoncanon_add(to, prompt);
}

void
key_read(struct key_maker *k, struct str record)
{
	struct json_doc doc;

	arena_reset(&k->arena);
	k->record = record;
	k->root = NULL;
	if (json_parse(&k->reader, record, &doc, NULL))
		k->root = doc.root;
}

struct str
key_prompt(struct key_maker *k)
{
	buf_shrink(&k->text, KEEP);
	if (k->root != NULL)
		add_prompt(&k->text, k->root);
	return k->text.n == 0 ? k->record : buf_str(&k->text);
}

struct str
key_at(struct key_maker *k, const struct jsonpath *path, bool *found)
{
	const struct json *v = jsonpath_follow(path, k->root);

	*found = v != NULL;
	buf_shrink(&k->text, KEEP);
	jsoncanon_add(&k->text, v);
	return *found ? buf_str(&k->text) : k->record;
}

const struct json *
key_root(const struct key_maker *k)
{
	return k->root;
}
