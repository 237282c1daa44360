/* SPDX-License-Identifier: MIT */
/*
 * What a model has answered, as /chat/completions tells it.
 *
 * Servers are read leniently: what is not there is empty or 0, a content of
 * parts is the text of its parts, and of several choices the first counts.
 *
 *	if (!answer_read(&answer, body, &arena, &f))
 *		...
 *	if (answer.end == ANSWER_GIVEN)
 *		... answer.text ...
 */
#ifndef FT_ASK_ANSWER_H
#define FT_ASK_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"

/* What kind of end it came to.  Each is a class of its own for who counts. */
enum answer_end {
	ANSWER_GIVEN,	 /* a text, or calls of tools */
	ANSWER_EMPTY,	 /* neither */
	ANSWER_REFUSED,	 /* the model will not: see `refusal` */
	ANSWER_CUT,	 /* it was longer than it was allowed to be */
	ANSWER_FILTERED, /* the provider's filter is in the way */
	ANSWER_FAILED,	 /* no answer: see `fault` */
	ANSWER_UNPAID,	 /* not asked: it might pass --max-cost */
	ANSWER_MISSING,	 /* not in the file of --replay */
	ANSWER_ENDS	 /* how many there are */
};

struct answer {
	enum answer_end end;
	struct str text;	  /* what was said; may be part of it */
	struct str refusal;	  /* in the model's words; may be empty */
	struct str tool_calls;	  /* JSON, an array; empty: none */
	struct str function_call; /* JSON, the old form; empty: none */
	struct str finish_reason; /* the server's word */
	struct str model;	  /* as the server calls it */

	/* Tokens, 0 where `counted` is false: the server has not told. */
	uint64_t prompt_tokens, completion_tokens;
	uint64_t cached_tokens;	   /* of the prompt, paid less for */
	uint64_t reasoning_tokens; /* of the completion, never seen */
	bool counted;

	struct str json; /* the whole completion, on one line */

	/* Not of answer_read(), but of whoever has asked. */
	int64_t cost;	       /* nano-dollars, or NO_FIGURE */
	int64_t ms;	       /* from request to answer; -1: not known */
	struct str request_id; /* the server's; may be empty */
	bool from_cache;       /* or from a file: this run has not paid */
	unsigned tries;	       /* requests that were sent for it */
	struct fault fault;    /* of FAILED, UNPAID and MISSING */
};

/*
 * Reads a completion; what it views lives in the arena.  False and
 * STATUS_REFUSED when it is none.  An error object that tells of a filter is an
 * answer, too.
 */
bool answer_read(struct answer *a, struct str body, struct arena *arena,
    struct fault *f) MUSTCHECK;

/* "answered", "empty", "refused", "cut", "filtered", "failed", "unpaid",
 * "missing". */
const char *answer_end_name(enum answer_end end);

#endif
