/* SPDX-License-Identifier: MIT */
/* Reading the input, once or twice, and copying the records to their sides. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/engine.h"
#include "common/io/temporary.h"
#include "tools/split/key.h"
#include "tools/split/number.h"
#include "tools/split/split.h"

/* Records that stand side by side in the chunk and go to the same side. */
struct run {
	const char *p;
	size_t n;
	enum side side;
};

/* What the work on a chunk found. */
struct part {
	struct census census;
	uint64_t records[SIDES];
	size_t
	    bytes[SIDES]; /* of t->out, where the sides' records lie in turn */
	bool unended;	  /* the last record lacks its line end */
};

static void
add_census(struct census *sum, const struct census *part)
{
	sum->records += part->records;
	sum->blank += part->blank;
	sum->digest += part->digest;
	sum->bom = sum->bom || part->bom;
}

/* The next record; counts it and, on the way, the blank lines. */
static bool
next_record(struct task *t, struct census *c, struct record *r)
{
	while (task_record(t, r)) {
		c->bom = c->bom || r->bom;
		if (!r->blank) {
			c->records++;
			return true;
		}
		c->blank++;
	}
	return false;
}

/* Adds up to the same sum in any order of the chunks, but not of the records.
 */
static void
add_digest(struct census *c, const struct record *r, uint64_t hash)
{
	c->digest += number_of_hash(r->index, hash);
}

static void
collect_work(void *worker, struct task *t)
{
	struct part *part = t->result;
	struct record r;

	(void)worker;
	while (next_record(t, &part->census, &r)) {
		uint64_t hash = number_hash(r.text);

		add_digest(&part->census, &r, hash);
		buf_add(&t->out, &hash, sizeof(hash));
	}
}

static void
collect_done(void *tool, struct task *t)
{
	const struct part *part = t->result;
	struct split *s = tool;
	size_t n = (size_t)part->census.records;

	add_census(&s->census, &part->census);
	if (n > s->room - s->nhashes) {
		s->room = s->room * 2 + n;
		s->hashes = mem_resize(s->hashes, s->room, sizeof(*s->hashes));
	}
	if (n > 0)
		memcpy(s->hashes + s->nhashes, t->out.p, t->out.n);
	s->nhashes += n;
	if (out_is_open(&s->spool))
		out_str(&s->spool, t->data);
}

struct copier {
	const struct split *split;
	struct key_maker *keys; /* NULL unless the method is HASH */
};

static void *
copy_start(void *tool)
{
	struct copier *c = mem_zero(1, sizeof(*c));

	c->split = tool;
	if (c->split->method == HASH)
		c->keys = key_maker_new();
	return c;
}

static void
copy_stop(void *worker)
{
	struct copier *c = worker;

	if (c->keys != NULL)
		key_maker_free(c->keys);
	free(c);
}

/* Where a record goes. */
static enum side
side_of(struct copier *c, struct census *census, const struct record *r)
{
	const struct split *s = c->split;
	uint64_t place = r->index - 1, number, hash;

	if (s->method == HASH) {
		hash = number_hash(key_of(c->keys, r->text));
		return plan_side(&s->plan, number_of_hash(s->seed, hash), hash);
	}
	hash = number_hash(r->text);
	add_digest(census, r, hash);
	number = s->method == ORDER ? place
	    : s->leak		    ? number_of_place(s->seed, place)
				    : number_of_hash(s->seed, hash);
	return plan_side(&s->plan, number, hash);
}

/* Adds a record to the runs: to the last one, where that goes on with it. */
static void
add_run(struct buf *runs, const struct record *r, enum side side)
{
	/* Without a BOM: it would end up in the middle of a file. */
	size_t n = (size_t)(r->raw.p + r->raw.n - r->text.p);
	struct run *last;

	if (runs->n > 0) {
		last = (struct run *)(void *)(runs->p + runs->n) - 1;
		if (last->side == side && last->p + last->n == r->text.p) {
			last->n += n;
			return;
		}
	}
	buf_add(runs, &(struct run){r->text.p, n, side}, sizeof(struct run));
}

/* Copies the runs to t->out, side by side. */
static void
copy_runs(struct task *t, struct part *part)
{
	const struct run *runs = (const struct run *)(void *)t->side.p;
	size_t nruns = t->side.n / sizeof(*runs), sum = 0;
	char *to[SIDES];

	for (size_t i = 0; i < nruns; i++)
		part->bytes[runs[i].side] += runs[i].n;
	if (part->unended)
		part->bytes[runs[nruns - 1].side]++;
	for (size_t s = 0; s < SIDES; s++)
		sum += part->bytes[s];
	to[0] = buf_room(&t->out, sum);
	t->out.n = sum;
	for (size_t s = 1; s < SIDES && sum > 0; s++)
		to[s] = to[s - 1] + part->bytes[s - 1];
	for (size_t i = 0; i < nruns; i++) {
		memcpy(to[runs[i].side], runs[i].p, runs[i].n);
		to[runs[i].side] += runs[i].n;
	}
	if (part->unended)
		*to[runs[nruns - 1].side] = '\n';
}

static void
copy_work(void *worker, struct task *t)
{
	struct part *part = t->result;
	struct record r;

	while (next_record(t, &part->census, &r)) {
		enum side side = side_of(worker, &part->census, &r);

		part->records[side]++;
		part->unended = r.raw.p[r.raw.n - 1] != '\n';
		add_run(&t->side, &r, side);
	}
	copy_runs(t, part);
}

static void
copy_done(void *tool, struct task *t)
{
	const struct part *part = t->result;
	struct split *s = tool;
	size_t at = 0;

	add_census(&s->census, &part->census);
	for (size_t i = 0; i < s->plan.nsides; i++) {
		if (part->bytes[i] > 0)
			out_write(
			    &s->sides[i].out, t->out.p + at, part->bytes[i]);
		s->sides[i].records += part->records[i];
		at += part->bytes[i];
	}
}

/* Enough for a write to be worth its call, and small enough for the cache. */
enum { CHUNK = 1024 * 1024 };

static void
run(struct split *s, const char *input, struct job *job)
{
	char *files[] = {(char *)input, NULL};
	struct in in;

	job->tool = s;
	job->jobs = opt_shared.jobs;
	job->max_record = opt_shared.max_record;
	job->progress = opt_shared.progress;
	job->chunk = CHUNK;
	job->result_size = sizeof(struct part);
	s->census = (struct census){0};
	in_init(&in, files);
	engine_run(job, &in);
	in_free(&in);
}

static void
collect(struct split *s)
{
	struct job job = {.work = collect_work, .done = collect_done};

	run(s, s->input, &job);
}

static void
copy(struct split *s, const char *input)
{
	struct job job = {
	    .start = copy_start,
	    .stop = copy_stop,
	    .work = copy_work,
	    .done = copy_done,
	};

	run(s, input, &job);
}

/* Where reading began in what can be read again, or -1. */
static off_t
start_of(const char *input)
{
	bool is_stdin = str_is(str_c(input), "-");
	struct stat st;

	if (is_stdin ? fstat(STDIN_FILENO, &st) != 0 : stat(input, &st) != 0)
		return 0; /* in_next() will say so */
	if (!S_ISREG(st.st_mode))
		return -1;
	return is_stdin ? lseek(STDIN_FILENO, 0, SEEK_CUR) : 0;
}

static int
open_spool(struct split *s)
{
	int fd = temporary_spool();

	if (fd < 0)
		diag_die(STATUS_IO, "cannot create a temporary file: %s",
		    strerror(errno));
	out_open_fd(&s->spool, fd, "the temporary file");
	return fd;
}

/* Makes the start of what was read come next on standard input. */
static void
rewind_stdin(int fd, off_t start)
{
	if (lseek(fd, start, SEEK_SET) < 0 || dup2(fd, STDIN_FILENO) < 0)
		diag_die(STATUS_IO, "cannot read the input again: %s",
		    strerror(errno));
}

static void
make_plan(struct split *s)
{
	plan_want(&s->plan, s->share, s->nhashes);
	if (s->validation_count != NOT_GIVEN)
		plan_want_count(&s->plan, s->validation_count);
	if (s->method == ORDER)
		plan_order(&s->plan, s->hashes, s->leak);
	else
		plan_shuffle(&s->plan, s->hashes, s->nhashes, s->seed, s->leak);
}

/* Reads all, plans, reads it again. */
static void
run_twice(struct split *s)
{
	const char *again = s->input;
	off_t start = start_of(s->input);
	struct census first;
	int spool = -1;

	if (start < 0)
		spool = open_spool(s);
	collect(s);
	if (diag_status() != STATUS_OK)
		return;
	make_plan(s);
	if (spool >= 0) {
		out_flush(&s->spool);
		rewind_stdin(spool, 0);
		out_abandon(&s->spool);
		again = "-";
	} else if (str_is(str_c(s->input), "-")) {
		rewind_stdin(STDIN_FILENO, start);
	}
	first = s->census;
	copy(s, again);
	if (diag_status() == STATUS_OK &&
	    (first.records != s->census.records ||
		first.digest != s->census.digest))
		diag_die(
		    STATUS_IO, "%s changed while it was read", names_input(s));
}

void
passes_run(struct split *s)
{
	s->spool = OUT_CLOSED;
	if (s->method == HASH) {
		plan_by_number(&s->plan, s->share);
		copy(s, s->input);
	} else {
		run_twice(s);
	}
	free(s->hashes);
	s->hashes = NULL;
}
