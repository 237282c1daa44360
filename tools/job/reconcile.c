/* SPDX-License-Identifier: MIT */
/* What the provider bills for a job, beside what we would have said. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/json/jsonw.h"
#include "common/market/bill.h"
#include "tools/job/estimate.h"

struct account {
	struct job_tool *tool;
	struct api_job job;
	struct estimate estimate;
	int64_t cost; /* of the trained tokens, or NO_FIGURE */
	double ratio; /* trained to estimated; 0: not known */
};

/* Rounds over the training file; 0 where the job does not tell. */
static uint64_t
epochs_of(const struct job_tool *t, const struct api_job *job)
{
	struct str field = apis_hyper(t->session.api.kind, STR("epochs"));
	const struct json *method = json_get(job->value, "method");
	const struct json *type = json_get(method, "type");
	const struct json *places[] = {
	    json_get(
		json_is_string(type) ? json_get_str(method, type->text) : NULL,
		"hyperparameters"),
	    json_get(job->value, "hyperparameters"),
	    job->value,
	};

	for (size_t i = 0; i < LENGTH(places); i++) {
		double x;

		if (json_real(json_get_str(places[i], field), &x) && x >= 1 &&
		    x <= 1000000)
			return (uint64_t)x;
	}
	return 0;
}

/* Counts the training file: the one that is named, or the server's. */
static bool
count(struct account *a, struct fault *f)
{
	struct job_tool *t = a->tool;
	char name[32];
	int fd;

	if (a->estimate.encoding == NULL)
		return fault_set(f, STATUS_NO, 0,
		    "the encoding of %.*s is not known",
		    STR_ARGS(a->job.model));
	if (t->training_file != NULL) {
		estimate_count(&a->estimate, t->training_file);
	} else {
		if (a->job.training_file.n == 0)
			return fault_set(
			    f, STATUS_NO, 0, "the job tells no training file");
		fd = files_fetch(t, a->job.training_file, f);
		if (fd < 0)
			return false;
		snprintf(name, sizeof(name), "/dev/fd/%d", fd);
		estimate_count(&a->estimate, name);
		close(fd);
	}
	return a->estimate.counted ||
	    fault_set(f, STATUS_IO, 0, "the training file cannot be counted");
}

static void
write_number(struct jsonw *w, const char *key, bool known, uint64_t n)
{
	jsonw_key(w, key);
	if (known)
		jsonw_u64(w, n);
	else
		jsonw_null(w);
}

static void
write_money(struct jsonw *w, const char *key, int64_t nano)
{
	jsonw_key(w, key);
	if (nano != NO_FIGURE)
		jsonw_money(w, nano);
	else
		jsonw_null(w);
}

static void
print(const struct account *a)
{
	const struct estimate *e = &a->estimate;
	struct buf text;
	struct jsonw w;

	buf_init(&text, BUF_NO_MAX);
	jsonw_init(&w, &text);
	jsonw_object(&w);
	jsonw_key(&w, "id");
	jsonw_str(&w, a->job.id);
	jsonw_key(&w, "model");
	jsonw_str(&w, a->job.model);
	jsonw_key(&w, "status");
	jsonw_str(&w, a->job.status);
	write_number(
	    &w, "trained_tokens", true, (uint64_t)a->job.trained_tokens);
	write_money(&w, "price_per_million_usd",
	    e->row == NULL ? NO_FIGURE : e->row->train);
	write_money(&w, "cost_usd", a->cost);
	write_number(&w, "examples", e->counted, e->examples);
	write_number(&w, "epochs", e->counted, e->epochs);
	write_number(&w, "estimated_tokens", e->counted, e->trained);
	write_money(&w, "estimated_cost_usd", e->cost);
	jsonw_key(&w, "ratio");
	if (a->ratio > 0)
		jsonw_real(&w, round(a->ratio * 1e6) / 1e6);
	else
		jsonw_null(&w);
	jsonw_end(&w);
	job_print(a->tool, a->job.id, buf_str(&text));
	out_flush(&a->tool->out);
	buf_free(&text);
}

/* Says the ratio, and how far it is from 1 if that is too far. */
static void
judge(const struct account *a, const char *id)
{
	double off = fabs(a->ratio - 1) * 100, most = a->tool->tolerance;
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	num_write_grouped(&text, (uint64_t)a->job.trained_tokens);
	buf_adds(&text, " trained tokens are ");
	buf_printf(&text, "%.4f times the ", a->ratio);
	num_write_grouped(&text, a->estimate.trained);
	buf_adds(&text, " that we count");
	if (off > most) {
		buf_printf(&text, ", more than %g %% off", most);
		diag_raise(STATUS_NO);
	}
	diag_at((struct place){.file = id},
	    off > most ? LEVEL_ERROR : LEVEL_INFO, "%s", buf_cstr(&text));
	buf_free(&text);
}

static bool
is_billed(const struct account *a, struct fault *f)
{
	if (a->job.trained_tokens > 0)
		return true;
	if (apis_is_end(a->job.state))
		return fault_set(f, STATUS_NO, 0,
		    "%.*s, and the server tells no trained tokens",
		    STR_ARGS(a->job.status));
	return fault_set(f, STATUS_TEMPORARY, 0,
	    "nothing is billed yet: the job is %.*s", STR_ARGS(a->job.status));
}

static bool
reconcile(struct account *a, const char *id, struct fault *f)
{
	struct job_tool *t = a->tool;
	struct estimate *e = &a->estimate;
	bool compared;

	if (!is_billed(a, f))
		return false;
	estimate_init(e, t, a->job.model);
	if (e->row == NULL || e->row->train == NO_FIGURE ||
	    !bill_cost(
		e->row->train, (uint64_t)a->job.trained_tokens, 1, &a->cost))
		a->cost = NO_FIGURE;
	compared = count(a, f) && estimate_price(e, epochs_of(t, &a->job), f);
	if (compared && e->trained > 0)
		a->ratio = (double)a->job.trained_tokens / (double)e->trained;
	print(a);
	bill_say(t, &a->job);
	if (a->ratio > 0)
		judge(a, id);
	else if (compared)
		return fault_set(
		    f, STATUS_NO, 0, "the training file has no tokens");
	return compared;
}

void
job_reconcile(struct job_tool *t, const char *id)
{
	struct account a = {.tool = t, .cost = NO_FIGURE};
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (!api_job(&t->session.api, str_c(id), &arena, &a.job, &f)) {
		job_fault(t, id, &f);
	} else if (!reconcile(&a, id, &f)) {
		/* What the server does not give is no refusal of ours. */
		if (f.status == STATUS_REFUSED)
			f.status = STATUS_NO;
		job_fault(t, id, &f);
	}
	arena_free(&arena);
}
