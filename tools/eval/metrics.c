/* SPDX-License-Identifier: MIT */
#include "tools/eval/metrics.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/io/out.h"

#define OF(truth) (1U << (truth))

/* What the truth chooses: of a text, of JSON, of calls. */
static const struct {
	const char *name;
	unsigned truths;
} usual[] = {
    {"exact", OF(TRUTH_TEXT) | OF(TRUTH_JSON)},
    {"normalized", OF(TRUTH_TEXT)},
    {"f1", OF(TRUTH_TEXT)},
    {"rouge-l", OF(TRUTH_TEXT)},
    {"chrf", OF(TRUTH_TEXT)},
    {"levenshtein", OF(TRUTH_TEXT)},
    {"json", OF(TRUTH_JSON)},
    {"json-valid", OF(TRUTH_JSON)},
    {"json-fields", OF(TRUTH_JSON)},
    {"tool-call", OF(TRUTH_CALLS)},
    {"preference", OF(TRUTH_TEXT) | OF(TRUTH_JSON) | OF(TRUTH_CALLS)},
};

enum { ANY = OF(TRUTH_TEXT) | OF(TRUTH_JSON) | OF(TRUTH_CALLS) };

/* Those whose argument may hold commas. */
static bool
takes_all(struct str name)
{
	return str_starts(name, STR("regex:")) ||
	    str_starts(name, STR("contains:"));
}

static bool
read_preference(struct metric *m, struct str name, struct fault *f)
{
	struct str by = STR("chrf");

	if (name.n > strlen("preference:"))
		by = str_from(name, strlen("preference:"));
	if (!score_parse(&m->score, by, f))
		return false;
	if (m->score.metric->asks) {
		score_free(&m->score);
		return fault_set(f, STATUS_USAGE, 0,
		    "a judge cannot be asked for a likeness");
	}
	m->is_preference = m->binary = true;
	return true;
}

static bool
is_preference(struct str name)
{
	return str_is(name, "preference") ||
	    str_starts(name, STR("preference:"));
}

static bool
add_metric(
    struct metrics *all, struct str name, unsigned truths, struct fault *f)
{
	struct metric *m = &all->v[all->n];

	if (metrics_find(all, name) != NULL)
		return true;
	if (all->n == METRICS_MAX)
		return fault_set(f, STATUS_USAGE, 0, "too many metrics");
	*m = (struct metric){.truths = truths};
	if (is_preference(name)) {
		if (!read_preference(m, name, f))
			return false;
	} else {
		if (!score_parse(&m->score, name, f))
			return false;
		m->binary = m->score.metric->binary;
		if (m->score.metric->asks)
			m->judge = m->score.argument;
	}
	m->name = mem_copy(name.p, name.n);
	all->n++;
	return true;
}

static bool
add_list(struct metrics *all, const char *list, struct fault *f)
{
	struct str rest = str_c(list), name;

	while (rest.p != NULL) {
		if (takes_all(rest)) {
			name = rest;
			rest = (struct str){NULL, 0};
		} else {
			(void)str_split(&rest, ',', &name);
		}
		if (!add_metric(all, name, ANY, f))
			return false;
	}
	return true;
}

bool
metrics_read(struct metrics *m, const struct opt_list *wanted, struct fault *f)
{
	bool ok = true;

	*m = (struct metrics){.v = mem_zero(METRICS_MAX, sizeof(*m->v))};
	for (size_t i = 0; ok && i < wanted->n; i++)
		ok = add_list(m, wanted->v[i], f);
	for (size_t i = 0; ok && wanted->n == 0 && i < LENGTH(usual); i++)
		ok = add_metric(m, str_c(usual[i].name), usual[i].truths, f);
	m->work = score_work_new();
	if (!ok)
		metrics_free(m);
	return ok;
}

void
metrics_free(struct metrics *m)
{
	for (size_t i = 0; i < m->n; i++) {
		score_free(&m->v[i].score);
		free((char *)m->v[i].name);
	}
	free(m->v);
	score_work_free(m->work);
	*m = (struct metrics){.n = 0};
}

const struct metric *
metrics_find(const struct metrics *m, struct str name)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_is(name, m->v[i].name))
			return &m->v[i];
	return NULL;
}

bool
metrics_ask(const struct metrics *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].judge.n > 0)
			return true;
	return false;
}

static bool
take_score(struct metrics *all, const struct metric *m, const struct reply *r,
    double *value)
{
	const struct question *q = &r->result->question;
	struct str said = reply_said(r);
	double other;
	struct fault f;

	if (score_take(&m->score, all->work, said, q->expected, value, &f)) {
		if (!m->is_preference)
			return true;
		if (score_take(
			&m->score, all->work, said, q->rejected, &other, &f)) {
			*value = *value > other;
			return true;
		}
	}
	diag_verbose("record %zu, %s: %s", r->result->index, m->name, f.text);
	return false;
}

bool
metrics_apply(const struct metric *m, const struct question *q)
{
	return (m->truths & OF(q->truth)) != 0 &&
	    (!m->is_preference || q->is_preference);
}

void
metrics_take(struct metrics *all, struct result *r)
{
	for (size_t k = 0; k < all->n; k++) {
		const struct metric *m = &all->v[k];

		if (m->judge.n > 0 || !metrics_apply(m, &r->question))
			continue;
		for (size_t i = 0; i < r->nreplies; i++) {
			struct reply *reply = &r->replies[i];
			double value;

			if (reply_is_there(reply) &&
			    take_score(all, m, reply, &value))
				reply->scores[k] = value;
		}
	}
}

void
metrics_list(struct out *out)
{
	for (size_t i = 0; i < score_metrics_count; i++) {
		const struct score_metric *m = &score_metrics[i];
		struct buf name;

		buf_init(&name, BUF_NO_MAX);
		buf_adds(&name, m->name);
		if (m->argument != NULL && m->argument[0] == '[')
			buf_printf(&name, "[:%s", m->argument + 1);
		else if (m->argument != NULL)
			buf_printf(&name, ":%s", m->argument);
		out_printf(out, "%-20s %s\n", buf_cstr(&name), m->help);
		buf_free(&name);
	}
	out_printf(out, "%-20s %s\n", "preference[:METRIC]",
	    "the answer is more like the preferred output (chrf)");
}
