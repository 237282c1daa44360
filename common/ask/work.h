/* SPDX-License-Identifier: MIT */
/*
 * What the parts of ask.c share, for common/ask/ alone.
 */
#ifndef FT_ASK_WORK_H
#define FT_ASK_WORK_H

#include "common/ask/ask.h"
#include "common/ask/askcache.h"
#include "common/ask/question.h"
#include "common/ask/stream.h"
#include "common/ask/tape.h"
#include "common/ask/throttle.h"

struct tokenizer;

/* What is known of a model that is asked. */
struct asked_model {
	struct asked_model *next;
	struct str name;
	struct adapted adapted;
	struct ask_price price;
	struct tokenizer *tokenizer; /* NULL until it is needed */
	/* Of a model that was never asked, one question goes first, so that
	 * what it refuses is learnt from one answer and not from many. */
	bool known, probed;
};

enum asking_state {
	ASKING_WAITS,	/* to be sent, not before `due` */
	ASKING_RUNS,	/* is under way */
	ASKING_FOLLOWS, /* the same question as `leader`, which is asked */
	ASKING_DONE,	/* its answer is there */
};

/* A question on its way. */
struct asking {
	struct asking *next;
	struct ask *ask;
	enum asking_state state;
	struct arena arena;
	struct question q;
	void *tag;
	struct asked_model *model;
	unsigned char key[KEY_BYTES]; /* in the cache */
	const struct asking *leader;
	uint64_t tokens;  /* of the prompt; our count, or 0: not counted yet */
	int64_t reserved; /* nano-dollars, of the money for --max-cost */
	int64_t due, began;
	uint64_t answered; /* what a->answered was when it was tried first */
	uint64_t progress; /* ... and when it was refused last */
	unsigned tries;	   /* requests sent */
	unsigned failures; /* of those that count */
	size_t adapted;	   /* how many adaptations the request had */
	struct buf url, body;
	bool streams;
	bool said; /* its text was handed on as it came */
	struct stream stream;
	struct answer answer;
};

struct ask {
	struct ask_options o;
	bool online; /* there is a session */
	struct session session;
	struct str server; /* the session's base address */
	struct params params;
	struct market market;
	struct buf prices; /* the text of --prices */
	struct askcache cache;
	struct tape tape;
	struct throttle throttle;
	struct arena arena; /* names of models, and what they make us change */
	struct asked_model *models;
	int64_t max_cost, price_in, price_out; /* or NO_FIGURE */
	int64_t reserved;
	uint64_t answered; /* requests with success */
	struct ask_totals totals;

	/* Of the run that is on. */
	const struct ask_run *run;
	struct asking *first, **last;
	size_t count;
	struct asking *spare; /* to be used again */
	bool broke;	      /* --max-cost is reached */
	bool failed;	      /* `fault` says why; nothing more is sent */
	struct fault fault;
};

/* The model of that name, with what is remembered of it. */
struct asked_model *asked_model(struct ask *a, struct str name);
void asked_models_free(struct ask *a);

/* What the server refused is left out from now on, or has another name; told
 * and remembered.  False where that is nothing new and nothing of ours. */
bool asked_model_adapt(struct ask *a, struct asking *q, struct adaptation one);

/* The model has answered: it takes what it was sent. */
void asked_model_answered(struct ask *a, struct asked_model *m);

/* Our count of what is asked, in tokens; images as 1,500 each. */
uint64_t asking_tokens(struct asking *q);

/* Sets money aside for a question that is to be sent; false where there is not
 * enough. */
bool asking_reserve(struct asking *q) MUSTCHECK;
void asking_release(struct asking *q);

/* Counts an answer's tokens and money. */
void asking_bill(struct asking *q, bool paid);

/* Tokens that a server may hold against its limit, about. */
uint64_t asking_weight(const struct asking *q);

/* Sends it. */
void asking_send(struct asking *q);

/* An answer of http has come. */
void asking_settle(struct asking *q, const struct http_answer *http);

/* Reads a completion that is kept, or was just received; false where it is
 * none. */
bool asking_take(struct asking *q, const struct askcache_answer *kept,
    bool from_cache, struct fault *f) MUSTCHECK;

/* It ends without an answer. */
void asking_fail(struct asking *q, enum answer_end end, const struct fault *f);

/* Gives back what is left of the runs. */
void askings_free(struct ask *a);

/* Nothing more is to be asked. */
void ask_stop(struct ask *a, const struct fault *f);

static inline int64_t
ask_now(const struct ask *a)
{
	const struct world *w = a->session.api.world;

	return w->now(w->ctx);
}

#endif
