/* SPDX-License-Identifier: MIT */
#include "common/io/engine.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/io/progress.h"

enum {
	KEEP = 4 * ENGINE_CHUNK, /* memory that a buffer keeps between chunks */
	MAX_THREADS = 256,
};

static const struct str bom = {"\xef\xbb\xbf", 3};

/*
 * A thread takes a free task, fills it (one thread at a time: read_lock),
 * works on it, and delivers it.  Whoever delivers the task that is next in
 * order finishes it and those behind it that are ready; the others do not
 * wait.  There are enough tasks that no thread idles for long, and no more, so
 * memory is bounded.
 */
struct engine {
	const struct job *job;

	pthread_mutex_t read_lock; /* guards the following */
	struct in *in;
	size_t chunk; /* bytes wanted at a time */
	bool file_open;
	bool begun;	 /* job->begin was called for the file */
	bool skipping;	 /* within a line that is over the ceiling */
	struct buf tail; /* the bytes behind the last cut */
	size_t file_number, line, index, seq;
	bool first;

	pthread_mutex_t order_lock; /* guards the following */
	pthread_cond_t freed;
	struct task *free;
	struct task **ready; /* by seq modulo ntasks */
	size_t ntasks;
	size_t next; /* the seq to be finished next */
	bool finishing;

	atomic_bool stop;
	struct progress progress; /* of the thread that finishes */
};

static bool
is_blank(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' &&
		    line.p[i] != '\r' && line.p[i] != '\n')
			return false;
	return true;
}

/* The length of a line without the CR in front of its LF. */
static size_t
without_cr(struct str line)
{
	return line.n > 0 && line.p[line.n - 1] == '\r' ? line.n - 1 : line.n;
}

static struct cut
cut_lines(const void *how, struct str data, bool at_end, size_t max)
{
	struct cut c = {0};

	(void)how;
	while (c.bytes < data.n) {
		struct str rest = str_from(data, c.bytes);
		size_t end = str_find(rest, '\n');
		bool ended = end < rest.n, last = !ended && at_end;
		struct str line = str_of(rest.p, end);

		/* Where no LF is in sight yet, a CR may be in front of one. */
		if ((last ? end : without_cr(line)) > max) {
			c.too_long = true;
			break;
		}
		if (!ended && !last)
			break;
		c.records += !is_blank(line);
		c.lines++;
		c.bytes += end + ended;
	}
	return c;
}

bool
task_record(struct task *t, struct record *r)
{
	struct str rest = t->rest;
	size_t end;

	if (rest.n == 0)
		return false;
	end = str_find(rest, '\n');
	r->text = str_of(rest.p, end);
	if (end < rest.n)
		r->text.n = without_cr(r->text);
	r->raw = str_of(rest.p, end < rest.n ? end + 1 : end);
	r->bom = t->first && rest.p == t->data.p && str_starts(r->text, bom);
	if (r->bom)
		r->text = str_from(r->text, bom.n);
	r->blank = is_blank(r->text);
	r->line = t->next_line++;
	r->index = t->next_index;
	t->next_index += !r->blank;
	t->rest = str_from(rest, r->raw.n);
	return true;
}

/* Reads until t->held has want bytes; false when the file ends before. */
static bool
fill_to(struct engine *e, struct task *t, size_t want)
{
	char *p = buf_room(&t->held, want - t->held.n);

	t->held.n += in_read(e->in, p, want - t->held.n);
	return t->held.n == want;
}

/* Drops the rest of a line that was too long; what follows stays in held. */
static void
skip_line(struct engine *e, struct task *t)
{
	bool more = true;
	size_t end;

	while ((end = str_find(buf_str(&t->held), '\n')) == t->held.n && more) {
		buf_clear(&t->held);
		more = fill_to(e, t, e->chunk);
	}
	end += end < t->held.n;
	t->held.n -= end;
	memmove(t->held.p, t->held.p + end, t->held.n);
}

/* Opens the next file unless one is open; false when there is none. */
static bool
have_file(struct engine *e)
{
	if (e->file_open)
		return true;
	if (!in_next(e->in))
		return false;
	e->file_open = true;
	e->first = true;
	e->skipping = e->begun = false;
	e->line = e->index = 1;
	buf_clear(&e->tail);
	return true;
}

/* Reads until whole records are there, or the file's end. */
static struct cut
read_records(struct engine *e, struct task *t, bool *at_end)
{
	cut_fn *cut = e->job->cut == NULL ? cut_lines : e->job->cut;
	size_t want = e->chunk;

	for (;;) {
		struct cut c;

		while (want <= t->held.n)
			want *= 2;
		*at_end = !fill_to(e, t, want);
		if (!e->begun && e->job->begin != NULL)
			e->job->begin(
			    e->job->tool, e->file_number, buf_str(&t->held));
		e->begun = true;
		/* What a read error cut off is no record. */
		c = cut(e->job->how, buf_str(&t->held),
		    *at_end && !e->in->failed, e->job->max_record);
		if (c.bytes > 0 || c.too_long || *at_end)
			return c;
	}
}

/*
 * The first record in held is over the ceiling: takes what is there of it.
 * The rest of a line will be skipped; where another kind of record ends is
 * not known, so it is the file's last.
 */
static struct cut
take_too_long(struct engine *e, struct task *t, bool *at_end)
{
	struct cut c = {.bytes = t->held.n, .lines = 1, .records = 1};
	size_t end = str_find(buf_str(&t->held), '\n');

	t->too_long = true;
	if (e->job->cut != NULL) {
		*at_end = true;
	} else if (end < t->held.n) {
		c.bytes = end + 1;
	} else {
		e->skipping = true;
	}
	return c;
}

/* Describes the task's data, and moves on behind it. */
static void
label(struct engine *e, struct task *t, struct cut c)
{
	t->file = e->in->name;
	t->file_number = e->file_number;
	t->line = t->next_line = e->line;
	t->index = t->next_index = e->index;
	t->first = e->first;
	t->seq = e->seq++;
	t->taken = e->in->taken;
	e->line += c.lines;
	e->index += c.records;
	e->first = false;
}

/* Fills a task with the next chunk; false when there is none. */
static bool
fill(struct engine *e, struct task *t)
{
	struct cut c;
	bool at_end;

	if (atomic_load(&e->stop) || !have_file(e))
		return false;
	buf_shrink(&t->held, KEEP);
	buf_add_str(&t->held, buf_str(&e->tail));
	buf_shrink(&e->tail, KEEP);
	if (e->skipping)
		skip_line(e, t);
	e->skipping = t->too_long = t->stop = false;
	c = read_records(e, t, &at_end);
	if (c.too_long && c.bytes == 0)
		c = take_too_long(e, t, &at_end);
	t->data = t->rest = str_of(t->held.p, c.bytes);
	label(e, t, c);
	t->failed = at_end && e->in->failed;
	t->last = at_end && (c.bytes == t->held.n || e->in->failed);
	if (t->last) {
		e->file_open = false;
		e->file_number++;
	} else {
		buf_add(&e->tail, t->held.p + c.bytes, t->held.n - c.bytes);
	}
	return true;
}

static void
report_too_long(const struct engine *e, const struct task *t)
{
	diag_at((struct place){t->file, t->line, 1}, LEVEL_ERROR,
	    "the record is longer than %zu bytes (--max-record)",
	    e->job->max_record);
	diag_raise(STATUS_INPUT);
}

/* Does what is to be done in order with a task, and empties it. */
static void
finish(struct engine *e, struct task *t)
{
	const struct job *job = e->job;

	if (atomic_load(&e->stop))
		return;
	if (t->too_long && job->too_long == NULL)
		report_too_long(e, t);
	else if (t->too_long)
		job->too_long(job->tool, t);
	else if (job->done != NULL)
		job->done(job->tool, t);
	if (job->out != NULL)
		out_str(job->out, buf_str(&t->out));
	if (job->side != NULL)
		out_str(job->side, buf_str(&t->side));
	if (job->out != NULL && job->flush)
		out_flush(job->out);
	progress_show(&e->progress, t->taken);
	if (t->stop)
		atomic_store(&e->stop, true);
}

static void
empty(const struct job *job, struct task *t)
{
	buf_shrink(&t->out, KEEP);
	buf_shrink(&t->side, KEEP);
	arena_reset(&t->arena);
	if (job->result_size > 0)
		memset(t->result, 0, job->result_size);
}

static struct task *
take_free(struct engine *e)
{
	struct task *t;

	pthread_mutex_lock(&e->order_lock);
	while (e->free == NULL)
		pthread_cond_wait(&e->freed, &e->order_lock);
	t = e->free;
	e->free = t->next;
	pthread_mutex_unlock(&e->order_lock);
	return t;
}

/* With order_lock held. */
static void
give_free(struct engine *e, struct task *t)
{
	t->next = e->free;
	e->free = t;
	pthread_cond_signal(&e->freed);
}

static void
deliver(struct engine *e, struct task *t)
{
	pthread_mutex_lock(&e->order_lock);
	e->ready[t->seq % e->ntasks] = t;
	while (!e->finishing && e->ready[e->next % e->ntasks] != NULL) {
		t = e->ready[e->next % e->ntasks];
		e->ready[e->next % e->ntasks] = NULL;
		e->finishing = true;
		pthread_mutex_unlock(&e->order_lock);
		finish(e, t);
		empty(e->job, t);
		pthread_mutex_lock(&e->order_lock);
		e->finishing = false;
		e->next++;
		give_free(e, t);
	}
	pthread_mutex_unlock(&e->order_lock);
}

static void *
thread_main(void *arg)
{
	struct engine *e = arg;
	const struct job *job = e->job;
	void *worker = job->start == NULL ? job->tool : job->start(job->tool);

	for (;;) {
		struct task *t = take_free(e);
		bool filled;

		pthread_mutex_lock(&e->read_lock);
		filled = fill(e, t);
		pthread_mutex_unlock(&e->read_lock);
		if (!filled) {
			pthread_mutex_lock(&e->order_lock);
			give_free(e, t);
			pthread_mutex_unlock(&e->order_lock);
			break;
		}
		if (!t->too_long)
			job->work(worker, t);
		deliver(e, t);
	}
	if (job->stop != NULL)
		job->stop(worker);
	return NULL;
}

static void
set_up(struct engine *e, const struct job *job, struct in *in)
{
	*e = (struct engine){.job = job, .in = in};
	e->chunk = job->chunk == 0 ? ENGINE_CHUNK : job->chunk;
	pthread_mutex_init(&e->read_lock, NULL);
	pthread_mutex_init(&e->order_lock, NULL);
	pthread_cond_init(&e->freed, NULL);
	buf_init(&e->tail, BUF_NO_MAX);
	e->ntasks = job->jobs == 1 ? 1 : 2 * (size_t)job->jobs;
	e->ready = mem_zero(e->ntasks, sizeof(struct task *));
	for (size_t i = 0; i < e->ntasks; i++) {
		struct task *t = mem_zero(1, sizeof(*t));

		buf_init(&t->held, BUF_NO_MAX);
		buf_init(&t->out, BUF_NO_MAX);
		buf_init(&t->side, BUF_NO_MAX);
		t->result = mem_zero(1, job->result_size);
		give_free(e, t);
	}
	progress_start(&e->progress,
	    job->progress == NULL ? "never" : job->progress, in->size);
}

static void
tear_down(struct engine *e)
{
	progress_stop(&e->progress);
	while (e->free != NULL) {
		struct task *t = e->free;

		e->free = t->next;
		buf_free(&t->held);
		buf_free(&t->out);
		buf_free(&t->side);
		arena_free(&t->arena);
		free(t->result);
		free(t);
	}
	free(e->ready);
	buf_free(&e->tail);
	pthread_cond_destroy(&e->freed);
	pthread_mutex_destroy(&e->order_lock);
	pthread_mutex_destroy(&e->read_lock);
}

void
engine_run(const struct job *job, struct in *in)
{
	pthread_t threads[MAX_THREADS];
	struct engine e;
	unsigned more = 0;

	set_up(&e, job, in);
	/* The calling thread is one of them; fewer than wanted will do. */
	while (more + 1 < job->jobs && more < MAX_THREADS &&
	    pthread_create(&threads[more], NULL, thread_main, &e) == 0)
		more++;
	thread_main(&e);
	while (more > 0)
		pthread_join(threads[--more], NULL);
	tear_down(&e);
}
