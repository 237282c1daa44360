/* SPDX-License-Identifier: MIT */
#include "common/market/bill.h"

#include "common/base/num.h"

enum {
	MIN_SEEN = 100, /* examples, all epochs together */
	MAX_SEEN = 25000,
	MAX_EPOCHS = 25,
};

unsigned
bill_auto_epochs(uint64_t examples)
{
	if (examples <= MIN_SEEN / MAX_EPOCHS)
		return MAX_EPOCHS;
	if (examples < (MIN_SEEN + BILL_USUAL_EPOCHS - 1) / BILL_USUAL_EPOCHS)
		return (unsigned)(MIN_SEEN / examples);
	if (examples <= MAX_SEEN / BILL_USUAL_EPOCHS)
		return BILL_USUAL_EPOCHS;
	return examples < MAX_SEEN ? (unsigned)(MAX_SEEN / examples) : 1;
}

bool
bill_cost(
    int64_t nano_per_million, uint64_t tokens, uint64_t epochs, int64_t *nano)
{
	if (epochs != 0 && tokens > UINT64_MAX / epochs)
		return false;
	return money_cost(nano_per_million, tokens * epochs, nano);
}
