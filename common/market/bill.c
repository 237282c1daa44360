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

void
bill_write_price(struct buf *to, int64_t nano)
{
	buf_addc(to, '$');
	if (nano % (NANO / 100) == 0)
		money_write(to, nano, 2);
	else
		money_write_exact(to, nano);
}

void
bill_write_cost(struct buf *to, int64_t nano)
{
	buf_addc(to, '$');
	if (nano > 0 && nano < NANO / 100)
		money_write_exact(to, nano);
	else
		money_write(to, nano, 2);
}
