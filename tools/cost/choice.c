/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/token/token.h"
#include "tools/cost/cost.h"

enum {
	SOON = 90, /* days in which an end is worth a warning */
};

/* The place of the encoding in the list of those to count in. */
static size_t
slot_of(struct cost *c, struct str name)
{
	const struct encoding *e = encoding_find(name);

	if (name.n == 0 || e == NULL)
		return NO_SLOT;
	for (size_t i = 0; i < c->nencodings; i++)
		if (c->encodings[i] == e)
			return i;
	if (c->nencodings == TALLY_ENCODINGS)
		return NO_SLOT;
	c->encodings[c->nencodings] = e;
	c->encoding_names[c->nencodings] = name;
	return c->nencodings++;
}

/* The place of the model's figures for images among those to count by. */
static size_t
visual_of(struct cost *c, struct str name)
{
	const struct visual *v = market_visual(&c->market, name);

	if (v == NULL)
		return NO_SLOT;
	for (size_t i = 0; i < c->nvisuals; i++)
		if (c->visuals[i] == v)
			return i;
	if (c->nvisuals == COST_VISUALS)
		return NO_SLOT;
	c->visuals[c->nvisuals] = v;
	return c->nvisuals++;
}

static bool
is_chosen(const struct cost *c, const struct model *model, struct str name)
{
	for (size_t i = 0; i < c->nbids; i++)
		if (c->bids[i].model == model && str_eq(c->bids[i].name, name))
			return true;
	return false;
}

static void
add_bid(struct cost *c, const struct model *model, struct str name, bool named)
{
	struct str encoding = market_encoding(&c->market, name);
	struct bid *bid;

	if (model != NULL) {
		name = model->name;
		if (model->encoding.n > 0)
			encoding = model->encoding;
	}
	if (is_chosen(c, model, name))
		return;
	c->bids = mem_resize(c->bids, c->nbids + 1, sizeof(*c->bids));
	bid = &c->bids[c->nbids++];
	*bid = (struct bid){.model = model,
	    .name = name,
	    .named = named,
	    .encoding = encoding,
	    .slot = slot_of(c, encoding),
	    .visual = visual_of(c, name),
	    .price = c->price,
	    .cost = NO_FIGURE};
	if (bid->price == NO_FIGURE && model != NULL)
		bid->price = model->train;
}

static void
refuse_name(const struct cost *c, const struct cmd *cmd, const char *name)
{
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	market_write_hint(&hint, &c->market, str_c(name));
	opt_wrong(cmd, "unknown model '%s'; %s", name, buf_cstr(&hint));
}

static void
choose_all(struct cost *c)
{
	for (size_t i = 0; i < c->market.nmodels; i++) {
		const struct model *m = &c->market.models[i];

		if (m->methods == 0 || (m->methods & c->method) != 0)
			add_bid(c, m, m->name, false);
	}
}

void
choose_models(struct cost *c, const struct cmd *cmd)
{
	for (size_t i = 0; i < c->model_names.n; i++) {
		struct str name = str_c(c->model_names.v[i]);
		const struct model *model = market_find(&c->market, name);

		if (model == NULL && market_encoding(&c->market, name).n == 0)
			refuse_name(c, cmd, c->model_names.v[i]);
		add_bid(c, model, name, true);
	}
	if (c->all_models)
		choose_all(c);
}

/* Says when something ends, if that is past or soon. */
static void
warn_of_end(const struct cost *c, uint32_t end, const char *what, struct str of)
{
	int64_t days = date_days(c->today, end);
	struct buf date;

	if (!date_is_day(end) || days > SOON)
		return;
	buf_init(&date, BUF_NO_MAX);
	date_write(&date, end);
	if (days > 0)
		buf_printf(&date, ", in %lld days", (long long)days);
	diag(LEVEL_WARNING, "%.*s: %s on %s", STR_ARGS(of), what,
	    buf_cstr(&date));
	buf_free(&date);
}

/* A name that only has the form of a model's: perhaps mistyped. */
static void
warn_of_stranger(const struct cost *c, struct str name)
{
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	market_write_hint(&hint, &c->market, name);
	diag(LEVEL_WARNING, "%.*s: not in the table of models; %s",
	    STR_ARGS(name), buf_cstr(&hint));
	buf_free(&hint);
}

static void
warn_of_model(const struct cost *c, const struct bid *bid)
{
	const struct model *m = bid->model;

	if (bid->slot == NO_SLOT && !c->by_number)
		diag(LEVEL_WARNING,
		    "%.*s: the tokens cannot be counted, the encoding is not "
		    "known",
		    STR_ARGS(bid->name));
	if (m == NULL) {
		warn_of_stranger(c, bid->name);
		return;
	}
	warn_of_end(c, m->shutdown,
	    m->shutdown <= c->today ? "shut down" : "will be shut down",
	    m->name);
	if (m->methods != 0 && (m->methods & c->method) == 0)
		diag(LEVEL_WARNING, "%.*s: not known to be trained by %s",
		    STR_ARGS(m->name), c->method_name);
}

static bool
sells_any(const struct cost *c, struct str provider)
{
	for (size_t i = 0; i < c->nbids; i++)
		if (c->bids[i].named && c->bids[i].model != NULL &&
		    str_eq(c->bids[i].model->provider, provider))
			return true;
	return false;
}

void
warn_of_models(const struct cost *c)
{
	for (size_t i = 0; i < c->nbids; i++)
		if (c->bids[i].named)
			warn_of_model(c, &c->bids[i]);
	for (size_t i = 0; i < c->market.nproviders; i++) {
		const struct provider *p = &c->market.providers[i];

		if (p->jobs_until != NO_DATE && sells_any(c, p->name))
			warn_of_end(c, p->jobs_until,
			    p->jobs_until < c->today
				? "took its last training job"
				: "will take its last training job",
			    p->title);
	}
}

void
warn_of_examples(const struct cost *c)
{
	uint64_t n = c->training.examples;

	if (c->by_number && !c->has_examples)
		return;
	for (size_t i = 0; i < c->market.nproviders; i++) {
		const struct provider *p = &c->market.providers[i];

		if (n < p->min_examples && sells_any(c, p->name))
			diag(LEVEL_WARNING,
			    "%.*s wants at least %llu examples, not %llu",
			    STR_ARGS(p->title),
			    (unsigned long long)p->min_examples,
			    (unsigned long long)n);
	}
}
