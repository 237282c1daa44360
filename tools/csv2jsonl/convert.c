/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/csv2jsonl.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/engine.h"
#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tools/csv2jsonl/plan.h"
#include "tools/csv2jsonl/plans.h"
#include "tools/csv2jsonl/record.h"

enum { TOO_LONG_SHOWN = 1000 }; /* bytes of a row over the ceiling */

struct totals {
	size_t rows, records, skipped, repaired;
};

struct converter {
	const struct wish *wish;
	struct plan *fixed; /* for all files, when they have no header */
	struct out *rejects;
	bool stopped;
	struct totals totals; /* of what was finished */
	struct plans plans;   /* of the files */
};

struct worker {
	struct converter *c;
	struct maker *maker;
	bool dirty; /* the chunk has bytes to be repaired */
};

/* Something to be said about a chunk. */
struct report {
	struct report *next;
	struct csv_place at;
	enum status status;
	struct str text;
};

/* What came of a chunk; reports lie in the task's arena. */
struct outcome {
	struct totals totals;
	const struct plan *plan; /* made from this chunk's first row */
	struct report *first, *last;
	bool stop;
};

/* The plan for the task's file, when it is there. */
static const struct plan *
plan_of(struct converter *c, const struct task *t)
{
	return c->fixed != NULL ? c->fixed
				: plans_await(&c->plans, t->file_number);
}

static void
report(struct task *t, struct csv_place at, enum status status, struct str text)
{
	struct outcome *o = t->result;
	struct report *r = arena_take(&t->arena, 1, sizeof(*r));

	*r = (struct report){NULL, at, status, arena_copy(&t->arena, text)};
	if (o->last == NULL)
		o->first = r;
	else
		o->last->next = r;
	o->last = r;
}

static void
write_reject(struct buf *to, const char *file, size_t line, struct str reason,
    struct str row)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "file");
	jsonw_str(&w, str_c(file));
	jsonw_key(&w, "line");
	jsonw_u64(&w, line);
	jsonw_key(&w, "reason");
	jsonw_str(&w, reason);
	jsonw_key(&w, "row");
	jsonw_str(&w, row);
	jsonw_end(&w);
	buf_addc(to, '\n');
}

static void
reject(struct worker *w, struct task *t, const struct csvin_row *row,
    const struct fault *f)
{
	struct outcome *o = t->result;
	struct csvin *csv = w->maker->csv;
	size_t line = csvin_place(csv, row->off).line;

	report(t, csvin_place(csv, f->off), f->status, str_c(f->text));
	if (!w->c->wish->skip) {
		o->stop = true;
		return;
	}
	o->totals.skipped++;
	if (w->c->rejects != NULL)
		write_reject(&t->side, t->file, line, str_c(f->text), row->raw);
}

/* Puts U+FFFD for what is no UTF-8. */
static void
repair(struct task *t, struct csvin_row *row)
{
	struct outcome *o = t->result;
	struct buf good;

	buf_init(&good, BUF_NO_MAX);
	for (size_t i = 0; i < row->n; i++) {
		struct str *text = &row->cells[i].text;

		if (utf8_valid(*text, NULL))
			continue;
		buf_clear(&good);
		o->totals.repaired += utf8_repair(&good, *text);
		*text = arena_copy(&t->arena, buf_str(&good));
	}
	buf_free(&good);
}

static bool
next_row(struct worker *w, struct task *t, struct csvin_row *row)
{
	if (!csvin_row(w->maker->csv, row))
		return false;
	if (w->dirty)
		repair(t, row);
	return true;
}

static bool
is_utf16(struct str data)
{
	return str_starts(data, STR("\xff\xfe")) ||
	    str_starts(data, STR("\xfe\xff"));
}

/*
 * Fills the plan from the chunk's first row; *off is where to point at.  False
 * when there is no row: the header is in a later chunk.
 */
static bool
read_header(struct worker *w, struct task *t, struct plan *p, size_t *off)
{
	struct csvin_row row;

	*off = 0;
	csvin_width(w->maker->csv, 0);
	if (!next_row(w, t, &row)) {
		plan_fail(p, STATUS_INPUT, 0, "no header: the file is empty");
		return t->last;
	}
	if (row.bad) {
		plan_fail(p, row.fault->status, 0, "%s%s", row.fault->text,
		    is_utf16(t->data) ? " (UTF-16 text: see iconv(1))" : "");
		*off = row.fault->off;
	} else {
		p->file = t->file;
		p->columns = columns_of(&p->arena, &row);
		plan_make(p, w->c->wish);
		if (plan_ok(p) && t->file_number > 0)
			plan_compare(p, plans_await(&w->c->plans, 0));
		*off = row.cells[p->cell].off;
	}
	return true;
}

/* Makes the plan for the file whose first records are in the chunk. */
static void
plan_file(struct worker *w, struct task *t)
{
	struct plan *p = plan_new();
	struct outcome *o = t->result;
	size_t off;

	if (!read_header(w, t, p, &off)) {
		plan_free(p);
		return;
	}
	/* Why a file could not be read was told when it was tried. */
	if (!plan_ok(p) && !(t->failed && t->data.n == 0)) {
		report(t, csvin_place(w->maker->csv, off), p->status,
		    buf_str(&p->why));
		o->stop = p->status == STATUS_USAGE || !w->c->wish->skip;
	}
	o->plan = p;
	plans_put(&w->c->plans, t->file_number, p);
}

static void
work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct maker *m = w->maker;
	struct outcome *o = t->result;
	const struct plan *p;
	struct csvin_row row;
	struct fault f;

	csvin_chunk(m->csv, t->data, t->line, t->index == 1);
	w->dirty = w->c->wish->lossy && !utf8_valid(t->data, NULL);
	if (t->index == 1 && w->c->fixed == NULL) {
		plan_file(w, t);
		if (o->plan == NULL)
			return;
	}
	p = plan_of(w->c, t);
	if (!plan_ok(p))
		return;
	csvin_width(m->csv, p->columns.n);
	while (!o->stop && next_row(w, t, &row)) {
		o->totals.rows++;
		if (row.bad)
			reject(w, t, &row, row.fault);
		else if (!record_write(m, p, &row, &t->out, &f))
			reject(w, t, &row, &f);
		else
			o->totals.records++;
	}
}

static void
done(void *tool, struct task *t)
{
	struct converter *c = tool;
	const struct outcome *o = t->result;

	if (o->plan != NULL && plan_ok(o->plan))
		diag_at((struct place){.file = t->file}, LEVEL_INFO,
		    "columns: %.*s", STR_ARGS(buf_str(&o->plan->said)));
	for (const struct report *r = o->first; r != NULL; r = r->next) {
		diag_at((struct place){t->file, r->at.line, r->at.column},
		    LEVEL_ERROR, "%.*s", STR_ARGS(r->text));
		diag_raise(r->status);
	}
	c->totals.rows += o->totals.rows;
	c->totals.records += o->totals.records;
	c->totals.skipped += o->totals.skipped;
	c->totals.repaired += o->totals.repaired;
	t->stop = c->stopped = o->stop;
}

/* What a row over the ceiling is most likely: a quote that is never closed. */
static struct csv_place
explain_too_long(const struct wish *wish, const struct task *t, struct fault *f)
{
	struct csvcut_cursor cursor = csvcut_cursor(
	    t->data, t->line, t->index == 1 ? csvcut_bom(t->data) : 0);
	size_t off = 0;
	bool open = false;

	if (csvcut_row(&wish->dialect, t->data) == t->data.n) {
		off = csvcut_open_quote(&wish->dialect, t->data);
		open = off < t->data.n;
	}
	fault_set(f, STATUS_INPUT, 0,
	    "%s of more than %zu bytes (--max-record); "
	    "the rest of the file is not read",
	    open ? "quoted cell" : "row", opt_shared.max_record);
	return csvcut_place(&cursor, open ? off : 0);
}

/* The engine reads no further in the file. */
static void
too_long(void *tool, struct task *t)
{
	struct converter *c = tool;
	bool skip = c->wish->skip;
	struct str shown = t->data;
	struct csv_place at;
	struct plan *p;
	struct fault f;

	at = explain_too_long(c->wish, t, &f);
	diag_fault((struct place){t->file, at.line, at.column}, &f);
	if (t->index == 1 && c->fixed == NULL) {
		p = plan_new();
		plan_fail(p, STATUS_INPUT, 0, "%s", f.text);
		plans_put(&c->plans, t->file_number, p);
	} else {
		c->totals.rows++;
		c->totals.skipped += skip;
	}
	if (shown.n > TOO_LONG_SHOWN)
		shown.n = TOO_LONG_SHOWN;
	if (skip && c->rejects != NULL)
		write_reject(&t->side, t->file, t->line, str_c(f.text), shown);
	t->stop = c->stopped = !skip;
}

static void *
start(void *tool)
{
	struct worker *w = mem_zero(1, sizeof(*w));

	w->c = tool;
	w->maker = maker_new(w->c->wish);
	return w;
}

static void
stop(void *worker)
{
	struct worker *w = worker;

	maker_free(w->maker);
	free(w);
}

static void
summarise(const struct converter *c)
{
	const struct totals *sum = &c->totals;
	char text[120];

	snprintf(text, sizeof(text), "rows: %zu in, %zu out, %zu skipped",
	    sum->rows, sum->records, sum->skipped);
	if (sum->skipped > 0)
		diag(LEVEL_INFO, "%s", text);
	else
		diag_verbose("%s", text);
	if (sum->repaired > 0)
		diag(LEVEL_WARNING, "%zu invalid UTF-8 sequences became U+FFFD",
		    sum->repaired);
}

/* The plan for files without a header; false when there can be none. */
static bool
plan_listed(struct converter *c)
{
	c->fixed = plan_new();
	c->fixed->columns = c->wish->columns;
	plan_make(c->fixed, c->wish);
	if (plan_ok(c->fixed)) {
		diag(LEVEL_INFO, "columns: %s", buf_cstr(&c->fixed->said));
		return true;
	}
	diag(LEVEL_ERROR, "%s", buf_cstr(&c->fixed->why));
	diag_raise(STATUS_USAGE);
	return false;
}

bool
convert(
    const struct wish *wish, char **files, struct out *out, struct out *rejects)
{
	struct converter c = {.wish = wish, .rejects = rejects};
	struct job job = {
	    .tool = &c,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct outcome),
	    .out = out,
	    .side = rejects,
	    .cut = csvcut,
	    .how = &wish->dialect,
	    .start = start,
	    .stop = stop,
	    .work = work,
	    .done = done,
	    .too_long = too_long,
	};
	struct in in;

	plans_init(&c.plans);
	if (wish->has_header || plan_listed(&c)) {
		in_init(&in, files);
		engine_run(&job, &in);
		in_free(&in);
		summarise(&c);
	}
	plans_free(&c.plans);
	plan_free(c.fixed);
	return !c.stopped;
}
