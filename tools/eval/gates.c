/* SPDX-License-Identifier: MIT */
#include "tools/eval/gates.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/num.h"

/* One gate for each model that has to pass. */
static void
add_for_all(struct gates *g, const struct sums *s, struct gate gate)
{
	for (size_t i = 0; i < s->nmodels; i++) {
		if (s->nmodels > 1 && i == s->base)
			continue;
		g->v = mem_resize(g->v, g->n + 1, sizeof(*g->v));
		gate.model = i;
		g->v[g->n++] = gate;
	}
}

static bool
read_min(struct gates *g, const char *text, const struct metrics *metrics,
    const struct sums *s, struct fault *f)
{
	struct str all = str_c(text), name, value;
	struct gate gate = {.is_min = true};
	const struct metric *m;
	size_t equals = all.n;

	/* An argument of the metric may hold one, too. */
	while (equals > 0 && all.p[equals - 1] != '=')
		equals--;
	name = str_of(all.p, equals > 0 ? equals - 1 : 0);
	value = str_from(all, equals);
	if (equals < 2 || !num_real(value, &gate.wanted) || gate.wanted < 0 ||
	    gate.wanted > 1)
		return fault_set(f, STATUS_USAGE, 0,
		    "--min wants METRIC=X, X from 0 to 1, not '%s'", text);
	m = metrics_find(metrics, name);
	if (m == NULL)
		return fault_set(f, STATUS_USAGE, 0,
		    "--min '%s': that metric is not taken; see --metric", text);
	gate.metric = (size_t)(m - metrics->v);
	add_for_all(g, s, gate);
	return true;
}

static bool
read_base(struct gates *g, const char *base, const struct metrics *metrics,
    struct sums *s, struct fault *f)
{
	size_t i = 0;

	while (i < s->nmodels && strcmp(s->models[i].name, base) != 0)
		i++;
	if (i == s->nmodels)
		return fault_set(f, STATUS_USAGE, 0,
		    "--no-worse-than '%s': that is none of the models", base);
	if (s->nmodels == 1)
		return fault_set(f, STATUS_USAGE, 0,
		    "--no-worse-than wants another model besides");
	s->base = i;
	for (size_t k = 0; k < metrics->n; k++)
		add_for_all(g, s, (struct gate){.metric = k});
	return true;
}

bool
gates_read(struct gates *g, const struct opt_list *min, const char *base,
    const struct metrics *metrics, struct sums *s, struct fault *f)
{
	bool ok = true;

	*g = (struct gates){.n = 0};
	if (base != NULL)
		ok = read_base(g, base, metrics, s, f);
	for (size_t i = 0; ok && i < min->n; i++)
		ok = read_min(g, min->v[i], metrics, s, f);
	if (!ok)
		gates_free(g);
	return ok;
}

void
gates_free(struct gates *g)
{
	free(g->v);
	*g = (struct gates){.n = 0};
}

static void
look_at_min(struct gate *g, const struct sums *s)
{
	const struct stats_mean *mean = &s->models[g->model].means[g->metric];

	g->passed = mean->n > 0 && mean->mean >= g->wanted;
	if (mean->n == 0)
		snprintf(g->why, sizeof(g->why),
		    "no answer has that score, and %g is wanted", g->wanted);
	else
		snprintf(g->why, sizeof(g->why), "%.4f, and %g is wanted",
		    mean->mean, g->wanted);
}

static void
look_at_base(struct gate *g, const struct sums *s)
{
	const struct stats_comparison *c =
	    &s->models[g->model].against[g->metric];

	/* A metric that no example has cannot be worse. */
	g->passed =
	    c->n > 0 ? c->verdict != STATS_WORSE : !sums_has(s, g->metric);
	if (c->n == 0)
		snprintf(g->why, sizeof(g->why),
		    g->passed ? "no example has that score"
			      : "there is nothing to compare");
	else
		snprintf(g->why, sizeof(g->why), "%s: %+.4f (%+.4f to %+.4f)",
		    stats_verdict_name(c->verdict), c->difference, c->low,
		    c->high);
}

bool
gates_pass(struct gates *g, const struct sums *s)
{
	bool passed = true;

	for (size_t i = 0; i < g->n; i++) {
		if (g->v[i].is_min)
			look_at_min(&g->v[i], s);
		else
			look_at_base(&g->v[i], s);
		passed = passed && g->v[i].passed;
	}
	return passed;
}
