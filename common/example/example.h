/* SPDX-License-Identifier: MIT */
/*
 * What a record is: its format, recognised by its shape, and the parts of it
 * that every tool asks for.  Works on documents that need not be valid; what
 * is not there is NULL or empty.
 */
#ifndef FT_EXAMPLE_EXAMPLE_H
#define FT_EXAMPLE_EXAMPLE_H

#include <stdbool.h>

#include "common/json/json.h"

enum example_type {
	EXAMPLE_UNKNOWN,
	/* What the OpenAI wire format has; see ft-jsonl(5). */
	EXAMPLE_CHAT,
	EXAMPLE_PREFERENCE,
	EXAMPLE_REINFORCEMENT,
	EXAMPLE_COMPLETION,
	/* Other people's shapes, told by name. */
	EXAMPLE_TEXT,
	EXAMPLE_SHAREGPT,
	EXAMPLE_ALPACA,
	EXAMPLE_GEMINI,
	EXAMPLE_CONVERSE,
	EXAMPLE_CLAUDE,
	EXAMPLE_CHOSEN,
	EXAMPLE_QUESTION,
	EXAMPLE_TYPES,
};

struct example_kind {
	const char *name;    /* "chat": for options and reports */
	const char *title;   /* "chat examples (messages)": for sentences */
	const char *way_out; /* how to make chat examples of it; or NULL */
};

/* What is known of a type. */
const struct example_kind *example_kind(enum example_type type);

/* The type that the record has the shape of; root may be NULL. */
enum example_type example_type(const struct json *root);

/* The messages of a chat example and of a preference's input; or NULL. */
const struct json *example_messages(const struct json *root);

/* The text of a message's role; the empty view when there is none. */
struct str message_role(const struct json *message);

/* Is the message's role that? */
bool message_is(const struct json *message, const char *role);

/*
 * The texts of a content, one after the other: of a string, itself; of an
 * array of parts, the "text" of each.  Start with *at NULL; false at the end.
 *
 *	const struct json *at = NULL;
 *
 *	while (content_text(json_get(message, "content"), &at))
 *		n += token_count(t, at->text);
 */
bool content_text(const struct json *content, const struct json **at);

/* The name and arguments of a call: of tool_calls[i], or of function_call. */
const struct json *call_function(const struct json *call);

#endif
