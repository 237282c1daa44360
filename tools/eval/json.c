/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "common/json/jsonw.h"
#include "tools/eval/reports.h"

static void
put_u64(struct jsonw *w, const char *key, uint64_t n)
{
	jsonw_key(w, key);
	jsonw_u64(w, n);
}

static void
put_real(struct jsonw *w, const char *key, double x)
{
	jsonw_key(w, key);
	jsonw_real(w, x);
}

static void
put_str(struct jsonw *w, const char *key, const char *text)
{
	jsonw_key(w, key);
	jsonw_str(w, str_c(text));
}

static void
put_money(struct jsonw *w, const char *key, int64_t nano, bool known)
{
	jsonw_key(w, key);
	if (known)
		jsonw_money(w, nano);
	else
		jsonw_null(w);
}

static void
write_metrics(struct jsonw *w, const struct sums *s, const struct model_sums *m)
{
	jsonw_key(w, "metrics");
	jsonw_object(w);
	for (size_t k = 0; k < s->metrics->n; k++) {
		const struct stats_mean *mean = &m->means[k];

		if (mean->n == 0)
			continue;
		jsonw_key(w, s->metrics->v[k].name);
		jsonw_object(w);
		put_u64(w, "n", mean->n);
		put_real(w, "mean", mean->mean);
		put_real(w, "low", mean->low);
		put_real(w, "high", mean->high);
		jsonw_key(w, "binary");
		jsonw_bool(w, s->metrics->v[k].binary);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
write_usage(struct jsonw *w, const struct model_sums *m)
{
	jsonw_key(w, "usage");
	jsonw_object(w);
	put_u64(w, "counted", m->counted);
	put_u64(w, "prompt_tokens", m->prompt_tokens);
	put_u64(w, "completion_tokens", m->completion_tokens);
	put_u64(w, "cached_tokens", m->cached_tokens);
	jsonw_end(w);
	put_money(w, "cost_usd", m->cost, m->priced > 0);
}

static void
write_latency(struct jsonw *w, const struct model_sums *m)
{
	jsonw_key(w, "latency_ms");
	if (m->nms == 0) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	put_real(w, "p50", sums_latency(m, 0.5));
	put_real(w, "p90", sums_latency(m, 0.9));
	put_real(w, "p99", sums_latency(m, 0.99));
	jsonw_end(w);
}

static void
write_model(struct jsonw *w, const struct sums *s, const struct model_sums *m)
{
	jsonw_object(w);
	put_str(w, "model", m->name);
	jsonw_key(w, "classes");
	jsonw_object(w);
	for (int i = 0; i < ANSWER_ENDS; i++)
		put_u64(w, answer_end_name((enum answer_end)i), m->ends[i]);
	jsonw_end(w);
	write_metrics(w, s, m);
	write_usage(w, m);
	write_latency(w, m);
	put_u64(w, "from_cache", m->from_cache);
	jsonw_end(w);
}

static void
write_comparison(
    struct jsonw *w, const struct sums *s, size_t model, size_t metric)
{
	const struct stats_comparison *c = &s->models[model].against[metric];

	jsonw_object(w);
	put_str(w, "base", s->models[s->base].name);
	put_str(w, "model", s->models[model].name);
	put_str(w, "metric", s->metrics->v[metric].name);
	put_u64(w, "n", c->n);
	put_real(w, "difference", c->difference);
	put_real(w, "low", c->low);
	put_real(w, "high", c->high);
	put_real(w, "p", c->p);
	put_u64(w, "won", c->won);
	put_u64(w, "lost", c->lost);
	put_u64(w, "tied", c->tied);
	put_str(w, "verdict", stats_verdict_name(c->verdict));
	jsonw_key(w, "needed");
	if (c->needed == UINT64_MAX)
		jsonw_null(w);
	else
		jsonw_u64(w, c->needed);
	jsonw_end(w);
}

static void
write_comparisons(struct jsonw *w, const struct sums *s)
{
	jsonw_key(w, "comparisons");
	jsonw_array(w);
	for (size_t i = 0; i < s->nmodels; i++)
		for (size_t k = 0; k < s->metrics->n; k++)
			if (s->models[i].against[k].n > 0)
				write_comparison(w, s, i, k);
	jsonw_end(w);
}

static void
write_gates(struct jsonw *w, const struct sums *s, const struct gates *gates)
{
	jsonw_key(w, "gates");
	jsonw_array(w);
	for (size_t i = 0; i < gates->n; i++) {
		const struct gate *g = &gates->v[i];

		jsonw_object(w);
		put_str(w, "gate", g->is_min ? "min" : "no-worse-than");
		put_str(w, "model", s->models[g->model].name);
		put_str(w, "metric", s->metrics->v[g->metric].name);
		if (g->is_min)
			put_real(w, "wanted", g->wanted);
		else
			put_str(w, "base", s->models[s->base].name);
		jsonw_key(w, "passed");
		jsonw_bool(w, g->passed);
		put_str(w, "text", g->why);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
json_summary(struct buf *to, const struct sums *s, const struct run *run)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	put_u64(&w, "version", 1);
	put_str(&w, "file", run->file);
	jsonw_key(&w, "complete");
	jsonw_bool(&w, run->whole);
	put_u64(&w, "examples", s->n);
	put_u64(&w, "without_truth", s->no_truth);
	put_u64(&w, "broken", s->broken);
	jsonw_key(&w, "models");
	jsonw_array(&w);
	for (size_t i = 0; i < s->nmodels; i++)
		write_model(&w, s, &s->models[i]);
	jsonw_end(&w);
	write_comparisons(&w, s);
	write_gates(&w, s, run->gates);
	put_u64(&w, "judged", run->judged);
	put_u64(&w, "unjudged", run->unjudged);
	put_u64(&w, "requests", run->requests);
	put_money(&w, "paid_usd", run->cost, run->cost != NO_FIGURE);
	jsonw_end(&w);
}
