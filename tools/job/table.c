/* SPDX-License-Identifier: MIT */
/* Lists for people. */
#include <time.h>

#include "common/base/diag.h"
#include "common/text/grid.h"
#include "tools/job/job.h"

static void
set_titles(struct grid *g, const char *align, const char *const *titles)
{
	grid_init(g, align);
	for (size_t i = 0; i < strlen(align); i++)
		grid_cell(g, str_c(titles[i]));
}

/* Prints it, if all of it is there. */
static void
finish(struct job_tool *t, struct grid *g, bool well)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	grid_write(g, &text);
	if (well)
		out_str(&t->out, buf_str(&text));
	buf_free(&text);
	grid_free(g);
}

static bool
add_job(void *ctx, const struct api_job *job)
{
	struct grid *g = ctx;

	grid_text(g, job->id);
	grid_time(g, job->created_at);
	grid_text(g, job->status);
	grid_text(g, job->model);
	grid_number(g, job->trained_tokens);
	grid_cell(g, job->fine_tuned_model);
	return true;
}

bool
table_jobs(struct job_tool *t, struct fault *f)
{
	static const char *const titles[] = {"id", "created (UTC)", "status",
	    "model", "trained", "fine-tuned model"};
	struct grid g;
	bool ok;

	set_titles(&g, "llllrl", titles);
	ok = api_jobs(&t->session.api, add_job, &g, f);
	finish(t, &g, ok || t->session.api.endless);
	return ok;
}

/* A number of the metrics, or "-". */
static void
add_metric(struct grid *g, const struct json *metrics, const char *name)
{
	struct buf text;
	double x;

	buf_init(&text, BUF_NO_MAX);
	if (json_real(json_get(metrics, name), &x))
		buf_printf(&text, "%.4g", x);
	grid_text(g, buf_str(&text));
	buf_free(&text);
}

static bool
add_checkpoint(void *ctx, const struct api_checkpoint *c)
{
	struct grid *g = ctx;

	grid_number(g, c->step);
	grid_time(g, c->created_at);
	add_metric(g, c->metrics, "train_loss");
	add_metric(g, c->metrics, "valid_loss");
	add_metric(g, c->metrics, "full_valid_loss");
	grid_text(g, c->id);
	grid_cell(g, c->model);
	return true;
}

bool
table_checkpoints(struct job_tool *t, struct str id, struct fault *f)
{
	static const char *const titles[] = {"step", "created (UTC)",
	    "train loss", "valid loss", "full valid loss", "id", "model"};
	struct grid g;
	bool ok;

	set_titles(&g, "rlrrrll", titles);
	ok = api_checkpoints(&t->session.api, id, add_checkpoint, &g, f);
	finish(t, &g, ok || t->session.api.endless);
	return ok;
}

void
table_write_event(struct buf *to, const struct api_event *event)
{
	time_t when = (time_t)event->created_at;
	struct tm tm;

	if (event->created_at < 0 || gmtime_r(&when, &tm) == NULL)
		buf_printf(to, "%-19s", "-");
	else
		buf_printf(to, "%04d-%02d-%02d %02d:%02d:%02d",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		    tm.tm_min, tm.tm_sec);
	buf_adds(to, "  ");
	diag_mask(to, event->level.n > 0 ? event->level : STR("-"));
	for (size_t n = event->level.n; n < 7; n++)
		buf_addc(to, ' ');
	diag_mask(to, event->message);
}
