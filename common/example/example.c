/* SPDX-License-Identifier: MIT */
#include "common/example/example.h"

#include "common/base/mem.h"

static bool
has(const struct json *root, const char *key)
{
	return json_get(root, key) != NULL;
}

static const struct json *
first(const struct json *array)
{
	return array == NULL ? NULL : array->child;
}

static const struct json *
last(const struct json *array)
{
	const struct json *at = first(array);

	while (at != NULL && at->next != NULL)
		at = at->next;
	return at;
}

/* Keys of a chat example; another one may be a grader's reference. */
static bool
has_reference(const struct json *root)
{
	static const char *const known[] = {"messages", "tools", "functions",
	    "parallel_tool_calls", "system", "schemaVersion"};

	for (const struct json *m = root->child; m != NULL; m = m->next) {
		bool is_known = false;

		for (size_t i = 0; i < LENGTH(known); i++)
			is_known = is_known || str_is(m->key, known[i]);
		if (!is_known)
			return true;
	}
	return false;
}

/* Of records with messages: whose are they, and who ends them? */
static enum example_type
messages_type(const struct json *root)
{
	const struct json *messages = json_get(root, "messages");
	const struct json *content = json_get(first(messages), "content");

	if (has(root, "schemaVersion") ||
	    (json_is(content, JSON_ARRAY) && has(first(content), "text") &&
		!has(first(content), "type")))
		return EXAMPLE_CONVERSE;
	if (json_is(json_get(root, "system"), JSON_STRING))
		return EXAMPLE_CLAUDE;
	if (message_is(last(messages), "user") && has_reference(root))
		return EXAMPLE_REINFORCEMENT;
	return EXAMPLE_CHAT;
}

/* A prompt with a completion: in texts, in messages, or judged. */
static enum example_type
completion_type(const struct json *root)
{
	const struct json *completion = json_get(root, "completion");

	if (json_is(json_get(root, "label"), JSON_BOOL))
		return EXAMPLE_KTO;
	return has(first(completion), "role") ? EXAMPLE_PROMPTED
					      : EXAMPLE_COMPLETION;
}

static enum example_type
contents_type(const struct json *root)
{
	return has(root, "completions") ? EXAMPLE_RANKED : EXAMPLE_GEMINI;
}

enum example_type
example_type(const struct json *root)
{
	/* The first row whose keys are all there tells. */
	static const struct {
		const char *keys[2];
		enum example_type type;
		enum example_type (*closer)(const struct json *root);
	} shapes[] = {
	    {{"messages"}, EXAMPLE_CHAT, messages_type},
	    {{"preferred_output"}, EXAMPLE_PREFERENCE, NULL},
	    {{"non_preferred_output", "input"}, EXAMPLE_PREFERENCE, NULL},
	    /* The names of an older description of the API. */
	    {{"preferred_completion", "input"}, EXAMPLE_PREFERENCE, NULL},
	    {{"non_preferred_completion", "input"}, EXAMPLE_PREFERENCE, NULL},
	    {{"prompt", "completion"}, EXAMPLE_COMPLETION, completion_type},
	    {{"conversations"}, EXAMPLE_SHAREGPT, NULL},
	    {{"contents"}, EXAMPLE_GEMINI, contents_type},
	    {{"chosen", "rejected"}, EXAMPLE_CHOSEN, NULL},
	    {{"chosen_messages", "rejected_messages"}, EXAMPLE_PAIRED, NULL},
	    {{"completions", "labels"}, EXAMPLE_STEPWISE, NULL},
	    {{"instruction", "output"}, EXAMPLE_ALPACA, NULL},
	    {{"question", "answer"}, EXAMPLE_QUESTION, NULL},
	    {{"segments"}, EXAMPLE_SEGMENTS, NULL},
	    {{"input_ids"}, EXAMPLE_TOKENS, NULL},
	    {{"token_ids"}, EXAMPLE_TOKENS, NULL},
	    {{"text"}, EXAMPLE_TEXT, NULL},
	};

	if (!json_is(root, JSON_OBJECT))
		return EXAMPLE_UNKNOWN;
	for (size_t i = 0; i < LENGTH(shapes); i++) {
		const char *const *keys = shapes[i].keys;

		if (!has(root, keys[0]) ||
		    (keys[1] != NULL && !has(root, keys[1])))
			continue;
		return shapes[i].closer == NULL ? shapes[i].type
						: shapes[i].closer(root);
	}
	return EXAMPLE_UNKNOWN;
}

const struct json *
example_messages(const struct json *root)
{
	const struct json *messages = json_get(root, "messages");

	if (messages == NULL)
		messages = json_get(json_get(root, "input"), "messages");
	return json_is(messages, JSON_ARRAY) ? messages : NULL;
}

struct str
message_role(const struct json *message)
{
	const struct json *role = json_get(message, "role");

	return json_is(role, JSON_STRING) ? role->text : str_of(NULL, 0);
}

bool
message_is(const struct json *message, const char *role)
{
	return str_is(message_role(message), role);
}

bool
content_text(const struct json *content, const struct json **at)
{
	const struct json *part;

	if (json_is(content, JSON_STRING)) {
		*at = *at == NULL ? content : NULL;
		return *at != NULL;
	}
	if (!json_is(content, JSON_ARRAY))
		return false;
	part = *at == NULL ? content->child : (*at)->parent->next;
	for (; part != NULL; part = part->next) {
		*at = json_get(part, "text");
		if (json_is(*at, JSON_STRING))
			return true;
	}
	return false;
}

const struct json *
call_function(const struct json *call)
{
	const struct json *function = json_get(call, "function");

	return function == NULL ? call : function;
}
