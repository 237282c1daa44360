/* SPDX-License-Identifier: MIT */
/* ft-cost: what training would cost, before anything is submitted. */
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/base/opt.h"
#include "common/io/in.h"
#include "common/market/bill.h"
#include "tools/cost/cost.h"

enum { TABLE_MAX = 4 << 20 };

static struct cost cost = {
    .method_name = "supervised",
    .epochs_text = "auto",
    .price = NO_FIGURE,
    .max_cost = NO_FIGURE,
};

static const struct opt opts[] = {
    {'m', "model", OPT_LIST, "NAME", &cost.model_names,
	"price this model (gpt-4o-mini-2024-07-18); repeatable"},
    {0, "all-models", OPT_FLAG, NULL, &cost.all_models,
	"price every model that takes the method"},
    {0, "method", OPT_CHOICE, "supervised|preference|reinforcement",
	&cost.method_name, "how it is trained (supervised)"},
    {'e', "epochs", OPT_TEXT, "N|auto", &cost.epochs_text,
	"rounds over the examples (auto)"},
    {0, "validation", OPT_TEXT, "FILE", &cost.validation,
	"count these examples too; they are not billed"},
    {0, "tokens", OPT_TEXT, "N", &cost.tokens_text,
	"tokens of one epoch, in place of files"},
    {0, "examples", OPT_TEXT, "N", &cost.examples_text,
	"with --tokens: how many examples, for auto epochs"},
    {0, "price", OPT_TEXT, "USD", &cost.price_text,
	"price for a million training tokens"},
    {0, "prices", OPT_TEXT, "FILE", &cost.prices,
	"a table of models and prices of your own"},
    {0, "max-cost", OPT_TEXT, "USD", &cost.max_cost_text,
	"status 1 when a model costs more"},
    {0, "today", OPT_TEXT, "DATE", &cost.today_text,
	"the day to hold shutdown dates against (today)"},
    {0, "list-models", OPT_FLAG, NULL, &cost.list_models,
	"print the table with date and source of each figure"},
    {0, "json", OPT_FLAG, NULL, &cost.json, "print one JSON object"},
};

static const struct cmd cmd = {
    .name = "ft-cost",
    .operands = "[FILE...]",
    .summary = "Say what training on some examples would cost.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

static int64_t
read_money(const char *option, const char *text)
{
	int64_t nano;

	if (text == NULL)
		return NO_FIGURE;
	if (!money_read(str_c(text), &nano))
		opt_wrong(&cmd, "%s wants dollars such as 2.40, not '%s'",
		    option, text);
	return nano;
}

static bool
read_whole(const char *option, const char *text, uint64_t *n)
{
	if (text == NULL)
		return false;
	if (!num_u64(str_c(text), n))
		opt_wrong(
		    &cmd, "%s wants a whole number, not '%s'", option, text);
	return true;
}

static void
read_options(struct cost *c)
{
	c->method = market_method(str_c(c->method_name));
	c->by_number = read_whole("--tokens", c->tokens_text, &c->tokens);
	c->has_examples =
	    read_whole("--examples", c->examples_text, &c->training.examples);
	c->price = read_money("--price", c->price_text);
	c->max_cost = read_money("--max-cost", c->max_cost_text);
	if (strcmp(c->epochs_text, "auto") != 0 &&
	    (!num_u64(str_c(c->epochs_text), &c->epochs) || c->epochs == 0))
		opt_wrong(&cmd,
		    "--epochs wants a whole number above 0 or auto, not '%s'",
		    c->epochs_text);
	c->today = date_today();
	if (c->today_text != NULL &&
	    (!date_read(str_c(c->today_text), &c->today) ||
		!date_is_day(c->today)))
		opt_wrong(&cmd,
		    "--today wants a date such as 2026-10-23, "
		    "not '%s'",
		    c->today_text);
}

static bool
is_stdin(const char *name)
{
	return name != NULL && strcmp(name, "-") == 0;
}

/* How many of the inputs are standard input. */
static unsigned
count_stdin(const struct cost *c, char **files)
{
	bool examples = files[0] == NULL && !c->by_number;

	for (; *files != NULL; files++)
		examples = examples || is_stdin(*files);
	return examples + is_stdin(c->prices) + is_stdin(c->validation);
}

static void
check_options(const struct cost *c, char **files)
{
	if (c->by_number && files[0] != NULL)
		opt_wrong(&cmd, "--tokens stands in place of files");
	if (c->has_examples && !c->by_number)
		opt_wrong(&cmd, "--examples wants --tokens");
	if (count_stdin(c, files) > 1 && !c->list_models)
		opt_wrong(&cmd, "standard input can be read only once");
}

/* Our table, and the user's over it. */
static void
load_market(struct cost *c)
{
	struct place at = {.file = c->prices, .column = 1};
	struct fault f;

	market_init(&c->market);
	buf_init(&c->table, TABLE_MAX);
	if (c->prices == NULL)
		return;
	if (!in_whole(c->prices, &c->table))
		diag_exit(diag_status());
	if (!market_add(&c->market, buf_str(&c->table), str_c(c->prices),
		&at.line, &f)) {
		diag_fault(at, &f);
		diag_exit(diag_status());
	}
}

/* --tokens and --examples: as if files had been counted. */
static void
take_numbers(struct cost *c)
{
	for (size_t i = 0; i < c->nbids; i++) {
		c->bids[i].tokens = c->tokens;
		c->bids[i].billed = c->tokens;
	}
	if (!c->has_examples && c->epochs == 0) {
		c->epochs = BILL_USUAL_EPOCHS;
		diag(LEVEL_INFO,
		    "%d epochs, as for most numbers of examples; "
		    "--examples or --epochs says better",
		    BILL_USUAL_EPOCHS);
	}
}

static void
count(struct cost *c, char **files)
{
	if (!c->by_number && c->nencodings == 0)
		opt_wrong(&cmd,
		    "no encoding is known to count in; "
		    "--tokens gives a sum");
	if (c->by_number)
		take_numbers(c);
	else
		count_files(c, files);
	if (c->validation != NULL && c->nencodings > 0)
		count_validation(c);
	for (size_t i = 0; i < c->nbids; i++) {
		size_t slot = c->bids[i].slot;

		c->bids[i].counted = c->by_number ||
		    (slot != NO_SLOT && !c->training.lost[slot]);
	}
}

/* --max-cost: is every model that has a price below it? */
static void
hold_to_budget(const struct cost *c)
{
	bool priced = false;
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	for (size_t i = 0; i < c->nbids; i++) {
		const struct bid *bid = &c->bids[i];

		priced = priced || bid->cost != NO_FIGURE;
		if (bid->cost == NO_FIGURE || bid->cost <= c->max_cost)
			continue;
		buf_clear(&text);
		bill_write_cost(&text, bid->cost);
		diag(LEVEL_ERROR, "%.*s: %s is above --max-cost %s",
		    STR_ARGS(bid->name), buf_cstr(&text), c->max_cost_text);
		diag_raise(STATUS_NO);
	}
	if (!priced) {
		diag(LEVEL_ERROR, "no price known to hold to --max-cost");
		diag_raise(STATUS_NO);
	}
	buf_free(&text);
}

static void
answer(struct cost *c, char **files)
{
	static const char *usual[] = {"gpt-4o-mini-2024-07-18"};

	if (c->model_names.n == 0 && !c->all_models)
		c->model_names = (struct opt_list){usual, LENGTH(usual)};
	choose_models(c, &cmd);
	warn_of_models(c);
	count(c, files);
	warn_of_examples(c);
	price_bids(c);
	if (c->json)
		report_json(c);
	else
		report_text(c);
	if (c->max_cost != NO_FIGURE)
		hold_to_budget(c);
}

int
main(int argc, char **argv)
{
	struct out out;
	char **files;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	read_options(&cost);
	check_options(&cost, files);
	load_market(&cost);
	out_open(&out, opt_shared.output);
	cost.out = &out;
	if (cost.list_models && cost.json)
		list_models_json(&cost);
	else if (cost.list_models)
		list_models(&cost);
	else
		answer(&cost, files);
	out_close(&out);
	market_free(&cost.market);
	buf_free(&cost.table);
	return diag_status();
}
