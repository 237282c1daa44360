/* SPDX-License-Identifier: MIT */
/*
 * Questions to models, many at a time, and their answers.
 *
 * A question is a conversation, as JSON, for one model.  It is looked for in
 * the cache (or in the file of --replay) and asked only where it is not there;
 * its answer is kept at once, so that a run that was broken off goes on where
 * it was.  How many requests are under way follows what the server's headers
 * and refusals say, up to -j; what may pass is tried again.  A parameter that a
 * model refuses is left out or renamed for that model, which is told and
 * remembered.  With --max-cost nothing is sent that could pass it.
 *
 *	static struct ask_options options = ASK_USUAL;
 *	static const struct opt opts[] = {
 *		...
 *		ASK_OPTS(options),
 *		ASK_CACHE_OPTS(options),
 *		SESSION_OPTS(options.session),
 *	};
 *	...
 *	ask = ask_open(&options, &f);
 *	if (ask == NULL || !ask_check_models(ask, names, n, &f))
 *		...
 *	if (!ask_run(ask, &(struct ask_run){.next = next, .done = done,
 *		.ctx = &mine, .ordered = true}, &f))
 *		diag_fault((struct place){0}, &f);
 *	... ask_totals(ask)->cost ...
 *	ask_close(ask);
 *
 * As a session does (common/net/session.h), this says itself what is to be told
 * and no failure.  A struct ask belongs to one thread.
 */
#ifndef FT_ASK_ASK_H
#define FT_ASK_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/ask/answer.h"
#include "common/base/fault.h"
#include "common/base/opt.h"
#include "common/base/str.h"
#include "common/market/market.h"
#include "common/net/session.h"

/* Of a seed that is not given. */
#define ASK_NO_SEED UINT64_MAX

struct ask_options {
	struct session_options session; /* in_flight is set by ask_open() */
	uint64_t jobs;			/* at most so many at a time; 0: 8 */
	struct opt_list param;		/* "KEY=VALUE" */
	uint64_t max_tokens;		/* of an answer; 0: as it likes */
	double temperature;
	uint64_t seed;
	const char *max_cost, *price_in, *price_out; /* USD, or NULL */
	const char *prices;			     /* a file, or NULL */
	bool no_cache;	/* neither looked into nor kept */
	bool refresh;	/* kept, but not looked into */
	bool forgetful; /* for tools: of answers only; models are known */
	const char *record, *replay; /* files, or NULL */
};

#define ASK_USUAL                                             \
	{                                                     \
		.session = SESSION_USUAL, .max_tokens = 1000, \
		.seed = ASK_NO_SEED                           \
	}

/* Rows of an option table. */
#define ASK_OPTS(o)                                                 \
	{0, "max-tokens", OPT_WHOLE, "N", &(o).max_tokens,          \
	    "the longest answer; 0: as long as it likes (1000)"},   \
	    {0, "temperature", OPT_REAL, "X", &(o).temperature,     \
		"how much chance there is in an answer (0)"},       \
	    {0, "seed", OPT_WHOLE, "N", &(o).seed,                  \
		"ask for the same chance each time"},               \
	    {0, "param", OPT_LIST, "KEY=VALUE", &(o).param,         \
		"anything else of the request (repeatable)"},       \
	    {0, "max-cost", OPT_TEXT, "USD", &(o).max_cost,         \
		"send nothing that could cost more in all"},        \
	    {0, "price-in", OPT_TEXT, "USD", &(o).price_in,         \
		"the price of a million tokens that are asked"},    \
	    {0, "price-out", OPT_TEXT, "USD", &(o).price_out,       \
		"the price of a million tokens that are answered"}, \
	    {0, "prices", OPT_TEXT, "FILE", &(o).prices,            \
		"more prices, as ft-cost(1) takes them"},           \
	    {0, "record", OPT_TEXT, "FILE", &(o).record,            \
		"write questions and answers there, for --replay"}, \
	{                                                           \
		0, "replay", OPT_TEXT, "FILE", &(o).replay,         \
		    "answer from there, without a network"          \
	}

#define ASK_CACHE_OPTS(o)                                                 \
	{0, "no-cache", OPT_FLAG, NULL, &(o).no_cache,                    \
	    "ask what was asked before, and keep nothing"},               \
	{                                                                 \
		0, "refresh", OPT_FLAG, NULL, &(o).refresh,               \
		    "ask what was asked before, and keep the new answers" \
	}

struct ask;

/*
 * NULL and the fault: what session_open() says, STATUS_USAGE for an option that
 * cannot be, STATUS_IO and STATUS_INPUT for a file.  The options' texts must
 * live as long as the result.  With --replay there is no session and no key.
 */
struct ask *ask_open(
    const struct ask_options *options, struct fault *f) MUSTCHECK;

/* Breaks off what is under way.  The file of --record is complete then. */
void ask_close(struct ask *a);

/*
 * Does the server have these models?  If not: STATUS_REFUSED, the near names
 * and the list.  What it has but will shut down, or has shut down, is told.  A
 * server without a list (as local ones may be) is taken to have them.  Also
 * refuses (STATUS_USAGE) --max-cost for a model without a price.
 */
bool ask_check_models(struct ask *a, const char *const *models, size_t n,
    struct fault *f) MUSTCHECK;

/* A member of a request: "tools" and the JSON of its value. */
struct ask_field {
	struct str name, json;
};

/* What it views must live until next() or done() is called again. */
struct ask_question {
	struct str model;
	struct str messages; /* JSON, an array: see ask_write_messages() */

	/* More of the request, such as an example's tools.  Stands instead of
	 * our parameters of that name, and the user's --param instead of it. */
	const struct ask_field *fields;
	size_t nfields;

	/* Without the user's parameters, but with temperature 0 and 1,000
	 * tokens unless the fields have others: for a question of ours, as to a
	 * judge.
	 */
	bool plain;

	void *tag; /* handed back with the answer */
};

struct ask_run {
	/* Fills the next question; false when there are no more. */
	bool (*next)(void *ctx, struct ask_question *q);

	/* Once for each question.  What the answer views lives as long as the
	 * call.  It must not ask. */
	void (*done)(void *ctx, void *tag, const struct answer *answer);
	void *ctx;

	/* In the order of the questions; else as the answers come.  Questions
	 * whose answer has to wait for an earlier one are held: so many at most
	 * that eight times -j are known at a time. */
	bool ordered;

	/* May be NULL.  Gets the text as it arrives, piece by piece: for one
	 * question at a time (jobs = 1).  What comes from a cache or file comes
	 * in one piece, and so it does from a server that does not stream. */
	void (*piece)(void *ctx, struct str text);
};

/*
 * Asks until next() has no more.  A question that fails alone is an answer with
 * ANSWER_FAILED.  False, and done() is not called for what is left, where going
 * on is of no use, now and in any later run: STATUS_REFUSED (the key, the
 * quota, the model, a parameter), STATUS_TEMPORARY (nobody is answered any
 * more, after all tries; or a signal: see interrupt_seen()), STATUS_IO.  All
 * that was answered is kept, so the next run goes on from there.
 */
bool ask_run(
    struct ask *a, const struct ask_run *run, struct fault *f) MUSTCHECK;

/* Of all runs so far. */
struct ask_totals {
	uint64_t questions;
	uint64_t ends[ANSWER_ENDS]; /* by enum answer_end */
	uint64_t from_cache;	    /* or from a file */
	uint64_t requests;	    /* sent, repeated ones too */
	/* Of the answers that this run has paid for: */
	uint64_t prompt_tokens, completion_tokens, cached_tokens;
	int64_t cost;	 /* nano-dollars, of those whose price is known */
	uint64_t priced; /* answers whose cost is in `cost` */
};
const struct ask_totals *ask_totals(const struct ask *a);

/*
 * The price of a model's tokens, in nano-dollars for a million, or NO_FIGURE.
 * `from` says whose it is, for people: "--price-in", or a source with its date;
 * it lives as long as a.  tuned: it is that of models trained from the one that
 * is asked, as no other is known.
 */
struct ask_price {
	int64_t in, cached, out;
	struct str from;
	uint32_t date; /* or NO_DATE */
	bool tuned;
};
struct ask_price ask_price(const struct ask *a, struct str model);

/* What these tokens cost at that price, or NO_FIGURE. */
int64_t ask_cost(const struct ask_price *p, uint64_t prompt, uint64_t cached,
    uint64_t completion);

/*
 * Appends the first n messages of an example (a JSON array in text) as a
 * question has them: without the members
 * that are for training alone ("weight", "train", ...).
 */
struct json;
void ask_write_messages(
    struct buf *to, struct str text, const struct json *messages, size_t n);

/* The same of one message. */
void ask_write_message(
    struct buf *to, struct str text, const struct json *message);

#endif
