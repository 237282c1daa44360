/* SPDX-License-Identifier: MIT */
/*
 * The strings of a document, and the spots in them: each string is looked
 * through once, and what is found there is given to the rules for it.
 */
#ifndef FT_TOOLS_LINT_TEXTS_H
#define FT_TOOLS_LINT_TEXTS_H

#include "tools/lint/lint.h"

struct text {
	const struct json *json; /* the string */
	enum role who; /* says it, where that is known from its message */
	/* Is it what somebody says to somebody, in words?  Not what a program
	 * reads: a call, the result of one, a declaration, a name. */
	bool prose;
};

/* The rows with a function for spots, by kind; NULL where none runs. */
struct spotters {
	const struct rule *by_kind[SPOT_KINDS];
	bool any;
};

void spotters_init(struct spotters *s, const struct lint *lint);

/* Runs them over all strings of the document. */
void texts_check(const struct spotters *s, struct check *c);

/* Is the message an answer in words, and not the worse one of two? */
bool message_answers(const struct message *m);

/* A spot is a finding: its place is told, and that there are n in the text
 * where that is more than one. */
void found_spot(struct check *c, const struct text *text,
    const struct spot *spot, size_t n, const char *fmt, ...) PRINTF_LIKE(5, 6);

#endif
