/* SPDX-License-Identifier: MIT */
/* What a job has measured: read, and printed, plotted or drawn. */
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/io/term.h"
#include "tools/job/chart.h"
#include "tools/job/job.h"
#include "tools/job/metrics.h"

enum { CONTENT_MAX = 32 * 1024 * 1024 };

/* A job's metrics on their way. */
struct curve {
	struct job_tool *tool;
	const char *id;
	struct arena arena;
	struct api_job job;
	struct buf text; /* of the result file; empty: they are from events */
	struct metrics metrics;
};

static bool
keep(void *ctx, struct str piece)
{
	return buf_add_str(ctx, piece);
}

static bool
read_file(struct curve *c, struct fault *f)
{
	struct api *api = &c->tool->session.api;
	struct str id = c->job.result_file;
	struct buf name;
	bool ok;

	ok = api_file_content(api, id, keep, &c->text, f);
	if (c->text.over)
		return fault_set(f, STATUS_INPUT, 0,
		    "the result file is longer than %d bytes", CONTENT_MAX);
	/* An id that cannot be one is the server's mistake here. */
	if (!ok && f->status == STATUS_USAGE)
		f->status = STATUS_REFUSED;
	if (!ok)
		return false;
	metrics_decode(&c->text);
	buf_init(&name, BUF_NO_MAX);
	diag_mask(&name, id);
	ok = metrics_read(&c->metrics, buf_str(&c->text), buf_cstr(&name), f);
	buf_free(&name);
	return ok;
}

static bool
take_event(void *ctx, const struct api_event *event)
{
	struct metrics *m = ctx;

	if (event->data != NULL &&
	    json_is_number(json_get(event->data, "step")))
		metrics_add(m, event->data);
	return true;
}

/* A job that runs has no result file yet; some services never have one. */
static bool
read_events(struct curve *c, struct fault *f)
{
	struct api *api = &c->tool->session.api;

	if ((api->kind->can & API_EVENTS) != 0 &&
	    !api_events(api, str_c(c->id), take_event, &c->metrics, f))
		return false;
	metrics_sort(&c->metrics);
	if (c->metrics.nrows > 0) {
		diag_at((struct place){.file = c->id}, LEVEL_INFO,
		    "no result file yet; this is what the events tell");
		return true;
	}
	if (apis_is_end(c->job.state))
		return fault_set(f, STATUS_NO, 0, "the job left no metrics");
	return fault_set(f, STATUS_TEMPORARY, 0,
	    "no metrics yet: the job is %.*s", STR_ARGS(c->job.status));
}

/* The points of a column: rows without a value are passed over. */
static size_t
take_points(const struct metrics *m, size_t column, double *x, double *y)
{
	size_t step = metrics_column(m, STR("step")), n = 0;

	for (size_t row = 0; row < m->nrows; row++) {
		if (!metrics_value(m, row, column, &y[n]))
			continue;
		if (step == m->ncolumns)
			x[n] = (double)(row + 1);
		else if (!metrics_value(m, row, step, &x[n]))
			continue;
		if (chart_can_draw(x[n], y[n]))
			n++;
	}
	return n;
}

/* The columns whose names have that word, and some values. */
static void
choose(const struct metrics *m, struct str word, double *points,
    struct chart_line *lines, size_t *n)
{
	for (size_t i = 0; i < m->ncolumns && *n < CHART_LINES; i++) {
		double *x = points + *n * 2 * m->nrows, *y = x + m->nrows;
		struct chart_line *l = &lines[*n];

		if (str_search(m->names[i], word) == m->names[i].n)
			continue;
		*l = (struct chart_line){m->names[i], x, y, 0};
		l->n = take_points(m, i, x, y);
		*n += l->n > 0;
	}
}

/* Losses or, where reinforcement has none, rewards. */
static bool
draw(struct curve *c, struct buf *plot, struct buf *svg, struct fault *f)
{
	const struct metrics *m = &c->metrics;
	double *points =
	    mem_zero(m->nrows + 1, CHART_LINES * 2 * sizeof(*points));
	struct chart_line lines[CHART_LINES];
	struct chart chart = {.title = str_c(c->id),
	    .x = STR("step"),
	    .y = STR("loss"),
	    .lines = lines};
	struct chart_look look = {
	    .columns = term_columns(1),
	    .color = term_color(1, opt_shared.color),
	};
	bool ok = true;

	look.utf8 = look.color && term_utf8(1);
	choose(m, chart.y, points, lines, &chart.nlines);
	if (chart.nlines == 0) {
		chart.y = STR("reward");
		choose(m, chart.y, points, lines, &chart.nlines);
	}
	if (plot != NULL)
		ok = chart_draw(plot, &chart, &look);
	if (ok && svg != NULL)
		ok = chart_svg(svg, &chart);
	free(points);
	return ok ||
	    fault_set(
		f, STATUS_NO, 0, "there is no loss and no reward to be drawn");
}

static void
write_svg(struct job_tool *t, const char *path, struct buf *svg)
{
	struct out out;

	if (strcmp(path, "-") == 0) {
		out_str(&t->out, buf_str(svg));
		return;
	}
	out_open(&out, path);
	out_str(&out, buf_str(svg));
	out_close(&out);
}

/* The bytes as they are; a terminal is not driven by them. */
static void
put_csv(struct job_tool *t, struct str csv)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	if (opt_shared.output == NULL && term_is(1)) {
		diag_mask_lines(&masked, csv);
		csv = buf_str(&masked);
	}
	out_str(&t->out, csv);
	buf_free(&masked);
}

static bool
show(struct curve *c, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct buf text, svg;
	bool ok = true;

	buf_init(&text, BUF_NO_MAX);
	buf_init(&svg, BUF_NO_MAX);
	if (t->plot || t->svg != NULL)
		ok = draw(
		    c, t->plot ? &text : NULL, t->svg != NULL ? &svg : NULL, f);
	else if (t->csv && c->text.n > 0)
		buf_add_str(&text, buf_str(&c->text));
	else if (t->csv)
		metrics_write_csv(&c->metrics, &text);
	else
		metrics_write_json(&c->metrics, &text);
	if (ok) {
		if (t->csv)
			put_csv(t, buf_str(&text));
		else if (t->plot)
			out_str(&t->out, buf_str(&text));
		else
			out_json(&t->out, buf_str(&text));
		out_flush(&t->out);
		if (t->svg != NULL)
			write_svg(t, t->svg, &svg);
	}
	buf_free(&svg);
	buf_free(&text);
	return ok;
}

void
job_metrics(struct job_tool *t, const char *id)
{
	struct curve c = {.tool = t, .id = id};
	struct fault f;

	arena_init(&c.arena);
	metrics_init(&c.metrics);
	buf_init(&c.text, CONTENT_MAX);
	if (!api_job(&t->session.api, str_c(id), &c.arena, &c.job, &f) ||
	    !(c.job.result_file.n > 0 ? read_file(&c, &f)
				      : read_events(&c, &f)) ||
	    !show(&c, &f))
		job_fault(t, id, &f);
	buf_free(&c.text);
	metrics_free(&c.metrics);
	arena_free(&c.arena);
}
