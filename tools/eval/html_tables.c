/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "common/base/num.h"
#include "common/text/xml.h"
#include "tools/eval/html.h"

static void
begin(struct buf *to, const char *caption)
{
	buf_adds(to,
	    "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
	    "aria-label=\"");
	buf_adds(to, caption);
	buf_adds(to, "\"><table>\n");
	html_element(to, "caption", caption);
	buf_adds(to, "\n<thead><tr>");
}

static void
column(struct buf *to, const char *title)
{
	html_element(to, "th scope=\"col\"", title);
}

static void
rows(struct buf *to)
{
	buf_adds(to, "</tr></thead>\n<tbody>\n");
}

static void
end(struct buf *to)
{
	buf_adds(to, "</tbody></table></div>\n");
}

static void
row(struct buf *to, const char *name)
{
	buf_adds(to, "<tr>");
	html_element(to, "th scope=\"row\" class=\"name\"", name);
}

static void
cell_count(struct buf *to, uint64_t n)
{
	buf_adds(to, "<td>");
	num_write_grouped(to, n);
	buf_adds(to, "</td>");
}

static const char *
class_of(enum stats_verdict verdict)
{
	return verdict == STATS_BETTER ? "left good"
	    : verdict == STATS_WORSE   ? "left bad"
				       : "left dim";
}

static void
write_change(struct buf *to, const struct stats_comparison *c)
{
	if (c->n == 0) {
		buf_adds(to, "<td></td><td></td><td></td>");
		return;
	}
	buf_printf(to,
	    "<td>%+.3f</td><td>%+.3f to %+.3f</td>"
	    "<td class=\"%s\">",
	    c->difference, c->low, c->high, class_of(c->verdict));
	stats_verdict_write(to, c);
	buf_printf(to, " (p %s%.3f)</td>", c->p < 0.001 ? "&lt; " : "= ",
	    c->p < 0.001 ? 0.001 : c->p);
}

static void
write_mean(struct buf *to, const struct sums *s, size_t model, size_t k)
{
	const struct model_sums *m = &s->models[model];
	const struct stats_mean *mean = &m->means[k];

	html_element(to, "th scope=\"row\" class=\"left name\"", m->name);
	if (mean->n > 0)
		buf_printf(to, "<td>%.3f</td><td>%.3f to %.3f</td>", mean->mean,
		    mean->low, mean->high);
	else
		buf_adds(to, "<td></td><td></td>");
	if (s->nmodels > 1)
		write_change(to, &m->against[k]);
	cell_count(to, mean->n);
	buf_adds(to, "</tr>\n");
}

/* A group of rows for each metric. */
static void
write_metrics(struct buf *to, const struct sums *s)
{
	begin(to, "The mean of each score, and how it differs from the base's");
	column(to, "metric");
	html_element(to, "th scope=\"col\" class=\"left\"", "model");
	column(to, "mean");
	column(to, "95 % interval");
	if (s->nmodels > 1) {
		column(to, "change");
		column(to, "95 % interval");
		html_element(to, "th scope=\"col\" class=\"left\"", "verdict");
	}
	column(to, "examples");
	buf_adds(to, "</tr></thead>\n");
	for (size_t k = 0; k < s->metrics->n; k++) {
		if (!sums_has(s, k))
			continue;
		buf_printf(to,
		    "<tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"%zu\">",
		    s->nmodels);
		xml_write_page(to, str_c(s->metrics->v[k].name));
		buf_adds(to, "</th>");
		for (size_t i = 0; i < s->nmodels; i++) {
			buf_adds(to, i > 0 ? "<tr>" : "");
			write_mean(to, s, i, k);
		}
		buf_adds(to, "</tbody>\n");
	}
	buf_adds(to, "</table></div>\n");
}

static bool
any_ended(const struct sums *s, int as)
{
	for (size_t i = 0; i < s->nmodels; i++)
		if (s->models[i].ends[as] > 0)
			return true;
	return false;
}

static void
write_answers(struct buf *to, const struct sums *s)
{
	begin(to, "How the questions were answered");
	column(to, "model");
	for (int e = 0; e < ANSWER_ENDS; e++)
		if (any_ended(s, e))
			column(to, answer_end_name((enum answer_end)e));
	rows(to);
	for (size_t i = 0; i < s->nmodels; i++) {
		row(to, s->models[i].name);
		for (int e = 0; e < ANSWER_ENDS; e++)
			if (any_ended(s, e))
				cell_count(to, s->models[i].ends[e]);
		buf_adds(to, "</tr>\n");
	}
	end(to);
}

static void
write_figures(struct buf *to, const struct sums *s)
{
	static const double shares[] = {0.5, 0.9, 0.99};

	begin(to, "Tokens, cost and time to answer");
	column(to, "model");
	column(to, "tokens asked");
	column(to, "tokens answered");
	column(to, "cost");
	column(to, "p50, ms");
	column(to, "p90, ms");
	column(to, "p99, ms");
	rows(to);
	for (size_t i = 0; i < s->nmodels; i++) {
		const struct model_sums *m = &s->models[i];

		row(to, m->name);
		cell_count(to, m->prompt_tokens);
		cell_count(to, m->completion_tokens);
		buf_adds(to, "<td>");
		if (m->priced > 0) {
			buf_addc(to, '$');
			money_write(to, m->cost, 4);
		} else {
			buf_adds(to, "not known");
		}
		buf_adds(to, "</td>");
		for (size_t k = 0; k < LENGTH(shares); k++) {
			double ms = sums_latency(m, shares[k]);

			if (ms < 0)
				buf_adds(to, "<td></td>");
			else
				buf_printf(to, "<td>%.0f</td>", ms);
		}
		buf_adds(to, "</tr>\n");
	}
	end(to);
}

static void
write_gates(struct buf *to, const struct sums *s, const struct gates *gates)
{
	if (gates->n == 0)
		return;
	begin(to, "Gates");
	column(to, "model");
	column(to, "metric");
	column(to, "passed");
	column(to, "reached");
	rows(to);
	for (size_t i = 0; i < gates->n; i++) {
		const struct gate *g = &gates->v[i];

		row(to, s->models[g->model].name);
		html_element(to, "td", s->metrics->v[g->metric].name);
		buf_printf(to, "<td class=\"%s\">%s</td>",
		    g->passed ? "good" : "bad", g->passed ? "yes" : "no");
		html_element(to, "td class=\"left\"", g->why);
		buf_adds(to, "</tr>\n");
	}
	end(to);
}

void
html_tables(struct buf *to, const struct sums *s, const struct run *run)
{
	buf_adds(to, "<h2>Scores</h2>\n");
	write_metrics(to, s);
	write_gates(to, s, run->gates);
	buf_adds(to, "<h2>Answers</h2>\n");
	write_answers(to, s);
	write_figures(to, s);
}
