/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/term.h"
#include "common/market/bill.h"
#include "common/net/interrupt.h"
#include "tools/job/estimate.h"
#include "tools/job/request.h"

/* A job on its way to the server. */
struct creation {
	struct job_tool *tool;
	struct request request;
	struct estimate estimate;
	bool asked; /* the person has said yes */
};

/* Is there a person to ask? */
static bool
has_question(const struct job_tool *t)
{
	return !t->yes && !t->dry_run && term_is(0) && term_is(2);
}

/* Counts the training file, wherever it is. */
static bool
count(struct creation *c, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct str id = request_text(&c->request, "training_file");
	char name[32];
	int fd;

	if (c->estimate.encoding == NULL)
		return true;
	if (t->here[0]) {
		estimate_count(&c->estimate, t->training_file);
		t->place = t->training_file;
		return diag_status() == STATUS_OK ||
		    fault_set(f, STATUS_IO, 0, "it cannot be counted");
	}
	fd = files_fetch(t, id, f);
	if (fd < 0 && f->status == STATUS_REFUSED) {
		diag(LEVEL_WARNING, "the training file cannot be counted: %s",
		    f->text);
		return true;
	}
	if (fd < 0)
		return false;
	snprintf(name, sizeof(name), "/dev/fd/%d", fd);
	estimate_count(&c->estimate, name);
	close(fd);
	return diag_status() == STATUS_OK ||
	    fault_set(f, STATUS_IO, 0, "the training file cannot be counted");
}

static bool
hold_to_budget(
    const struct job_tool *t, int64_t cost, const char *who, struct fault *f)
{
	struct buf text;

	if (t->max_cost == NO_FIGURE || cost <= t->max_cost)
		return true;
	buf_init(&text, BUF_NO_MAX);
	bill_write_cost(&text, cost);
	fault_set(f, STATUS_NO, 0, "%s%s is above --max-cost %s", who,
	    buf_cstr(&text), t->max_cost_text);
	buf_free(&text);
	return false;
}

/* What the training is to cost, by our own count. */
static bool
price(struct creation *c, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct estimate *e = &c->estimate;

	estimate_init(e, t, request_text(&c->request, "model"));
	if (!t->here[0] && t->max_cost == NO_FIGURE && !has_question(t))
		return true;
	if (!count(c, f) || !estimate_price(e, request_epochs(&c->request), f))
		return false;
	estimate_say(e, t->here[0] ? t->training_file : "the training file");
	if (e->cost == NO_FIGURE && t->max_cost != NO_FIGURE &&
	    t->session.api.kind->estimate.n == 0)
		return fault_set(
		    f, STATUS_NO, 0, "no price known to hold to --max-cost");
	return hold_to_budget(t, e->cost, "", f);
}

/* What the provider itself thinks, where it can be asked: once the file is
 * there. */
static bool
ask_provider(struct creation *c, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct api *api = &t->session.api;
	double dollars;
	struct buf body;
	bool ok;

	if (api->kind->estimate.n == 0 || (t->dry_run && t->here[0]))
		return true;
	buf_init(&body, BUF_NO_MAX);
	request_write_for_price(&c->request, &body);
	ok = api_job_estimate(api, buf_str(&body), &dollars, f);
	buf_free(&body);
	if (ok && dollars >= 0 && dollars < 9e9) {
		diag(LEVEL_INFO, "%.*s estimates $%.2f",
		    STR_ARGS(api->kind->title), dollars);
		return hold_to_budget(t, (int64_t)(dollars * (double)NANO + .5),
		    "the provider's estimate of ", f);
	}
	if (t->max_cost != NO_FIGURE && c->estimate.cost == NO_FIGURE)
		return ok ? fault_set(f, STATUS_NO, 0,
				"no price known to hold to --max-cost")
			  : false;
	diag(LEVEL_WARNING, "%.*s estimates no price%s%s",
	    STR_ARGS(api->kind->title), ok ? "" : ": ", ok ? "" : f->text);
	return true;
}

/* Reads a line; does it begin with "y"?  An interrupt is no. */
static bool
read_yes(void)
{
	struct pollfd ready[] = {{.fd = STDIN_FILENO, .events = POLLIN},
	    {.fd = interrupt_fd(), .events = POLLIN}};
	char c = '\n', first = '\0';

	for (;;) {
		if (poll(ready, LENGTH(ready), -1) < 0 || interrupt_seen())
			return false;
		if (read(STDIN_FILENO, &c, 1) <= 0 || c == '\n')
			return first == 'y' || first == 'Y';
		if (first == '\0' && c != ' ')
			first = c;
	}
}

static bool
confirm(struct creation *c, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct buf text;

	if (!has_question(t))
		return true;
	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "Train %.*s%s", STR_ARGS(c->estimate.model),
	    c->estimate.cost == NO_FIGURE ? "" : " for about ");
	if (c->estimate.cost != NO_FIGURE)
		bill_write_cost(&text, c->estimate.cost);
	buf_adds(&text, "? [y/N] ");
	fputs(buf_cstr(&text), stderr);
	buf_free(&text);
	if (read_yes())
		return true;
	if (interrupt_seen())
		return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
	return fault_set(f, STATUS_NO, 0, "not created");
}

/* All that comes before the job: nothing is sent before all is well. */
static bool
prepare(struct creation *c, struct arena *arena, struct fault *f)
{
	struct job_tool *t = c->tool;
	struct request *r = &c->request;

	return files_sort(t, f) && request_make(r, t, arena, f) &&
	    guard(t, request_text(r, "model"), f) && files_lint(t, r, f) &&
	    price(c, f) && confirm(c, f) &&
	    (t->dry_run || files_send(t, r, f)) && ask_provider(c, f);
}

void
job_create(struct job_tool *t)
{
	struct creation c = {.tool = t};
	struct api_create create = {.key = STR("")};
	struct api_job job = {.id = STR("")};
	struct arena arena;
	struct fault f;
	char *id = NULL;
	bool ok;

	arena_init(&arena);
	ok = prepare(&c, &arena, &f);
	if (ok)
		t->place = NULL;
	ok = ok && request_finish(&c.request, &create, &f) &&
	    (t->dry_run ||
		api_job_create(&t->session.api, &create, &arena, &job, &f));
	if (!ok)
		job_fault(t, t->place, &f);
	else
		job_print(t, job.id, t->dry_run ? create.body : job.json);
	out_flush(&t->out);
	if (ok && !t->dry_run)
		id = mem_copy(job.id.p, job.id.n);
	arena_free(&arena);
	if (id != NULL && t->follow)
		job_follow(t, id, false);
	free(id);
}
