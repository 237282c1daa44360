/* SPDX-License-Identifier: MIT */
/*
 * JUnit's XML: a suite for each model, in it a case for each gate, or for each
 * metric where it has none, and one for the answers that failed.
 */
#include "common/text/xml.h"
#include "tools/eval/reports.h"

static void
write_gate(struct buf *to, const struct sums *s, const struct gate *g)
{
	buf_adds(to, "<testcase classname=\"");
	xml_write(to, str_c(s->models[g->model].name));
	buf_adds(to, "\" name=\"");
	xml_write(to, str_c(s->metrics->v[g->metric].name));
	if (g->is_min) {
		buf_printf(to, " at least %g", g->wanted);
	} else {
		buf_adds(to, " no worse than ");
		xml_write(to, str_c(s->models[s->base].name));
	}
	buf_adds(to, "\">");
	buf_adds(to, g->passed ? "<system-out>" : "<failure message=\"");
	xml_write(to, str_c(g->why));
	buf_adds(to, g->passed ? "</system-out>" : "\"/>");
	buf_adds(to, "</testcase>\n");
}

static void
write_metric(struct buf *to, const struct sums *s, size_t model, size_t metric)
{
	const struct stats_mean *m = &s->models[model].means[metric];

	buf_adds(to, "<testcase classname=\"");
	xml_write(to, str_c(s->models[model].name));
	buf_adds(to, "\" name=\"");
	xml_write(to, str_c(s->metrics->v[metric].name));
	buf_printf(to,
	    "\"><system-out>%.4f (%.4f to %.4f, n %zu)</system-out>"
	    "</testcase>\n",
	    m->mean, m->low, m->high, m->n);
}

static uint64_t
write_answers(struct buf *to, const struct model_sums *m)
{
	uint64_t missing = m->ends[ANSWER_FAILED] + m->ends[ANSWER_UNPAID] +
	    m->ends[ANSWER_MISSING];

	buf_adds(to, "<testcase classname=\"");
	xml_write(to, str_c(m->name));
	buf_adds(to, "\" name=\"every question is answered\">");
	if (missing > 0)
		buf_printf(to,
		    "<failure message=\"%llu questions have no answer\"/>",
		    (unsigned long long)missing);
	buf_adds(to, "</testcase>\n");
	return missing > 0;
}

static void
write_suite(struct buf *to, const struct sums *s, const struct gates *gates,
    size_t model)
{
	size_t cases = 1, mine = 0, failures;
	struct buf body;

	buf_init(&body, BUF_NO_MAX);
	failures = write_answers(&body, &s->models[model]);
	for (size_t i = 0; i < gates->n; i++) {
		if (gates->v[i].model != model)
			continue;
		mine++;
		failures += !gates->v[i].passed;
		write_gate(&body, s, &gates->v[i]);
	}
	for (size_t k = 0; mine == 0 && k < s->metrics->n; k++)
		if (s->models[model].means[k].n > 0) {
			cases++;
			write_metric(&body, s, model, k);
		}
	buf_adds(to, "<testsuite name=\"");
	xml_write(to, str_c(s->models[model].name));
	buf_printf(
	    to, "\" tests=\"%zu\" failures=\"%zu\">\n", cases + mine, failures);
	buf_add_str(to, buf_str(&body));
	buf_adds(to, "</testsuite>\n");
	buf_free(&body);
}

void
junit_write(struct out *out, const struct sums *s, const struct run *run)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites name=\"ft-eval\">\n");
	for (size_t i = 0; i < s->nmodels; i++)
		write_suite(&b, s, run->gates, i);
	buf_adds(&b, "</testsuites>\n");
	out_str(out, buf_str(&b));
	buf_free(&b);
}
