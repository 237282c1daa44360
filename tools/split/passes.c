/* SPDX-License-Identifier: MIT */
/* Reading the input, once or twice, with a plan in between. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/sort.h"
#include "common/io/temporary.h"
#include "tools/split/number.h"
#include "tools/split/worker.h"

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
	struct job job = {
	    .start = worker_start,
	    .stop = worker_stop,
	    .work = collect_work,
	    .done = collect_done,
	};

	run(s, s->input, &job);
}

static void
copy(struct split *s, const char *input)
{
	struct job job = {
	    .start = worker_start,
	    .stop = worker_stop,
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

/* Are there no groups at all, or no strata, where some were asked for? */
static void
check_paths(const struct split *s)
{
	uint64_t n = s->census.records;
	const char *option = s->group != NULL ? "group" : "hash-key";

	if (n > 0 && s->census.ungrouped == n)
		diag_die(STATUS_NO, "--%s: no record has a value at that path",
		    option);
	if (n > 0 && s->census.unstratified == n)
		diag_die(STATUS_NO,
		    "--stratify: no record has a value at that path");
}

/* As many for each fold, the first ones one more where it does not come out. */
static void
want_folds(const struct split *s, uint64_t *wanted)
{
	for (uint64_t i = 0; i < s->folds; i++)
		wanted[i] = s->nhashes / s->folds + (i < s->nhashes % s->folds);
}

static void
make_deal(struct split *s)
{
	uint64_t wanted[PARTS_MAX];

	check_paths(s);
	if (s->folds != NOT_GIVEN)
		want_folds(s, wanted);
	else
		memcpy(wanted, s->plan.wanted, sizeof(s->plan.wanted));
	sort_u64_with(s->hashes, s->nhashes, opt_shared.jobs);
	s->plan.duplicates = plan_repeats(s->hashes, s->nhashes);
	free(s->hashes);
	s->hashes = NULL;
	if (!isnan(s->threshold))
		near_join(&s->near, &s->deal);
	deal_out(&s->deal, wanted, s->nparts);
}

static void
make_plan(struct split *s)
{
	s->plan.threads = opt_shared.jobs;
	plan_want(&s->plan, s->share, s->nhashes);
	if (s->validation_count != NOT_GIVEN)
		plan_want_count(&s->plan, s->validation_count);
	if (s->dealt)
		make_deal(s);
	else if (s->method == ORDER)
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
	s->census = first; /* it alone has followed the paths */
}

void
passes_run(struct split *s)
{
	s->spool = OUT_CLOSED;
	if (s->method == HASH) {
		if (s->folds == NOT_GIVEN)
			plan_by_number(&s->plan, s->share);
		copy(s, s->input);
		check_paths(s);
	} else {
		run_twice(s);
	}
	free(s->hashes);
	s->hashes = NULL;
}
