/* SPDX-License-Identifier: MIT */
/* Reading the input twice: for the columns, and for the rows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/engine.h"
#include "common/io/temporary.h"
#include "common/text/utf8.h"
#include "tools/jsonl2csv/row.h"

struct converter {
	const struct wish *wish;
	struct arena arena; /* of what follows */
	struct layout layout;
	struct drops drops;
	struct out *out;
	struct out spool; /* standard input, for the second pass */
	off_t start;	  /* or where it begins, when it is a file */
	size_t records, written;
	bool stopped;
};

struct worker {
	const struct converter *c;
	struct arena arena; /* of a record */
	struct json_reader json;
	struct rower rower;
};

/* What the work on a chunk found; reports lie in the task's arena. */
struct report {
	struct report *next;
	struct place at;
	struct fault fault;
};
struct outcome {
	struct layout layout;
	struct drops drops;
	size_t records, written;
	struct report *first, *last;
	bool stop;
};

static void *
start(void *tool)
{
	struct worker *w = mem_zero(1, sizeof(*w));

	w->c = tool;
	arena_init(&w->arena);
	json_reader_init(&w->json, &w->arena);
	w->rower.wish = w->c->wish;
	w->rower.layout = &w->c->layout;
	buf_init(&w->rower.cells, BUF_NO_MAX);
	buf_init(&w->rower.end, BUF_NO_MAX);
	return w;
}

static void
stop(void *worker)
{
	struct worker *w = worker;

	json_reader_free(&w->json);
	arena_free(&w->arena);
	buf_free(&w->rower.cells);
	buf_free(&w->rower.end);
	free(w);
}

static void
look(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct outcome *o = t->result;
	struct json_doc doc;
	struct record r;
	struct fault f;

	while (task_record(t, &r)) {
		arena_reset(&w->arena);
		if (!r.blank && json_parse(&w->json, r.text, &doc, &f))
			layout_look(&o->layout, &t->arena, doc.root);
	}
}

/* Keeps standard input for the second pass. */
static void
keep(struct converter *c, const struct task *t)
{
	if (!out_is_open(&c->spool) || !str_is(str_c(t->file), "<stdin>"))
		return;
	out_str(&c->spool, t->data);
	/* Of a line over the ceiling the rest is not read. */
	if (t->too_long && !str_ends(t->data, STR("\n")))
		out_str(&c->spool, STR("\n"));
}

static void
looked(void *tool, struct task *t)
{
	struct converter *c = tool;
	const struct outcome *o = t->result;

	layout_merge(&c->layout, &c->arena, &o->layout);
	keep(c, t);
}

static void
looked_too_long(void *tool, struct task *t)
{
	keep(tool, t);
}

static void
complain(struct task *t, const struct record *r, const struct fault *f)
{
	struct outcome *o = t->result;
	struct report *report = arena_zero(&t->arena, 1, sizeof(*report));

	report->at = (struct place){t->file, r->line, r->bom ? 4 : 1};
	report->fault = *f;
	if (o->last == NULL)
		o->first = report;
	else
		o->last->next = report;
	o->last = report;
}

/* What the rows of a record are called: its number, with that of its file in
 * front where that is not the first. */
static void
name_conversation(
    const struct task *t, const struct record *r, char *to, size_t n)
{
	if (t->file_number == 0)
		snprintf(to, n, "%zu", r->index);
	else
		snprintf(to, n, "%zu.%zu", t->file_number + 1, r->index);
}

static bool
write_record(
    struct worker *w, struct task *t, const struct record *r, struct fault *f)
{
	struct outcome *o = t->result;
	size_t held = t->out.n, bad;
	struct json_doc doc;
	char name[50];

	arena_reset(&w->arena);
	name_conversation(t, r, name, sizeof(name));
	w->rower.arena = &w->arena;
	if (!utf8_valid(r->text, &bad))
		return fault_set(f, STATUS_INPUT, bad, "invalid UTF-8");
	if (!json_parse(&w->json, r->text, &doc, f))
		return false;
	if (!row_write(&w->rower, &doc, str_c(name), &t->out, f)) {
		t->out.n = held;
		return false;
	}
	drops_merge(&o->drops, &t->arena, &w->rower.drops);
	return true;
}

static void
work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct outcome *o = t->result;
	struct record r;
	struct fault f;

	while (!o->stop && task_record(t, &r)) {
		if (r.blank)
			continue;
		o->records++;
		if (write_record(w, t, &r, &f)) {
			o->written++;
			continue;
		}
		complain(t, &r, &f);
		o->stop = !w->c->wish->skip;
	}
}

static void
done(void *tool, struct task *t)
{
	struct converter *c = tool;
	const struct outcome *o = t->result;

	for (const struct report *r = o->first; r != NULL; r = r->next)
		diag_fault(r->at, &r->fault);
	drops_merge(&c->drops, &c->arena, &o->drops);
	c->records += o->records;
	c->written += o->written;
	t->stop = c->stopped = o->stop || (t->failed && !c->wish->skip);
}

static void
too_long(void *tool, struct task *t)
{
	struct converter *c = tool;

	diag_at((struct place){t->file, t->line, 1}, LEVEL_ERROR,
	    "the record is longer than %zu bytes (--max-record)",
	    opt_shared.max_record);
	diag_raise(STATUS_INPUT);
	c->records++;
	t->stop = c->stopped = !c->wish->skip;
}

/* Makes sure that standard input can be read again, where it is asked for. */
static void
prepare_stdin(struct converter *c, char **files)
{
	bool wanted = files[0] == NULL;
	struct stat st;
	int fd;

	for (; *files != NULL; files++)
		wanted = wanted || str_is(str_c(*files), "-");
	if (!wanted)
		return;
	if (fstat(STDIN_FILENO, &st) != 0 || S_ISDIR(st.st_mode))
		return;
	c->start = lseek(STDIN_FILENO, 0, SEEK_CUR);
	if (S_ISREG(st.st_mode) && c->start >= 0)
		return;
	c->start = 0;
	fd = temporary_spool();
	if (fd < 0)
		diag_die(STATUS_IO, "cannot create a temporary file: %s",
		    strerror(errno));
	out_open_fd(&c->spool, fd, "the temporary file");
}

static void
rewind_stdin(struct converter *c)
{
	if (out_is_open(&c->spool)) {
		out_flush(&c->spool);
		if (dup2(c->spool.fd, STDIN_FILENO) < 0)
			diag_die(STATUS_IO,
			    "cannot read the temporary file: %s",
			    strerror(errno));
		out_abandon(&c->spool);
	}
	/* What cannot be rewound will be told when it is read. */
	(void)lseek(STDIN_FILENO, c->start, SEEK_SET);
}

static void
pass(struct job *job, char **files, bool *told)
{
	struct in in;

	in_init(&in, files);
	in.told = told;
	engine_run(job, &in);
	in_free(&in);
}

static void
write_header(const struct converter *c)
{
	struct buf header;

	buf_init(&header, BUF_NO_MAX);
	if (c->wish->bom)
		buf_adds(&header, "\xef\xbb\xbf");
	layout_header(&c->layout, &header);
	buf_adds(&header, c->wish->crlf ? "\r\n" : "\n");
	out_str(c->out, buf_str(&header));
	buf_free(&header);
}

static void
tell(const struct converter *c)
{
	size_t skipped = c->records - c->written;

	drops_tell(&c->drops);
	if (skipped > 0)
		diag(LEVEL_INFO, "records: %zu in, %zu out, %zu skipped",
		    c->records, c->written, skipped);
	else
		diag_verbose("records: %zu in, %zu out, 0 skipped", c->records,
		    c->written);
}

bool
convert(const struct wish *wish, char **files, struct out *out)
{
	struct converter c = {.wish = wish, .out = out, .spool = OUT_CLOSED};
	struct job job = {
	    .tool = &c,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct outcome),
	    .start = start,
	    .stop = stop,
	    .work = look,
	    .done = looked,
	    .too_long = looked_too_long,
	};

	bool *told;
	size_t n = 0;

	while (files[n] != NULL)
		n++;
	/* No operands are one: standard input. */
	told = mem_zero(n + 1, sizeof(*told));
	arena_init(&c.arena);
	c.layout.delimiter = wish->delimiter;
	prepare_stdin(&c, files);
	pass(&job, files, told);
	rewind_stdin(&c);
	layout_choose(&c.layout, wish->rows);
	write_header(&c);
	job.work = work;
	job.done = done;
	job.too_long = too_long;
	job.out = out;
	pass(&job, files, told);
	free(told);
	tell(&c);
	arena_free(&c.arena);
	return !c.stopped;
}
