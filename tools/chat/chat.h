/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-chat.
 */
#ifndef FT_TOOLS_CHAT_CHAT_H
#define FT_TOOLS_CHAT_CHAT_H

#include <stdbool.h>

#include "common/ask/ask.h"
#include "common/io/out.h"

/* Of a prompt or a conversation. */
enum { TALK_MAX = 64 * 1024 * 1024 };

struct chat {
	/* As on the command line. */
	const char *model, *system, *messages;
	bool json, no_stream, cache;
	struct ask_options ask;

	struct out out;
	bool masks;   /* what drives a terminal */
	bool endless; /* a text was written, and no line end behind it */
	bool asked;   /* the answer came */
};

/* What is asked, as JSON. */
struct talk_text {
	struct arena arena;
	struct buf record, messages; /* the file, and what is sent of it */
	struct ask_field *fields;
	size_t nfields;
};

/* Puts together --system, --messages and the prompt (NULL: standard input,
 * unless there is a conversation); reports what is wrong. */
bool talk_read(
    struct talk_text *t, const struct chat *c, const char *prompt) MUSTCHECK;
void talk_free(struct talk_text *t);

/* Writes a piece of the answer's text, for people or for a pipe. */
void say_piece(struct chat *c, struct str text);

/* The answer as an object. */
void say_json(struct chat *c, const struct answer *answer);

/* Notes what is to be known of it: how it ended, tokens and price. */
void say_end(struct chat *c, const struct answer *answer);

#endif
