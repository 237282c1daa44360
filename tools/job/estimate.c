/* SPDX-License-Identifier: MIT */
#include "tools/job/estimate.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/example/tally.h"
#include "common/market/bill.h"
#include "common/text/grid.h"

void
estimate_init(struct estimate *e, const struct job_tool *t, struct str model)
{
	*e = (struct estimate){.model = model,
	    .row = job_row(t, model),
	    .auto_epochs = t->session.api.kind->auto_epochs,
	    .cost = NO_FIGURE};
	e->encoding_name = e->row != NULL && e->row->encoding.n > 0
	    ? e->row->encoding
	    : market_encoding(&t->market, model);
	e->visual = market_visual(&t->market, model);
	if (e->encoding_name.n > 0)
		e->encoding = encoding_find(e->encoding_name);
}

static void
add_example(void *user, const struct tallied *example)
{
	struct estimate *e = user;
	uint64_t tokens = tallied_tokens(example, 0, 0);
	uint64_t billed =
	    bill_tokens(tokens, e->row == NULL ? 0 : e->row->example_limit);

	e->examples++;
	e->images += example->counts[0].images;
	e->unsized += example->unsized;
	e->tokens += tokens;
	e->billed += billed;
	e->cut += billed < tokens;
}

static void
refuse(void *user, struct place at, const struct fault *f, size_t more)
{
	struct estimate *e = user;

	(void)at, (void)f;
	e->refused += more == 0 ? 1 : more;
}

/* Told of a file that could be opened. */
static void
end(void *user, const char *file)
{
	struct estimate *e = user;

	(void)file;
	e->counted = true;
}

void
estimate_count(struct estimate *e, const char *path)
{
	char *files[] = {(char *)path, NULL};
	struct tally tally = {.encodings = &e->encoding,
	    .nencodings = 1,
	    .visuals = &e->visual,
	    .nvisuals = e->visual != NULL,
	    .as = COUNT_TRAINING,
	    .user = e,
	    .example = add_example,
	    .file_end = end,
	    .fault = refuse};
	int before = diag_status();

	if (e->encoding == NULL)
		return;
	tally_run(&tally, files, &opt_shared);
	e->counted = e->counted && diag_status() == before;
}

bool
estimate_price(struct estimate *e, uint64_t epochs, struct fault *f)
{
	e->chosen = epochs == 0;
	if (epochs == 0)
		epochs = e->auto_epochs;
	if (epochs == 0)
		epochs = bill_auto_epochs(e->examples);
	e->epochs = epochs;
	if (!e->counted)
		return true;
	if (e->billed > UINT64_MAX / epochs)
		return fault_set(
		    f, STATUS_INPUT, 0, "more tokens than can be counted");
	e->trained = e->billed * epochs;
	if (e->row == NULL || e->row->train == NO_FIGURE)
		return true;
	return bill_cost(e->row->train, e->billed, epochs, &e->cost) ||
	    fault_set(f, STATUS_INPUT, 0, "costs more than can be counted");
}

static void
say_doubts(const struct estimate *e, const char *name)
{
	struct place at = {.file = name};

	if (e->cut > 0)
		diag_at(at, LEVEL_WARNING,
		    "%" PRIu64 " %s above the limit of %" PRIu64
		    " tokens and cut off",
		    e->cut, e->cut == 1 ? "example is" : "examples are",
		    e->row->example_limit);
	tally_warn_of_images(at, e->visual != NULL, e->images, e->unsized);
	if (e->refused > 0)
		diag_at(at, LEVEL_WARNING,
		    "%" PRIu64 " %s no example and not in the price",
		    e->refused, e->refused == 1 ? "record is" : "records are");
}

static void
write_table(const struct estimate *e, struct buf *to)
{
	static const char *const heads[] = {"model", "per epoch", "epochs",
	    "tokens", "per 1M", "cost", "priced"};
	bool priced = e->cost != NO_FIGURE;
	struct grid g;
	struct buf cell;

	grid_init(&g, "lrrrrrl");
	for (size_t i = 0; i < LENGTH(heads); i++)
		grid_cell(&g, str_c(heads[i]));
	grid_cell(&g, e->row != NULL ? e->row->name : e->model);
	grid_number(&g, (int64_t)e->billed);
	buf_init(&cell, BUF_NO_MAX);
	buf_printf(&cell, "%s%" PRIu64, e->chosen ? "auto: " : "", e->epochs);
	grid_cell(&g, buf_str(&cell));
	grid_number(&g, (int64_t)e->trained);
	buf_clear(&cell);
	if (priced)
		bill_write_price(&cell, e->row->train);
	grid_text(&g, buf_str(&cell));
	buf_clear(&cell);
	if (priced)
		bill_write_cost(&cell, e->cost);
	grid_cell(&g, priced ? buf_str(&cell) : STR("no price known"));
	buf_clear(&cell);
	if (priced)
		date_write(&cell, e->row->price_date);
	grid_cell(&g, buf_str(&cell));
	grid_write(&g, to);
	grid_free(&g);
	buf_free(&cell);
}

void
estimate_say(const struct estimate *e, const char *name)
{
	struct buf text;

	if (e->encoding == NULL)
		diag_at((struct place){.file = name}, LEVEL_WARNING,
		    "its tokens cannot be counted: the encoding of %.*s is "
		    "not known",
		    STR_ARGS(e->model));
	if (!e->counted || diag_is_quiet())
		return;
	say_doubts(e, name);
	buf_init(&text, BUF_NO_MAX);
	diag_mask(&text, str_c(name));
	buf_adds(&text, ": ");
	num_write_grouped(&text, e->examples);
	buf_adds(&text, e->examples == 1 ? " example, " : " examples, ");
	num_write_grouped(&text, e->tokens);
	buf_printf(&text, " tokens in %.*s\n", STR_ARGS(e->encoding_name));
	write_table(e, &text);
	fputs(buf_cstr(&text), stderr);
	buf_free(&text);
}
