/* SPDX-License-Identifier: MIT */
/*
 * How many requests may be under way, as a server's answers show: arithmetic
 * alone, nothing here waits.
 *
 * All that were asked for may be at first.  A refusal for having sent too many
 * halves the number, once for all requests that were under way then, and lets
 * nothing begin until the time that the server tells; each answer brings a part
 * back, one request for each round of them.  Where the headers tell what is
 * left of an allowance of requests or of tokens, nothing begins that would pass
 * it: it is taken to fill at an even rate, from what is left now to its limit
 * at the time of its reset.
 *
 *	ms = throttle_wait(&t, now, tokens);
 *	if (ms == 0)
 *		throttle_begin(&t, now, tokens);
 *	...
 *	throttle_end(&t, now, &end);
 */
#ifndef FT_ASK_THROTTLE_H
#define FT_ASK_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* An allowance; times are milliseconds. */
struct allowance {
	bool known;
	double left;  /* at the time `at` */
	double limit; /* it never holds more */
	double rate;  /* what comes back in a millisecond */
	int64_t at;
};

struct throttle {
	unsigned most, running;
	double window;
	int64_t longest; /* waits for an allowance beyond that are not made */
	int64_t hold;	 /* nothing begins before */
	int64_t cut;	 /* when the window was made smaller last */
	struct allowance requests, tokens;
};

/* Of throttle_wait(): when one that is under way has ended. */
#define THROTTLE_FULL INT64_MAX

void throttle_init(struct throttle *t, unsigned most, int64_t longest);

/* Milliseconds until a request of so many tokens may begin; 0: now. */
int64_t throttle_wait(
    const struct throttle *t, int64_t now, uint64_t tokens) MUSTCHECK;
void throttle_begin(struct throttle *t, int64_t now, uint64_t tokens);

/* What the headers of an answer say; empty where they do not. */
struct throttle_told {
	struct str left, limit, reset;
};

struct throttle_end {
	int64_t began;
	bool answered; /* with success */
	bool too_many; /* refused for that */
	int64_t hold;  /* milliseconds, of too_many */
	struct throttle_told requests, tokens;
};

/* True when this made the window smaller. */
bool throttle_end(
    struct throttle *t, int64_t now, const struct throttle_end *end);

/* "1s", "6m0s", "60ms", "1h2m3.5s", or a number of seconds, in milliseconds. */
bool throttle_duration(struct str s, int64_t *ms) MUSTCHECK;

#endif
