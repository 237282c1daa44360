/* SPDX-License-Identifier: MIT */
/*
 * A question with the models' answers and their scores, and how it waits in a
 * temporary file until it is shown.
 */
#ifndef FT_TOOLS_EVAL_RESULT_H
#define FT_TOOLS_EVAL_RESULT_H

#include "common/ask/answer.h"
#include "tools/eval/question.h"

/* A model's answer to one question. */
struct reply {
	struct result *result;
	size_t model; /* its number */

	enum answer_end end;
	struct str text;   /* what was said; a refusal where there is only it */
	struct str calls;  /* as of question_calls(); empty: none */
	struct str finish; /* the server's word for the end */
	struct str trouble; /* why there is no answer; else empty */
	uint64_t prompt_tokens, completion_tokens, cached_tokens;
	bool counted;
	int64_t cost, ms; /* NO_FIGURE, -1 where not known */
	bool from_cache;
	double *scores; /* one for each metric; NAN where it has none */
};

struct result {
	size_t line, index;
	struct question question;
	struct reply *replies; /* one for each model */
	size_t nreplies;
	struct arena arena; /* holds all of it */
	size_t waiting;	    /* answers that are not there yet */
	uint64_t taken;	    /* bytes of the input up to its record */
	struct result *next, *made;
};

/* Can it be held against the truth? */
static inline bool
reply_is_there(const struct reply *r)
{
	return r->end < ANSWER_FAILED;
}

/* What is compared: the calls where there are some, else the text. */
static inline struct str
reply_said(const struct reply *r)
{
	return r->calls.n > 0 ? r->calls : r->text;
}

/* An empty result in its own arena, for so many models and metrics. */
void result_start(struct result *r, size_t nmodels, size_t nmetrics);

/* Fills a reply with what was answered. */
void reply_set(
    struct reply *r, const struct answer *a, struct json_reader *reader);

/*
 * Results in a file without a name, found again by their number.  Memory: 8
 * bytes for each.  What fails is a matter of the disk and ends the program.
 */
struct spool {
	int fd;
	struct buf pending; /* written when there is enough */
	uint64_t written;
	uint64_t *starts;
	size_t n, room;
	size_t nmodels, nmetrics;
};

void spool_open(struct spool *s, size_t nmodels, size_t nmetrics);
void spool_close(struct spool *s);
void spool_add(struct spool *s, const struct result *r);

/* Reads number i back into a result whose arena is reset, or all zero. */
void spool_get(struct spool *s, size_t i, struct result *r);

#endif
