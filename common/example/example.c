/* SPDX-License-Identifier: MIT */
#include "common/example/example.h"

#include "common/base/mem.h"

static const struct example_kind kinds[EXAMPLE_TYPES] = {
    [EXAMPLE_UNKNOWN] = {"unknown", "records of an unknown shape", NULL},
    [EXAMPLE_CHAT] = {"chat", "chat examples (messages)", NULL},
    [EXAMPLE_PREFERENCE] = {"preference",
	"preference examples (input, preferred_output, non_preferred_output)",
	"jq -c '{messages: (.input.messages + .preferred_output)}'"},
    [EXAMPLE_REINFORCEMENT] = {"reinforcement",
	"reinforcement examples (messages that end with the user, and a "
	"reference)",
	NULL},
    [EXAMPLE_COMPLETION] = {"completion",
	"completion examples (prompt, completion)",
	"jq -c '{messages: [{role: \"user\", content: .prompt}, {role: "
	"\"assistant\", content: .completion}]}'"},
    [EXAMPLE_TEXT] = {"text", "plain texts (text)", NULL},
    [EXAMPLE_SHAREGPT] = {"sharegpt", "ShareGPT conversations (from, value)",
	"jq -c '{messages: ([.system // empty | select(. != \"\") | {role: "
	"\"system\", content: .}] + [.conversations[] | {role: ({human: "
	"\"user\", gpt: \"assistant\"}[.from] // .from), content: .value}])}'"},
    [EXAMPLE_ALPACA] = {"alpaca",
	"Alpaca examples (instruction, input, output)",
	"jq -c '{messages: ([.system // empty | select(. != \"\") | {role: "
	"\"system\", content: .}] + [.history // [] | .[] | {role: \"user\", "
	"content: .[0]}, {role: \"assistant\", content: .[1]}] + [{role: "
	"\"user\", content: ([.instruction, .input] | map(select(. != null and "
	". != \"\")) | join(\"\\n\"))}, {role: \"assistant\", content: "
	".output}])}'"},
    [EXAMPLE_GEMINI] = {"gemini", "Gemini examples (contents with parts)",
	"jq -c '{messages: ([.systemInstruction // empty | {role: \"system\", "
	"content: ([.parts[].text] | join(\"\"))}] + [.contents[] | {role: "
	"({model: \"assistant\"}[.role] // .role), content: ([.parts[].text] | "
	"join(\"\"))}])}'"},
    [EXAMPLE_CONVERSE] = {"converse",
	"Bedrock conversations (schemaVersion, content blocks)",
	"jq -c '{messages: ([.system // empty | {role: \"system\", content: "
	"([.[].text] | join(\"\"))}] + [.messages[] | {role, content: "
	"([.content[].text] | join(\"\"))}])}'"},
    [EXAMPLE_CLAUDE] = {"claude",
	"Claude conversations (system beside messages)",
	"jq -c '{messages: ([{role: \"system\", content: .system}] + "
	".messages)}'"},
    [EXAMPLE_CHOSEN] = {"chosen", "preference examples (chosen, rejected)",
	NULL},
    [EXAMPLE_QUESTION] = {"question", "question and answer pairs",
	"jq -c '{messages: [{role: \"user\", content: .question}, {role: "
	"\"assistant\", content: .answer}]}'"},
};

const struct example_kind *
example_kind(enum example_type type)
{
	return &kinds[type];
}

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

enum example_type
example_type(const struct json *root)
{
	/* The first row whose keys are all there tells. */
	static const struct {
		const char *keys[2];
		enum example_type type;
	} shapes[] = {
	    {{"messages", "messages"}, EXAMPLE_CHAT},
	    {{"preferred_output", "preferred_output"}, EXAMPLE_PREFERENCE},
	    {{"non_preferred_output", "input"}, EXAMPLE_PREFERENCE},
	    {{"prompt", "completion"}, EXAMPLE_COMPLETION},
	    {{"conversations", "conversations"}, EXAMPLE_SHAREGPT},
	    {{"contents", "contents"}, EXAMPLE_GEMINI},
	    {{"chosen", "rejected"}, EXAMPLE_CHOSEN},
	    {{"chosen_messages", "rejected_messages"}, EXAMPLE_CHOSEN},
	    {{"instruction", "output"}, EXAMPLE_ALPACA},
	    {{"question", "answer"}, EXAMPLE_QUESTION},
	    {{"text", "text"}, EXAMPLE_TEXT},
	};

	if (!json_is(root, JSON_OBJECT))
		return EXAMPLE_UNKNOWN;
	for (size_t i = 0; i < LENGTH(shapes); i++)
		if (has(root, shapes[i].keys[0]) &&
		    has(root, shapes[i].keys[1]))
			return shapes[i].type == EXAMPLE_CHAT
			    ? messages_type(root)
			    : shapes[i].type;
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
