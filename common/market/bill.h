/* SPDX-License-Identifier: MIT */
/*
 * What training costs, before it is done.
 *
 * A provider bills, for each epoch, the tokens of every example up to the
 * model's limit for one example (the rest is cut off before training).
 */
#ifndef FT_MARKET_BILL_H
#define FT_MARKET_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"

/* Unless there are few or many examples. */
enum { BILL_USUAL_EPOCHS = 3 };

/*
 * The epochs that the provider chooses when told "auto": 3, but more for few
 * examples, so that at least 100 are seen (and at most 25 epochs), and fewer
 * for many, so that at most 25,000 are seen (and at least 1 epoch).
 */
unsigned bill_auto_epochs(uint64_t examples);

/* The tokens of one example that are billed; limit 0 is no limit. */
static inline uint64_t
bill_tokens(uint64_t tokens, uint64_t limit)
{
	return limit > 0 && tokens > limit ? limit : tokens;
}

/*
 * Nano-dollars for `epochs` rounds over `tokens` billed tokens, at a price for
 * a million.  False when it passes what an int64_t holds.
 */
bool bill_cost(int64_t nano_per_million, uint64_t tokens, uint64_t epochs,
    int64_t *nano) MUSTCHECK;

/* Appends "$3.00", "$1.875": as exact as it is. */
void bill_write_price(struct buf *to, int64_t nano);

/*
 * Appends "$2.40": rounded to cents, but exact below one, which would otherwise
 * look like nothing.
 */
void bill_write_cost(struct buf *to, int64_t nano);

#endif
