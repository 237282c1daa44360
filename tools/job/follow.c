/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/net/interrupt.h"
#include "tools/job/job.h"

struct follow {
	struct job_tool *tool;
	const char *id;
	bool with_events;
	struct events events;
	struct ticker ticker;
	struct arena arena; /* of one look */
	struct api_job job;
	bool looked; /* the job was there once */
	int64_t began, until, age;
};

static int64_t
now(const struct follow *w)
{
	const struct world *world = w->tool->session.api.world;

	return world->now(world->ctx);
}

/* How old the job was when it was first seen: by two clocks, so with care. */
static void
note_age(struct follow *w)
{
	const struct world *world = w->tool->session.api.world;

	if (w->looked)
		return;
	w->looked = true;
	w->age = w->job.created_at <= 0
	    ? 0
	    : world->date(world->ctx) - w->job.created_at;
	if (w->age < 0)
		w->age = 0;
}

/* For how long the job has been there: to its end, if that is told. */
static int64_t
seconds_of(const struct follow *w)
{
	const struct api_job *job = &w->job;

	if (apis_is_end(job->state) && job->created_at > 0 &&
	    job->finished_at >= job->created_at)
		return job->finished_at - job->created_at;
	return w->age + (now(w) - w->began) / 1000;
}

/* Reads the job, and then its events: so none is missed of a job that has
 * ended. */
static bool
look(struct follow *w, struct fault *f)
{
	struct api *a = &w->tool->session.api;
	struct stage stage;

	arena_reset(&w->arena);
	if (!api_job(a, str_c(w->id), &w->arena, &w->job, f))
		return false;
	note_age(w);
	if (w->with_events)
		ticker_clear(&w->ticker);
	/* The job goes on, whatever is the matter with the list. */
	if (w->with_events &&
	    !events_print(w->tool, &w->events, str_c(w->id), f) && !a->endless)
		return false;
	if (apis_is_end(w->job.state) || w->job.state != API_RUNNING ||
	    !stage_read(a, str_c(w->id), &stage))
		stage.step = API_NO_NUMBER;
	ticker_show(&w->ticker, &w->job, &stage, seconds_of(w));
	return true;
}

static void
say_model(struct follow *w)
{
	if (w->job.fine_tuned_model.n == 0) {
		diag_at((struct place){.file = w->id}, LEVEL_WARNING,
		    "the server gives the model no name");
		return;
	}
	out_masked(&w->tool->out, w->job.fine_tuned_model);
	out_str(&w->tool->out, STR("\n"));
	out_flush(&w->tool->out);
}

static void
report_end(struct follow *w)
{
	const struct api_job *job = &w->job;

	ticker_clear(&w->ticker);
	bill_say(w->tool, job);
	if (job->state == API_SUCCEEDED) {
		say_model(w);
	} else {
		diag_at((struct place){.file = w->id}, LEVEL_ERROR,
		    "%.*s%s%.*s%s%.*s%s", STR_ARGS(job->status),
		    job->error_message.n > 0 ? ": " : "",
		    STR_ARGS(job->error_message),
		    job->error_code.n > 0 ? " (" : "",
		    STR_ARGS(job->error_code),
		    job->error_code.n > 0 ? ")" : "");
		diag_raise(STATUS_NO);
	}
	hook_run(w->tool->hook, job);
}

/* Waits for the next look; false when there is none. */
static bool
rest(struct follow *w, struct fault *f)
{
	int64_t ms = (int64_t)(w->tool->interval * 1000);
	int64_t left = w->until - now(w);

	if (left <= 0)
		return fault_set(f, STATUS_TEMPORARY, 0,
		    "still %.*s after %g s", STR_ARGS(w->job.status),
		    w->tool->timeout);
	if (!http_pause(w->tool->session.api.http, ms < left ? ms : left))
		return fault_set(f, STATUS_TEMPORARY, 0, "interrupted");
	return true;
}

/* True when the job has ended.  A failure that may pass ends nothing, once the
 * job was seen: a job runs for hours, and so may the network be away. */
static bool
watch(struct follow *w, struct fault *f)
{
	for (;;) {
		if (look(w, f)) {
			if (apis_is_end(w->job.state))
				return true;
		} else if (f->status != STATUS_TEMPORARY || !w->looked ||
		    interrupt_seen()) {
			return false;
		} else {
			ticker_clear(&w->ticker);
			diag_at((struct place){.file = w->id}, LEVEL_WARNING,
			    "%s", f->text);
			w->job.status = STR("not known");
		}
		if (!rest(w, f))
			return false;
	}
}

void
job_follow(struct job_tool *t, const char *id, bool events)
{
	struct follow w = {.tool = t, .id = id, .with_events = events};
	struct fault f;
	bool ended;

	w.began = now(&w);
	w.until = w.began + (int64_t)(t->timeout * 1000);
	arena_init(&w.arena);
	events_init(&w.events, job_wants_table(t));
	ticker_start(&w.ticker);
	ended = watch(&w, &f);
	if (ended)
		report_end(&w);
	ticker_stop(&w.ticker);
	if (!ended)
		job_fault(t, id, &f);
	events_free(&w.events);
	arena_free(&w.arena);
}
