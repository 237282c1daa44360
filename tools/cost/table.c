/* SPDX-License-Identifier: MIT */
/* The answer as a table for people. */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/market/bill.h"
#include "common/text/grid.h"
#include "tools/cost/cost.h"

static void
write_price(struct buf *to, const struct bid *bid)
{
	int64_t hour = price_of_hour(bid);

	if (bid->price != NO_FIGURE) {
		bill_write_price(to, bid->price);
	} else if (hour != NO_FIGURE) {
		bill_write_price(to, hour);
		buf_adds(to, "/h");
	} else {
		buf_addc(to, '-');
	}
}

static void
write_cost(struct buf *to, const struct bid *bid)
{
	if (bid->cost != NO_FIGURE)
		bill_write_cost(to, bid->cost);
	else if (price_of_hour(bid) != NO_FIGURE)
		buf_adds(to, "by the hour");
	else if (bid->price == NO_FIGURE)
		buf_adds(to, "no price known");
	else
		buf_adds(to, "not counted");
}

static void
write_end(struct buf *to, const struct cost *c, const struct bid *bid)
{
	if (bid->model == NULL || bid->model->shutdown == NO_DATE)
		return;
	buf_adds(
	    to, bid->model->shutdown <= c->today ? "shut down on " : "until ");
	date_write(to, bid->model->shutdown);
}

/* Moves what was written into the next cell. */
static void
cell(struct grid *g, struct buf *text)
{
	grid_cell(g, buf_str(text));
	buf_clear(text);
}

static void
cell_number(struct grid *g, struct buf *text, bool known, uint64_t n)
{
	if (known)
		num_write_grouped(text, n);
	else
		buf_addc(text, '-');
	cell(g, text);
}

static void
add_row(struct grid *g, struct buf *text, const struct cost *c,
    const struct bid *bid)
{
	uint64_t epochs = epochs_of(c);
	bool fits = bid->counted && bid->billed <= UINT64_MAX / epochs;

	grid_cell(g, bid->name);
	grid_cell(g, bid->model == NULL ? STR("-") : bid->model->provider);
	cell_number(g, text, bid->counted, bid->billed);
	cell_number(g, text, true, epochs);
	cell_number(g, text, fits, fits ? bid->billed * epochs : 0);
	write_price(text, bid);
	cell(g, text);
	write_cost(text, bid);
	cell(g, text);
	date_write(text, price_date(c, bid));
	cell(g, text);
	write_end(text, c, bid);
	cell(g, text);
}

/* "Training: 103 examples, 48,661 tokens in cl100k_base" */
static void
write_side(struct buf *to, const struct cost *c, const char *title,
    const struct side_count *side)
{
	buf_printf(to, "%s: ", title);
	num_write_grouped(to, side->examples);
	buf_adds(to, side->examples == 1 ? " example" : " examples");
	for (size_t i = 0; i < c->nencodings; i++) {
		if (side->lost[i])
			continue;
		buf_adds(to, ", ");
		num_write_grouped(to, side->tokens[i]);
		buf_printf(
		    to, " tokens in %.*s", STR_ARGS(c->encoding_names[i]));
	}
	if (side->images > 0) {
		buf_adds(to, ", ");
		num_write_grouped(to, side->images);
		buf_adds(to, side->images == 1 ? " image" : " images");
	}
}

static void
print_sides(const struct cost *c)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	if (!c->by_number) {
		write_side(&text, c, "Training", &c->training);
		buf_adds(&text, "\n");
	}
	if (c->validation != NULL) {
		write_side(&text, c, "Validation", &c->held_out);
		buf_adds(&text, ", not billed\n");
	}
	if (text.n > 0)
		buf_addc(&text, '\n');
	out_str(c->out, buf_str(&text));
	buf_free(&text);
}

void
report_text(const struct cost *c)
{
	static const char *const heads[] = {"model", "provider", "per epoch",
	    "epochs", "tokens", "per 1M", "cost", "priced", ""};
	struct buf text;
	struct grid g;

	print_sides(c);
	buf_init(&text, BUF_NO_MAX);
	grid_init(&g, "llrrrrrll");
	for (size_t i = 0; i < LENGTH(heads); i++)
		grid_cell(&g, str_c(heads[i]));
	for (size_t i = 0; i < c->nbids; i++)
		add_row(&g, &text, c, &c->bids[i]);
	grid_write(&g, &text);
	out_str(c->out, buf_str(&text));
	grid_free(&g);
	buf_free(&text);
}
