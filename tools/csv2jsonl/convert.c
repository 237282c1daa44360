/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/csv2jsonl.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/io/delimiter.h"
#include "common/io/engine.h"
#include "common/text/normal.h"
#include "common/text/utf8.h"
#include "tools/csv2jsonl/conversations.h"
#include "tools/csv2jsonl/dialect.h"
#include "tools/csv2jsonl/plans.h"
#include "tools/csv2jsonl/report.h"

enum { TOO_LONG_SHOWN = 1000 }; /* bytes of a row over the ceiling */

struct converter {
	const struct wish *wish;
	struct plan *fixed; /* for all files, when they have no header */
	struct out *out, *rejects;
	bool stopped;
	struct totals totals;		     /* of what was finished */
	struct conversations *conversations; /* with --group */
	struct plans plans;		     /* of the files */
	struct csv_dialect reading; /* how the file that is read is cut */
};

struct worker {
	struct converter *c;
	struct maker *maker;
	bool dirty; /* the chunk has bytes to be repaired */
};

/* The plan for the task's file, when it is there. */
static const struct plan *
plan_of(struct converter *c, const struct task *t)
{
	return c->fixed != NULL ? c->fixed
				: plans_await(&c->plans, t->file_number);
}

/* skip: goes on behind the row also where others stop. */
static void
reject(struct worker *w, struct task *t, const struct csvin_row *row,
    const struct fault *f, bool skip)
{
	struct outcome *o = t->result;
	struct csvin *csv = w->maker->csv;
	size_t line = csvin_place(csv, row->off).line;

	report_add(t, csvin_place(csv, f->off), f->status, str_c(f->text));
	if (!w->c->wish->skip && !skip) {
		o->stop = true;
		return;
	}
	o->totals.skipped++;
	if (w->c->rejects != NULL)
		reject_write(&t->side, t->file, line, str_c(f->text), row->raw);
}

static void
repair(const struct worker *w, struct task *t, struct csvin_row *row)
{
	struct outcome *o = t->result;

	if (w->dirty)
		o->totals.repaired += cells_repair(&t->arena, row);
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
	if (!csvin_row(w->maker->csv, &row)) {
		plan_fail(p, STATUS_INPUT, 0, "no header: the file is empty");
		return t->last;
	}
	if (row.bad) {
		plan_fail(p, row.fault->status, 0, "%s", row.fault->text);
		*off = row.fault->off;
	} else {
		repair(w, t, &row);
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
		report_add(t, csvin_place(w->maker->csv, off), p->status,
		    buf_str(&p->why));
		o->stop = p->status == STATUS_USAGE || !w->c->wish->skip;
	}
	o->plan = p;
	plans_put(&w->c->plans, t->file_number, p);
}

/* A row of another width: is it to be filled up?  To be skipped? */
static bool
mend_width(const struct worker *w, struct task *t, const struct plan *p,
    struct csvin_row *row, bool *skip)
{
	*skip = row->ragged && w->c->wish->ragged == RAGGED_SKIP;
	if (!row->ragged || w->c->wish->ragged != RAGGED_PAD ||
	    row->n > p->columns.n)
		return false;
	cells_pad(&t->arena, row, p->columns.n);
	row->bad = false;
	return true;
}

static enum made
make(struct worker *w, struct task *t, const struct plan *p,
    struct csvin_row *row, struct fault *f)
{
	const struct wish *wish = w->c->wish;
	struct outcome *o = t->result;
	struct spoken *s;
	enum made made;

	repair(w, t, row);
	if (wish->trim)
		cells_trim(row);
	if (wish->form != CELLS_AS_IS)
		cells_normalise(&t->arena, row, wish->form);
	if (p->group == NO_COLUMN)
		return record_write(w->maker, p, row, &t->out, f);
	s = arena_zero(&t->arena, 1, sizeof(*s));
	made = message_of(w->maker, p, row, &t->arena, s, f);
	if (made != MADE)
		return made;
	s->at = csvin_place(w->maker->csv, row->off);
	if (o->said_last == NULL)
		o->said = s;
	else
		o->said_last->next = s;
	o->said_last = s;
	return MADE;
}

static void
work_row(struct worker *w, struct task *t, const struct plan *p,
    struct csvin_row *row)
{
	struct outcome *o = t->result;
	bool skip = false;
	struct fault f;

	o->totals.rows++;
	if (row->bad && !mend_width(w, t, p, row, &skip)) {
		reject(w, t, row, row->fault, skip);
		return;
	}
	switch (make(w, t, p, row, &f)) {
	case MADE:
		o->totals.records++;
		break;
	case MADE_NOTHING:
		o->totals.blank++;
		break;
	case MADE_FAULT:
		reject(w, t, row, &f, false);
		break;
	}
}

static void
work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct maker *m = w->maker;
	struct outcome *o = t->result;
	const struct plan *p;
	struct csvin_row row;

	csvin_dialect(m->csv, plans_dialect(&w->c->plans, t->file_number));
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
	while (!o->stop && csvin_row(m->csv, &row))
		work_row(w, t, p, &row);
}

/* Adds the chunk's messages to their conversations; false when one cannot. */
static bool
converse(struct converter *c, const struct task *t)
{
	static const char *const why[] = {
	    [CONVERSATIONS_OVER] = "the conversation was over already: its "
				   "rows are not adjacent",
	    [CONVERSATIONS_DIFFER] = "a cell to be kept is not the same in all "
				     "rows of the conversation",
	};
	const struct outcome *o = t->result;
	size_t n;

	for (const struct spoken *s = o->said; s != NULL; s = s->next) {
		enum conversations_fault fault = conversations_add(
		    c->conversations, s->key, s->text, s->end, c->out);

		if (fault == CONVERSATIONS_FINE)
			continue;
		diag_at((struct place){t->file, s->at.line, s->at.column},
		    LEVEL_ERROR, "%s", why[fault]);
		diag_raise(STATUS_INPUT);
		return false;
	}
	/* Of what was not read to its end nothing more is whole. */
	if (t->last && !o->stop && !t->failed) {
		n = conversations_finish(c->conversations, c->out);
		diag_verbose("conversations: %zu", n);
	}
	return true;
}

static void
done(void *tool, struct task *t)
{
	struct converter *c = tool;
	const struct outcome *o = t->result;
	bool bad = o->stop || (t->failed && !c->wish->skip);

	if (c->wish->guess && t->first)
		diag_at((struct place){.file = t->file}, LEVEL_INFO,
		    "delimiter: %s",
		    delimiter_name(
			plans_dialect(&c->plans, t->file_number).delimiter));
	report_columns(t);
	if (c->conversations != NULL && !converse(c, t))
		bad = true;
	report_tell(t);
	totals_add(&c->totals, &o->totals);
	t->stop = c->stopped = bad;
}

/* The engine reads no further in the file. */
static void
too_long(void *tool, struct task *t)
{
	struct converter *c = tool;
	bool skip = c->wish->skip;
	struct str shown = t->data;
	struct csv_dialect d = plans_dialect(&c->plans, t->file_number);
	struct csv_place at;
	struct plan *p;
	struct fault f;

	at = too_long_explain(&d, t, &f);
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
		reject_write(&t->side, t->file, t->line, str_c(f.text), shown);
	t->stop = c->stopped = !skip;
}

/* Chooses the dialect of a file. */
static void
begin(void *tool, size_t file, struct str head)
{
	struct converter *c = tool;

	c->reading = c->wish->dialect;
	if (c->wish->guess)
		c->reading.delimiter = dialect_guess(c->reading, head);
	plans_put_dialect(&c->plans, file, c->reading);
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

static void
convert_files(struct converter *c, char **files)
{
	const struct wish *wish = c->wish;
	struct job job = {
	    .tool = c,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct outcome),
	    .out = c->out,
	    .side = c->rejects,
	    .cut = csvcut,
	    .how = &c->reading,
	    .begin = begin,
	    .start = start,
	    .stop = stop,
	    .work = work,
	    .done = done,
	    .too_long = too_long,
	};
	struct in in;

	if (wish->form != CELLS_AS_IS)
		diag_verbose("normalised as Unicode %s", normal_version());
	in_init(&in, files);
	in.encoding = wish->encoding;
	in.utf16 = wish->utf16;
	in.lossy = wish->lossy;
	engine_run(&job, &in);
	in_free(&in);
	c->totals.repaired += in.repaired;
	totals_tell(&c->totals);
}

bool
convert(
    const struct wish *wish, char **files, struct out *out, struct out *rejects)
{
	struct converter c = {.wish = wish, .out = out, .rejects = rejects};

	plans_init(&c.plans);
	if (wish->group != NULL)
		c.conversations = conversations_new(wish->adjacent);
	if (wish->has_header || plan_listed(&c))
		convert_files(&c, files);
	conversations_free(c.conversations);
	plans_free(&c.plans);
	plan_free(c.fixed);
	return !c.stopped;
}
