/* SPDX-License-Identifier: MIT */
/*
 * A chat example with its parts at hand: one pass over the document, so that
 * whoever asks many questions of a message does not search its keys each time.
 *
 * What is not there is NULL; what is there may be of any type.  A view lives
 * as long as its document and the arena it was made in.
 */
#ifndef FT_EXAMPLE_VIEW_H
#define FT_EXAMPLE_VIEW_H

#include "common/example/example.h"

/* Where a message stands in the conversation. */
enum role {
	ROLE_UNKNOWN,
	ROLE_SYSTEM,
	ROLE_DEVELOPER,
	ROLE_USER,
	ROLE_ASSISTANT,
	ROLE_TOOL,
	ROLE_FUNCTION,
};

struct message {
	const struct json *json; /* the whole message */
	enum role who; /* ROLE_UNKNOWN also where `role` is no string */
	const struct json *role, *content, *name, *weight;
	const struct json *tool_calls, *tool_call_id, *function_call;
	const struct json *refusal;
	const struct json *unknown;   /* the first member with another key */
	const struct message *caller; /* of a tool's: who may have called it */
};

struct example {
	enum example_type type;
	const struct json *root;
	const struct json *messages; /* may be no array */
	const struct json *tools, *functions, *parallel_tool_calls;
	const struct json *unknown; /* the first member with another key */
	struct message *message; /* of an array; one for each of its values */
	size_t nmessages;
};

/* Fills *e from a document's root. */
void example_view(
    struct example *e, const struct json *root, struct arena *arena);

/* The next member like e->unknown or m->unknown, behind that one; or NULL. */
const struct json *example_unknown(const struct json *member);
const struct json *message_unknown(const struct json *member);

/* "system", ...; "" for ROLE_UNKNOWN. */
const char *role_name(enum role who);

#endif
