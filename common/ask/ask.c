/* SPDX-License-Identifier: MIT */
#include "common/ask/ask.h"

#include <stdlib.h>

#include "common/ask/work.h"
#include "common/base/num.h"
#include "common/io/in.h"

enum { JOBS = 8, JOBS_MAX = 512, TABLE_MAX_BYTES = 16 * 1024 * 1024 };

static bool
read_money(const char *name, const char *text, int64_t *nano, struct fault *f)
{
	*nano = NO_FIGURE;
	if (text == NULL || money_read(str_c(text), nano))
		return true;
	return fault_set(f, STATUS_USAGE, 0,
	    "--%s wants dollars such as 2.50, not '%s'", name, text);
}

static bool
read_prices(struct ask *a, struct fault *f)
{
	const struct ask_options *o = &a->o;
	size_t line = 0;

	if (!read_money("max-cost", o->max_cost, &a->max_cost, f) ||
	    !read_money("price-in", o->price_in, &a->price_in, f) ||
	    !read_money("price-out", o->price_out, &a->price_out, f))
		return false;
	if ((o->price_in == NULL) != (o->price_out == NULL))
		return fault_set(f, STATUS_USAGE, 0,
		    "--price-in and --price-out go together");
	market_init(&a->market);
	buf_init(&a->prices, TABLE_MAX_BYTES);
	if (o->prices == NULL)
		return true;
	if (!in_whole(o->prices, &a->prices))
		return fault_set(f, STATUS_IO, 0, "no prices could be read");
	if (!market_add(
		&a->market, buf_str(&a->prices), str_c(o->prices), &line, f)) {
		struct fault why = *f;

		why.text[FAULT_TEXT / 2] = '\0';
		return fault_set(f, why.status, 0, "%.200s:%zu:%zu: %s",
		    o->prices, line, why.off + 1, why.text);
	}
	return true;
}

static bool
check(struct ask_options *o, struct fault *f)
{
	if (o->jobs == 0)
		o->jobs = JOBS;
	if (o->jobs > JOBS_MAX)
		return fault_set(f, STATUS_USAGE, 0,
		    "at most %d requests at a time", JOBS_MAX);
	if (o->replay != NULL && (o->refresh || o->record != NULL))
		return fault_set(f, STATUS_USAGE, 0, "--replay asks nobody: %s",
		    o->refresh ? "--refresh has no sense with it"
			       : "there is nothing to --record");
	return true;
}

/* What an answer costs at most is known if it has a limit. */
static bool
check_limit(const struct ask *a, struct fault *f)
{
	bool limited = a->o.max_tokens > 0 || a->max_cost == NO_FIGURE;

	for (size_t i = 0; i < a->params.n; i++)
		limited = limited ||
		    str_is(a->params.v[i].name, "max_tokens") ||
		    str_is(a->params.v[i].name, "max_completion_tokens");
	return limited ||
	    fault_set(f, STATUS_USAGE, 0,
		"--max-cost wants a limit of an answer: --max-tokens");
}

/* The session, or the file that stands for it. */
static bool
open_source(struct ask *a, struct fault *f)
{
	struct ask_options *o = &a->o;

	if (!tape_open(&a->tape, NULL, o->replay, f))
		return false;
	if (o->replay != NULL)
		return true;
	o->session.in_flight = o->jobs;
	if (!session_open(&a->session, &o->session, f))
		return false;
	a->online = true;
	a->server = buf_str(&a->session.api.base);
	throttle_init(
	    &a->throttle, (unsigned)o->jobs, a->session.api.retry.told);
	if (!o->no_cache)
		askcache_open(&a->cache);
	if (o->record != NULL)
		out_open(&a->tape.out, o->record);
	return true;
}

struct ask *
ask_open(const struct ask_options *options, struct fault *f)
{
	struct ask *a = mem_zero(1, sizeof(*a));

	a->o = *options;
	a->tape = (struct tape){.out = OUT_CLOSED, .fd = -1};
	a->last = &a->first;
	arena_init(&a->arena);
	if (check(&a->o, f) && read_prices(a, f) &&
	    params_read(&a->params, &a->o, f) && check_limit(a, f) &&
	    open_source(a, f))
		return a;
	ask_close(a);
	return NULL;
}

void
ask_close(struct ask *a)
{
	if (a == NULL)
		return;
	if (a->online)
		session_close(&a->session);
	askings_free(a);
	asked_models_free(a);
	askcache_close(&a->cache);
	tape_close(&a->tape);
	params_free(&a->params);
	market_free(&a->market);
	buf_free(&a->prices);
	arena_free(&a->arena);
	free(a);
}

const struct ask_totals *
ask_totals(const struct ask *a)
{
	return &a->totals;
}
