/* SPDX-License-Identifier: MIT */
/* The answer, and the table of models, as JSON. */
#include "common/json/jsonw.h"
#include "tools/cost/cost.h"

static void
add_count(struct jsonw *w, const char *key, bool known, uint64_t n)
{
	jsonw_key(w, key);
	if (known)
		jsonw_u64(w, n);
	else
		jsonw_null(w);
}

static void
add_money(struct jsonw *w, const char *key, int64_t nano)
{
	jsonw_key(w, key);
	if (nano == NO_FIGURE)
		jsonw_null(w);
	else
		jsonw_money(w, nano);
}

static void
add_bid(struct jsonw *w, const struct cost *c, const struct bid *bid)
{
	const struct model *m = bid->model;

	jsonw_object(w);
	jsonw_text(w, "model", bid->name);
	jsonw_text(w, "provider", m == NULL ? STR("") : m->provider);
	jsonw_text(w, "method", str_c(c->method_name));
	add_count(w, "tokens", bid->counted, bid->tokens);
	add_count(w, "billed_tokens", bid->counted, bid->billed);
	add_count(w, "epochs", true, epochs_of(c));
	add_money(w, "price_per_million_usd", bid->price);
	date_member(w, "price_date", price_date(c, bid));
	jsonw_text(w, "source", price_source(c, bid));
	add_money(w, "cost_usd", bid->cost);
	date_member(w, "shutdown_date", m == NULL ? NO_DATE : m->shutdown);
	jsonw_end(w);
}

/* The words of a comma list, as an array. */
static void
add_words(struct jsonw *w, const char *key, struct str words)
{
	struct str word;

	jsonw_key(w, key);
	jsonw_array(w);
	while (words.n > 0 && str_split(&words, ',', &word))
		jsonw_str(w, str_trim(word));
	jsonw_end(w);
}

static void
add_model(struct jsonw *w, const struct model *m)
{
	struct buf methods;

	buf_init(&methods, BUF_NO_MAX);
	if (m->methods != 0)
		market_write_methods(&methods, m->methods);
	jsonw_object(w);
	jsonw_text(w, "model", m->name);
	jsonw_text(w, "provider", m->provider);
	add_words(w, "aliases", m->aliases);
	jsonw_text(w, "encoding", m->encoding);
	add_words(w, "methods", buf_str(&methods));
	add_count(w, "example_limit", m->example_limit > 0, m->example_limit);
	add_count(w, "context", m->context > 0, m->context);
	date_member(w, "limits_date", m->limits_date);
	jsonw_text(w, "limits_source", m->limits_source);
	add_money(w, "train_usd", m->train);
	add_money(w, "train_hour_usd", m->train_hour);
	add_money(w, "input_usd", m->input);
	add_money(w, "cached_usd", m->cached);
	add_money(w, "output_usd", m->output);
	date_member(w, "price_date", m->price_date);
	jsonw_text(w, "price_source", m->price_source);
	date_member(w, "shutdown_date", m->shutdown);
	jsonw_text(w, "shutdown_source", m->shutdown_source);
	jsonw_end(w);
	buf_free(&methods);
}

/* {"models":[...]}: of the table, or else of the bids. */
static void
print_models(const struct cost *c, bool of_table)
{
	size_t n = of_table ? c->market.nmodels : c->nbids;
	struct jsonw w;
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	jsonw_init(&w, &text);
	jsonw_object(&w);
	jsonw_key(&w, "models");
	jsonw_array(&w);
	for (size_t i = 0; i < n; i++) {
		if (of_table)
			add_model(&w, &c->market.models[i]);
		else
			add_bid(&w, c, &c->bids[i]);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(&text, '\n');
	out_str(c->out, buf_str(&text));
	buf_free(&text);
}

void
report_json(const struct cost *c)
{
	print_models(c, false);
}

void
list_models_json(const struct cost *c)
{
	print_models(c, true);
}
