/* SPDX-License-Identifier: MIT */
/*
 * What the models are asked, and what they should answer: made of a record.
 *
 * The ground truth is the last message of an assistant, in a preference the one
 * of the preferred output, in a reinforcement example the value of a key; what
 * stands before it is the prompt, which goes to the models as it is written
 * but for `weight`, which no server takes.  A record of several turns has a
 * question for each assistant's message, where that is wanted.
 *
 *	asker_init(&a, &arena);
 *	if (!asker_read(&a, record.text, &f))
 *		...
 *	while (asker_next(&a, &to, &question))
 *		...
 *	asker_free(&a);
 *
 * A question lives in the arena that it was made in; nothing of it views the
 * record.
 */
#ifndef FT_TOOLS_EVAL_QUESTION_H
#define FT_TOOLS_EVAL_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "common/ask/ask.h"
#include "common/example/view.h"
#include "common/json/jsonpath.h"

enum truth {
	TRUTH_TEXT,
	TRUTH_JSON,  /* a text that is an object or an array of JSON */
	TRUTH_CALLS, /* calls of tools */
};

enum { QUESTION_FIELDS = 3 }; /* tools, functions, parallel_tool_calls */

struct question {
	size_t turn; /* which of the assistant's messages, from 1 */
	enum truth truth;
	struct str messages;			  /* an array of JSON */
	struct ask_field fields[QUESTION_FIELDS]; /* more of the request */
	size_t nfields;
	struct str expected; /* the text, or the calls as question_calls() */
	struct str rejected; /* of a preference: the text that is not wanted */
	bool is_preference;
};

struct asker {
	/* To be set behind asker_init(), if at all. */
	bool every_turn;
	const struct jsonpath *reference; /* NULL: a key of the usual names */

	/* The rest is its own. */
	struct arena memory;
	struct json_reader reader;
	struct str text; /* the record */
	struct example example;
	struct talk *talk;	   /* that ends with the answer; or NULL */
	const struct json *answer; /* NULL: the answer is the truth */
	const struct talk *rejected;
	size_t next;   /* message of the talk */
	size_t nturns; /* that were given */
};

void asker_init(struct asker *a);
void asker_free(struct asker *a);

/*
 * Begins a record, which must live until the last asker_next().  False with
 * STATUS_INPUT for what is no example, and with STATUS_OK for an example
 * without a ground truth.
 */
bool asker_read(struct asker *a, struct str record, struct fault *f) MUSTCHECK;

/* The record's next question; false when there is no more. */
bool asker_next(
    struct asker *a, struct arena *to, struct question *q) MUSTCHECK;

/*
 * Appends calls in one form: [{"name":"f","arguments":{...}},...].  `calls` is
 * an array of `tool_calls`, or one `function_call`, of a document with that
 * text; arguments that are JSON in a string are taken out of it.
 */
void question_calls(struct buf *to, struct json_reader *reader, struct str text,
    const struct json *calls);

/* Appends a value of a document with that text, without blanks and lines. */
void question_compact(struct buf *to, struct str text, const struct json *v);

/* Is the text one object or array of JSON? */
bool question_is_json(struct json_reader *reader, struct str text);

#endif
