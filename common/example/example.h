/* SPDX-License-Identifier: MIT */
/*
 * What a record is: its format, recognised by its shape, and the parts of it
 * that every tool asks for.  Works on documents that need not be valid; what
 * is not there is NULL or empty.
 *
 * A format is a row in kinds.c: what it is called, which keys it
 * has, where its messages stand and how they are written.  view.h makes typed
 * views by it, convert.h tells the way from one format to another.
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
	/* Other people's shapes. */
	EXAMPLE_TEXT,
	EXAMPLE_SHAREGPT,
	EXAMPLE_ALPACA,
	EXAMPLE_GEMINI,
	EXAMPLE_RANKED,
	EXAMPLE_CONVERSE,
	EXAMPLE_CLAUDE,
	EXAMPLE_PROMPTED,
	EXAMPLE_CHOSEN,
	EXAMPLE_PAIRED,
	EXAMPLE_KTO,
	EXAMPLE_STEPWISE,
	EXAMPLE_SEGMENTS,
	EXAMPLE_TOKENS,
	EXAMPLE_QUESTION,
	EXAMPLE_TYPES,
};

/* Who speaks. */
enum role {
	ROLE_UNKNOWN,
	ROLE_SYSTEM,
	ROLE_DEVELOPER,
	ROLE_USER,
	ROLE_ASSISTANT,
	ROLE_TOOL,
	ROLE_FUNCTION,
	ROLES,
};

/* What a conversation is for, within its example. */
enum part {
	PART_WHOLE,	/* there is no other that could be the answer */
	PART_AROUND,	/* instructions that stand beside the messages */
	PART_PROMPT,	/* what is asked */
	PART_ANSWER,	/* ... and answered */
	PART_PREFERRED, /* ... better */
	PART_REJECTED,	/* ... worse */
};

/* What a place in an example holds. */
enum holds {
	HOLDS_LIST, /* an array of messages */
	HOLDS_ONE,  /* one message, an object */
	HOLDS_EACH, /* an array: of each object the member `each` */
	HOLDS_WORD, /* what place->who says; or an array of messages */
};

/* Where messages stand in an example. */
struct place_kind {
	const char *under; /* the member that has the key; NULL: the example */
	const char *key;   /* NULL: the end of the list */
	enum part part;
	enum holds holds;
	enum role who;	  /* HOLDS_WORD, HOLDS_EACH: who says it */
	const char *each; /* HOLDS_EACH; NULL: the values of the array */
	bool required;	  /* by the format */
	bool optional;	  /* empty is as good as missing */
};

/* How messages are written; see view.c. */
enum dialect {
	DIALECT_OPENAI,
	DIALECT_SHAREGPT,
	DIALECT_GEMINI,
	DIALECT_CONVERSE,
};

enum { EXAMPLE_KEYS = 10, EXAMPLE_PLACES = 5 };

struct example_kind {
	const char *name;  /* "chat": for options and reports */
	const char *title; /* "chat examples (messages)": for sentences */
	/* The keys of an example, ended by NULL; none: others are allowed. */
	const char *keys[EXAMPLE_KEYS];
	enum dialect dialect;
	struct place_kind places[EXAMPLE_PLACES];
};

/* What is known of a type. */
const struct example_kind *example_kind(enum example_type type);

/* The type of that name ("chat"), or EXAMPLE_UNKNOWN. */
enum example_type example_named(struct str name);

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
