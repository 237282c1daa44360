/* SPDX-License-Identifier: MIT */
/*
 * An example with its parts at hand: one pass over the document, so that
 * whoever asks many questions of a message does not search its keys each time.
 *
 * An example is made of conversations: a chat example of one, a preference of
 * its input and two outputs, a completion example of a prompt and a completion.
 * All their messages stand in one array, a conversation being a stretch of it.
 * In every format a message looks the same: Gemini's "parts" are a content, and
 * "human" is a user.  A text that stands alone, such as a prompt, is a message
 * of whoever says it, whose json and content are that text, and `placed`.
 *
 * What is not there is NULL; what is there may be of any type.  A view lives
 * as long as its document and the arena it was made in.
 *
 *	example_view(&e, doc.root, &arena);
 *	for (size_t i = 0; i < e.nmessages; i++)
 *		if (e.message[i].who == ROLE_ASSISTANT)
 *			...
 */
#ifndef FT_EXAMPLE_VIEW_H
#define FT_EXAMPLE_VIEW_H

#include "common/example/example.h"

struct message {
	const struct json *json; /* the whole message */
	const struct talk *talk; /* the conversation it is of */
	enum role who; /* ROLE_UNKNOWN also where `role` is no string */
	bool placed;   /* its place says who speaks: it needs no role */
	/* By their names in the OpenAI wire format. */
	const struct json *role, *content, *name, *weight;
	const struct json *tool_calls, *tool_call_id, *function_call;
	const struct json *refusal;
	const struct json *unknown;   /* the first member with another key */
	const struct message *caller; /* of a tool's: who may have called it */
};

/* A conversation. */
struct talk {
	const struct place_kind *place;
	const struct json *at; /* what stands there; NULL: nothing */
	bool listed;	       /* ... an array of messages */
	struct message *message;
	size_t nmessages;
};

struct example {
	enum example_type type;
	const struct json *root;
	const struct json *input;    /* what has the keys below: often root */
	const struct json *messages; /* may be no array */
	const struct json *tools, *functions, *parallel_tool_calls;
	const struct json *at[EXAMPLE_PLACES]; /* what the kind's places hold */
	const struct json *unknown; /* the first of example_unknown() */
	struct message *message;    /* of all conversations, in their order */
	size_t nmessages;
	struct talk *talk; /* in the order of the kind's places */
	size_t ntalks;
};

/* Fills *e from a document's root; *e is of the type that root has the shape
 * of. */
void example_view(
    struct example *e, const struct json *root, struct arena *arena);

/* The same, for a record that is to be of that type, whatever it looks like. */
void example_view_as(struct example *e, const struct json *root,
    enum example_type type, struct arena *arena);

/* The first array of messages that is that part of the example, or NULL. */
const struct talk *example_talk(const struct example *e, enum part part);

/* The next member behind `after` (NULL: the first) that an example, or its
 * input, does not have by its format; or NULL. */
const struct json *example_unknown(
    const struct example *e, const struct json *after);

/* The next member like m->unknown, behind that one; or NULL. */
const struct json *message_unknown(
    const struct example *e, const struct json *after);

/* What a dialect calls the key that says who speaks, and what is said. */
const char *dialect_role(enum dialect dialect);
const char *dialect_content(enum dialect dialect);

/* What a dialect calls someone; "" for ROLE_UNKNOWN and who is unknown to it.
 */
const char *dialect_word(enum dialect dialect, enum role who);

/* The same of OpenAI's: "system", ... */
const char *role_name(enum role who);

#endif
