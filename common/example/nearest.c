/* SPDX-License-Identifier: MIT */
#include "common/example/nearest.h"

#include "common/base/mem.h"
#include "common/example/convert.h"
#include "common/text/chars.h"

enum { KEYS_SHOWN = 10, KEY_SHOWN = 40, WORDS = 16 };

/* What a member may be, by the words that people call it; the first one that
 * is there wins, in any case. */
static const char *const systems[WORDS] = {
    "system", "system_prompt", "system_message"};
static const char *const questions[WORDS] = {"prompt", "question",
    "instruction", "input", "user", "query", "problem", "text", "source",
    "document", "turns"};
static const char *const contexts[WORDS] = {"context", "input"};
static const char *const answers[WORDS] = {"completion", "answer", "response",
    "output", "assistant", "ideal", "canonical_solution", "solution", "target",
    "summary", "reply", "label"};

static bool
is_called(struct str key, const char *word)
{
	size_t i = 0;

	while (i < key.n && word[i] != '\0' && to_lower(key.p[i]) == word[i])
		i++;
	return i == key.n && word[i] == '\0';
}

/* May the key stand in a command, between single quotes? */
static bool
is_plain(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!is_word(key.p[i]) && key.p[i] != '.' && key.p[i] != ' ')
			return false;
	return key.n > 0 && key.n <= KEY_SHOWN;
}

/* The member whose key is the first of the words, and none of those `but`. */
static const struct json *
member(
    const struct json *root, const char *const *words, const struct json *but)
{
	for (; *words != NULL; words++)
		for (const struct json *m = root->child; m != NULL; m = m->next)
			if (m != but && is_plain(m->key) &&
			    is_called(m->key, *words))
				return m;
	return NULL;
}

static bool
holds_messages(const struct json *v)
{
	return json_is_array(v) && json_is_string(json_get(v->child, "role")) &&
	    json_get(v->child, "content") != NULL;
}

static bool
holds_turns(const struct json *v)
{
	return json_is_array(v) && json_is_string(json_get(v->child, "from")) &&
	    json_get(v->child, "value") != NULL;
}

/* An array of records, which the file's lines were to be. */
static bool
holds_examples(const struct json *v)
{
	return json_is_array(v) && example_type(v->child) != EXAMPLE_UNKNOWN;
}

/* ".key", or what jq wants where that would not do. */
static void
add_path(struct buf *to, struct str key)
{
	bool word = !is_digit(key.p[0]);

	for (size_t i = 0; i < key.n; i++)
		word &= is_alnum(key.p[i]) || key.p[i] == '_';
	buf_printf(to, word ? ".%.*s" : ".[\"%.*s\"]", STR_ARGS(key));
}

/* A member as a message, in a list. */
static void
add_message(struct buf *to, const char *role, const struct json *member)
{
	buf_printf(to, "{role: \"%s\", content: ", role);
	add_path(to, member->key);
	buf_adds(to, "}");
}

static void
add_question(struct buf *to, const struct json *root, const struct json *asked)
{
	const struct json *context = member(root, contexts, asked);

	if (!json_is_string(context)) {
		add_message(to, "user", asked);
		return;
	}
	buf_adds(to, "{role: \"user\", content: ([");
	add_path(to, asked->key);
	buf_adds(to, ", ");
	add_path(to, context->key);
	buf_adds(to,
	    "] | map(select(. != null and . != \"\")) | "
	    "join(\"\\n\"))}");
}

/* Question and answer, and what stands before them. */
static enum nearest
ask(const struct json *root, struct buf *filter)
{
	const struct json *system = member(root, systems, NULL);
	const struct json *asked = member(root, questions, NULL);
	const struct json *answer = member(root, answers, asked);

	if (asked == NULL)
		return NEAREST_NONE;
	if (!json_is_string(asked) || !json_is_string(answer))
		return NEAREST_ASKS;
	buf_adds(filter, "{messages: [");
	if (json_is_string(system)) {
		add_message(filter, "system", system);
		buf_adds(filter, ", ");
	}
	add_question(filter, root, asked);
	buf_adds(filter, ", ");
	add_message(filter, "assistant", answer);
	buf_adds(filter, "]}");
	return NEAREST_FOUND;
}

/* Messages under another key, which an answer may follow. */
static void
add_messages(
    struct buf *filter, const struct json *root, const struct json *messages)
{
	const struct json *answer = member(root, answers, messages);

	buf_adds(filter, "{messages: ");
	if (!json_is_string(answer)) {
		add_path(filter, messages->key);
		buf_adds(filter, "}");
		return;
	}
	buf_adds(filter, "(");
	add_path(filter, messages->key);
	buf_adds(filter, " + [");
	add_message(filter, "assistant", answer);
	buf_adds(filter, "])}");
}

/* What of the record stands for its messages, as a filter for jq. */
static enum nearest
guess(const struct json *root, enum example_type *type, struct buf *filter)
{
	*type = EXAMPLE_CHAT;
	for (const struct json *m = root->child; m != NULL; m = m->next) {
		if (!is_plain(m->key))
			continue;
		if (holds_messages(m)) {
			add_messages(filter, root, m);
			return NEAREST_FOUND;
		}
		if (holds_messages(json_get(m, "messages"))) {
			add_path(filter, m->key);
			buf_adds(filter,
			    " | {messages, tools} | "
			    "with_entries(select(.value != null))");
			return NEAREST_FOUND;
		}
		if (holds_examples(m)) {
			*type = example_type(m->child);
			add_path(filter, m->key);
			buf_adds(filter, "[]");
			return NEAREST_FOUND;
		}
		if (holds_turns(m)) {
			*type = EXAMPLE_SHAREGPT;
			buf_adds(filter, "{conversations: ");
			add_path(filter, m->key);
			buf_adds(filter, "}");
			return NEAREST_FOUND;
		}
	}
	return ask(root, filter);
}

enum nearest
nearest_way(const struct json *root, unsigned to, struct buf *command)
{
	enum nearest found = NEAREST_NONE;
	enum example_type type;
	struct buf filter, rest;

	buf_init(&filter, BUF_NO_MAX);
	buf_init(&rest, BUF_NO_MAX);
	if (json_is_object(root))
		found = guess(root, &type, &filter);
	if (found == NEAREST_FOUND && (to & 1U << type) == 0 &&
	    !example_way(type, to, &rest))
		found = NEAREST_NONE;
	if (found == NEAREST_FOUND)
		buf_printf(command, "jq -c '%s'%s%s", buf_cstr(&filter),
		    rest.n > 0 ? " | " : "", buf_cstr(&rest));
	buf_free(&filter);
	buf_free(&rest);
	return found;
}

static void
add_key(struct buf *to, struct str key)
{
	size_t n = key.n > KEY_SHOWN ? KEY_SHOWN : key.n;

	/* Not within a character. */
	while (n < key.n && n > 0 && ((unsigned char)key.p[n] & 0xC0) == 0x80)
		n--;
	buf_add_str(to, str_of(key.p, n));
	if (n < key.n)
		buf_adds(to, "...");
}

void
nearest_keys(const struct json *root, struct buf *to)
{
	size_t nth = 0;

	if (!json_is_object(root)) {
		buf_printf(to, "values of which the first is %s",
		    json_type_name(root->type));
		return;
	}
	if (root->child == NULL) {
		buf_adds(to, "empty objects");
		return;
	}
	buf_adds(to,
	    root->count == 1 ? "objects with the key "
			     : "objects with the keys ");
	for (const struct json *m = root->child; m != NULL; m = m->next) {
		if (++nth > KEYS_SHOWN) {
			buf_printf(to, " and %zu more", root->count - nth + 1);
			return;
		}
		if (nth > 1)
			buf_adds(to, nth == root->count ? " and " : ", ");
		add_key(to, m->key);
	}
}
