/* SPDX-License-Identifier: MIT */
/* The summary for people: models are letters, so that the lines stay short. */
#include <math.h>
#include <stdio.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/text/utf8.h"
#include "tools/eval/reports.h"

/* "A" to "Z", then "27". */
static const char *
letter(size_t model, char text[static 24])
{
	if (model < 26)
		snprintf(text, 24, "%c", (char)('A' + model));
	else
		snprintf(text, 24, "%zu", model + 1);
	return text;
}

static void
add_count(struct buf *to, uint64_t n, const char *one, const char *many)
{
	num_write_grouped(to, n);
	buf_printf(to, " %s", n == 1 ? one : many);
}

static void
add_head(struct buf *to, const struct sums *s, const struct run *run)
{
	char name[24];

	add_count(to, s->n, "example", "examples");
	if (s->no_truth > 0) {
		buf_adds(to, "; ");
		add_count(to, s->no_truth, "record has", "records have");
		buf_adds(to, " no answer to compare with");
	}
	if (s->broken > 0) {
		buf_adds(to, "; ");
		add_count(to, s->broken, "record", "records");
		buf_adds(to, " cannot be read");
	}
	buf_adds(to, run->whole ? "\n" : "; NOT ALL OF THE FILE\n");
	for (size_t i = 0; i < s->nmodels; i++) {
		buf_printf(to, "%s  ", letter(i, name));
		diag_mask(to, str_c(s->models[i].name));
		buf_adds(
		    to, i == s->base && s->nmodels > 1 ? " (base)\n" : "\n");
	}
}

static void
add_verdict(struct buf *to, const struct stats_comparison *c)
{
	buf_printf(
	    to, "  %+.3f  %+.3f to %+.3f  ", c->difference, c->low, c->high);
	stats_verdict_write(to, c);
	if (c->verdict == STATS_BETTER || c->verdict == STATS_WORSE)
		buf_printf(
		    to, c->p < 0.001 ? ", p < 0.001" : ", p = %.3f", c->p);
}

/* The metric's name, in a column of that width. */
static void
add_metric(struct buf *to, const char *name, size_t width)
{
	size_t wide = utf8_width(str_c(name));

	diag_mask(to, str_c(name));
	for (; wide < width; wide++)
		buf_addc(to, ' ');
}

static void
add_means(struct buf *to, const struct sums *s)
{
	size_t width = strlen("metric");
	char name[24];

	for (size_t k = 0; k < s->metrics->n; k++)
		if (sums_has(s, k) &&
		    utf8_width(str_c(s->metrics->v[k].name)) > width)
			width = utf8_width(str_c(s->metrics->v[k].name));
	if (s->n > 0)
		buf_printf(to, "\n%-*s     mean  95 %%%s\n", (int)width,
		    "metric",
		    s->nmodels > 1 ? "             change  95 %" : "");
	for (size_t k = 0; k < s->metrics->n; k++) {
		const char *title = s->metrics->v[k].name;

		if (!sums_has(s, k))
			continue;
		for (size_t i = 0; i < s->nmodels; i++) {
			const struct model_sums *m = &s->models[i];

			add_metric(to, title, width);
			title = "";
			buf_printf(to, "  %s", letter(i, name));
			if (m->means[k].n == 0)
				buf_adds(to, "       -");
			else
				buf_printf(to, "  %.3f  %.3f to %.3f",
				    m->means[k].mean, m->means[k].low,
				    m->means[k].high);
			if (m->against[k].n > 0)
				add_verdict(to, &m->against[k]);
			buf_addc(to, '\n');
		}
	}
}

static void
add_classes(struct buf *to, const struct sums *s)
{
	char name[24];

	for (size_t i = 0; i < s->nmodels; i++) {
		bool some = false;

		buf_printf(to, "%s%s  ", i == 0 ? "\n" : "", letter(i, name));
		for (int e = 0; e < ANSWER_ENDS; e++) {
			if (s->models[i].ends[e] == 0)
				continue;
			buf_adds(to, some ? ", " : "");
			num_write_grouped(to, s->models[i].ends[e]);
			buf_printf(
			    to, " %s", answer_end_name((enum answer_end)e));
			some = true;
		}
		buf_adds(to, some ? "\n" : "no answers\n");
	}
}

static void
add_latency(struct buf *to, const struct model_sums *m)
{
	if (m->nms > 0)
		buf_printf(to, "; %.0f, %.0f, %.0f ms (p50, p90, p99)",
		    sums_latency(m, 0.5), sums_latency(m, 0.9),
		    sums_latency(m, 0.99));
}

static void
add_figures(struct buf *to, const struct sums *s)
{
	char name[24];

	for (size_t i = 0; i < s->nmodels; i++) {
		const struct model_sums *m = &s->models[i];

		if (m->counted == 0 && m->nms == 0)
			continue;
		buf_printf(to, "%s  ", letter(i, name));
		num_write_grouped(to, m->prompt_tokens);
		buf_adds(to, " tokens asked, ");
		num_write_grouped(to, m->completion_tokens);
		buf_adds(to, " answered");
		if (m->priced > 0) {
			buf_adds(to, ", $");
			money_write(to, m->cost, 4);
		}
		add_latency(to, m);
		buf_addc(to, '\n');
	}
}

static void
add_run(struct buf *to, const struct sums *s, const struct run *run)
{
	uint64_t cached = 0;

	for (size_t i = 0; i < s->nmodels; i++)
		cached += s->models[i].from_cache;
	add_count(to, run->requests, "request", "requests");
	buf_adds(to, " sent");
	if (cached > 0) {
		buf_adds(to, ", ");
		add_count(to, cached, "answer", "answers");
		buf_adds(to, " known before");
	}
	if (run->cost != NO_FIGURE) {
		buf_adds(to, ", $");
		money_write(to, run->cost, 4);
		buf_adds(to, " paid");
	}
	buf_addc(to, '\n');
	if (run->unjudged > 0) {
		add_count(to, run->unjudged, "verdict", "verdicts");
		buf_printf(to, " of %llu cannot be read\n",
		    (unsigned long long)run->judged);
	}
}

/* "B beside A: better by exact, f1." */
static void
add_words(struct buf *to, const struct sums *s, size_t model,
    enum stats_verdict verdict, const char *words)
{
	const struct model_sums *m = &s->models[model];
	char name[24], base[24];
	size_t n = 0;

	for (size_t k = 0; k < s->metrics->n; k++) {
		if (m->against[k].n == 0 || m->against[k].verdict != verdict)
			continue;
		if (n++ == 0)
			buf_printf(to, "%s beside %s: %s by ",
			    letter(model, name), letter(s->base, base), words);
		else
			buf_adds(to, ", ");
		diag_mask(to, str_c(s->metrics->v[k].name));
	}
	if (n > 0)
		buf_addc(to, '\n');
}

static void
add_verdicts(struct buf *to, const struct sums *s)
{
	static const enum stats_verdict order[] = {
	    STATS_BETTER, STATS_WORSE, STATS_NO_DIFFERENCE, STATS_TOO_FEW};

	for (size_t i = 0; i < s->nmodels; i++)
		for (size_t k = 0; k < LENGTH(order); k++)
			add_words(
			    to, s, i, order[k], stats_verdict_name(order[k]));
}

static void
add_gates(struct buf *to, const struct sums *s, const struct gates *gates)
{
	char name[24];

	for (size_t i = 0; i < gates->n; i++) {
		const struct gate *g = &gates->v[i];

		buf_printf(to, "%s: %s, ", g->passed ? "passed" : "FAILED",
		    letter(g->model, name));
		diag_mask(to, str_c(s->metrics->v[g->metric].name));
		buf_printf(to, ": %s\n", g->why);
	}
}

void
text_summary(struct buf *to, const struct sums *s, const struct run *run)
{
	add_head(to, s, run);
	add_means(to, s);
	if (s->n > 0)
		add_classes(to, s);
	add_figures(to, s);
	add_run(to, s, run);
	add_verdicts(to, s);
	add_gates(to, s, run->gates);
}
