/* SPDX-License-Identifier: MIT */
/*
 * A prompt as people read it, and a judge: who says what, one message behind
 * the other.
 */
#ifndef FT_TOOLS_EVAL_PROMPT_H
#define FT_TOOLS_EVAL_PROMPT_H

#include "common/base/buf.h"
#include "common/json/json.h"

/*
 * The messages of an array in JSON, one at a time: who speaks, and the text
 * with its calls as JSON, and of other parts their kind in brackets.  What is
 * viewed lives until the next call, or in the document.
 */
struct prompt {
	struct arena arena;
	struct json_reader reader;
	struct str messages;
	const struct json *next;
	struct buf text;
};

struct turn {
	struct str role, text;
	bool last;
};

void prompt_init(struct prompt *p);
void prompt_free(struct prompt *p);

/* Begins with the messages, which must live until the last turn. */
void prompt_read(struct prompt *p, struct str messages);
bool prompt_next(struct prompt *p, struct turn *turn) MUSTCHECK;

/* Appends all of them as "role: text", between blank lines. */
void prompt_write(struct buf *to, struct prompt *p, struct str messages);

#endif
