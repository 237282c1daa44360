/* SPDX-License-Identifier: MIT */
/*
 * Whether, and when, a request is made once more.  Arithmetic alone: nothing
 * here waits or sends.
 *
 * What was refused is never tried again.  A server that says when to come back
 * is believed, up to a limit; without a word from it the wait doubles from half
 * a second to eight, less up to a quarter by chance, so that many clients do
 * not come back at once.
 */
#ifndef FT_NET_RETRY_H
#define FT_NET_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct retry_rules {
	unsigned most;	 /* tries after the first */
	int64_t first;	 /* milliseconds, here and below */
	int64_t longest; /* of waits that are our own idea */
	int64_t told;	 /* the longest that a server may make us wait */
};

/* 5 more tries, 0.5 s, 8 s, and 120 s. */
extern const struct retry_rules retry_usual;

/* The wait before another try when `done` were made beside the first. */
int64_t retry_wait(const struct retry_rules *r, unsigned done, uint64_t random);

/* Never: what retry_told() says of a wait longer than an int64_t can say. */
#define RETRY_NEVER INT64_MAX

/*
 * What the server says in retry-after-ms or, failing that, in Retry-After (a
 * number of seconds, also with a fraction, or a date), as milliseconds from
 * `date` on, 0 for what is past.  False when both say nothing that can be
 * understood.
 */
bool retry_told(
    struct str after_ms, struct str after, int64_t date, int64_t *ms) MUSTCHECK;

/* What an answer that is no success means for the request. */
enum retry_verdict {
	RETRY_REFUSED, /* the same again would be refused again */
	RETRY_UNDONE,  /* nothing was done: it may be sent again */
	RETRY_UNSURE,  /* it may have been done all the same */
};

/*
 * Judges a status that is not 2xx or 3xx.  should is the header
 * x-should-retry; code and type are the error object's.
 */
enum retry_verdict retry_judge(
    long status, struct str should, struct str code, struct str type);

#endif
