/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/market/bill.h"
#include "tools/cost/cost.h"

uint64_t
epochs_of(const struct cost *c)
{
	if (c->epochs > 0)
		return c->epochs;
	return bill_auto_epochs(c->training.examples);
}

void
price_bids(struct cost *c)
{
	for (size_t i = 0; i < c->nbids; i++) {
		struct bid *bid = &c->bids[i];

		if (!bid->counted || bid->price == NO_FIGURE)
			continue;
		if (!bill_cost(
			bid->price, bid->billed, epochs_of(c), &bid->cost)) {
			diag(LEVEL_ERROR,
			    "%.*s: costs more than can be counted",
			    STR_ARGS(bid->name));
			diag_raise(c->by_number ? STATUS_USAGE : STATUS_INPUT);
		}
	}
}

int64_t
price_of_hour(const struct bid *bid)
{
	if (bid->price != NO_FIGURE || bid->model == NULL)
		return NO_FIGURE;
	return bid->model->train_hour;
}

uint32_t
price_date(const struct cost *c, const struct bid *bid)
{
	return c->price != NO_FIGURE || bid->model == NULL
	    ? NO_DATE
	    : bid->model->price_date;
}

struct str
price_source(const struct cost *c, const struct bid *bid)
{
	if (c->price != NO_FIGURE)
		return STR("--price");
	return bid->model == NULL ? STR("") : bid->model->price_source;
}
