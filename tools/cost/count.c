/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/market/bill.h"
#include "tools/cost/cost.h"

uint64_t
limit_of(const struct bid *bid)
{
	return bid->model == NULL ? 0 : bid->model->example_limit;
}

static void
add_example(void *user, const struct tallied *e)
{
	struct cost *c = user;

	c->training.examples++;
	c->training.images += e->counts[0].images;
	c->training.unsized += e->unsized;
	for (size_t i = 0; i < c->nencodings; i++)
		c->training.tokens[i] += e->counts[i].tokens;
	for (size_t i = 0; i < c->nbids; i++) {
		struct bid *bid = &c->bids[i];
		uint64_t tokens, billed;

		if (bid->slot == NO_SLOT)
			continue;
		tokens = bid->visual == NO_SLOT
		    ? e->counts[bid->slot].tokens
		    : tallied_tokens(e, bid->slot, bid->visual);
		billed = bill_tokens(tokens, limit_of(bid));
		bid->tokens += tokens;
		bid->billed += billed;
		bid->cut += billed < tokens;
	}
}

static void
add_held_out(void *user, const struct tallied *e)
{
	struct cost *c = user;

	c->held_out.examples++;
	c->held_out.images += e->counts[0].images;
	for (size_t i = 0; i < c->nencodings; i++)
		c->held_out.tokens[i] += e->counts[i].tokens;
}

static void
refuse(void *user, struct place at, const struct fault *f, size_t more)
{
	struct cost *c = user;

	c->refused += more == 0 ? 1 : more;
	tally_report(NULL, at, f, more);
}

static bool
take_other(void *user, struct place at, struct str text)
{
	return take_summary(user, at, text);
}

static struct tally
tally_of(struct cost *c)
{
	return (struct tally){
	    .encodings = c->encodings,
	    .nencodings = c->nencodings,
	    .visuals = c->visuals,
	    .nvisuals = c->nvisuals,
	    .as = COUNT_TRAINING,
	    .user = c,
	    .fault = refuse,
	};
}

static void
say_cut(const struct bid *bid)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	num_write_grouped(&text, bid->cut);
	buf_adds(&text, bid->cut == 1 ? " example is" : " examples are");
	buf_adds(&text, " above the limit of ");
	num_write_grouped(&text, limit_of(bid));
	buf_adds(&text, " tokens; ");
	num_write_grouped(&text, bid->tokens - bid->billed);
	buf_adds(&text, " tokens are cut off and not billed");
	diag(LEVEL_WARNING, "%.*s: %s", STR_ARGS(bid->name), buf_cstr(&text));
	buf_free(&text);
}

static void
warn_of_images(const struct cost *c)
{
	for (size_t i = 0; i < c->nbids; i++)
		if (c->bids[i].visual == NO_SLOT && c->bids[i].named)
			diag(LEVEL_WARNING,
			    "%.*s: the tokens of %" PRIu64
			    " image%s are not counted",
			    STR_ARGS(c->bids[i].name), c->training.images,
			    c->training.images == 1 ? "" : "s");
	tally_warn_of_images(
	    (struct place){0}, true, c->training.images, c->training.unsized);
}

void
count_files(struct cost *c, char **files)
{
	struct tally tally = tally_of(c);

	tally.example = add_example;
	tally.other = take_other;
	tally_run(&tally, files, &opt_shared);
	for (size_t i = 0; i < c->nbids; i++)
		if (c->bids[i].named && c->bids[i].cut > 0)
			say_cut(&c->bids[i]);
	if (c->training.images > 0)
		warn_of_images(c);
	if (c->refused > 0)
		diag(LEVEL_WARNING,
		    "%" PRIu64 " %s no example and not in the price",
		    c->refused, c->refused == 1 ? "record is" : "records are");
}

void
count_validation(struct cost *c)
{
	char *files[] = {(char *)c->validation, NULL};
	struct tally tally = tally_of(c);

	tally.example = add_held_out;
	tally_run(&tally, files, &opt_shared);
}
