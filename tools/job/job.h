/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-job.
 */
#ifndef FT_TOOLS_JOB_JOB_H
#define FT_TOOLS_JOB_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/opt.h"
#include "common/io/out.h"
#include "common/market/market.h"
#include "common/net/session.h"
#include "common/upload/upload.h"

/* Of --seed: not given. */
#define NO_SEED UINT64_MAX

enum { PARTS_AT_A_TIME = 8 }; /* of a file that is sent */

struct job_tool {
	/* As on the command line. */
	const char *training_file, *validation_file, *model, *suffix, *method;
	const char *epochs, *batch_size, *multiplier, *rate, *beta;
	uint64_t seed;
	struct opt_list metadata, set;
	const char *body, *today_text, *hook, *max_cost_text;
	bool dry_run, force, follow, id_only, no_lint, yes;
	bool plot, csv;
	const char *format; /* auto, table, json */
	const char *svg;
	double timeout, interval; /* seconds */
	double tolerance;	  /* per cent */
	struct session_options session_options;

	struct session session;
	struct market market;
	uint32_t today;
	int64_t max_cost; /* nano-dollars, or NO_FIGURE */
	struct out out;

	/* Of create. */
	bool here[2];	   /* the training and the validation file are paths */
	const char *place; /* the file that a fault is about, or NULL */
	struct upload upload;
};

/* Reports a fault about a job (NULL: about none); an interrupt ends the program
 * here. */
void job_fault(struct job_tool *t, const char *id, const struct fault *f);

/* Prints a record of the server's, or its id alone. */
void job_print(struct job_tool *t, struct str id, struct str json);

/* Our table's row of a model of this provider, or NULL. */
const struct model *job_row(const struct job_tool *t, struct str name);

/* Which of the files of create are paths? */
bool files_sort(struct job_tool *t, struct fault *f) MUSTCHECK;

/* A descriptor of a temporary file with the content of one of the server's, or
 * -1. */
int files_fetch(struct job_tool *t, struct str id, struct fault *f) MUSTCHECK;

/* False (STATUS_REFUSED) for a model that is not there, or not for long. */
bool guard(struct job_tool *t, struct str model, struct fault *f) MUSTCHECK;

void job_create(struct job_tool *t);

/* Says how many tokens a job was trained on and what they cost, once the server
 * tells. */
void bill_say(struct job_tool *t, const struct api_job *job);

/* Holds what a job is billed for against our own estimate. */
void job_reconcile(struct job_tool *t, const char *id);

/* Prints what a job has measured, or draws it. */
void job_metrics(struct job_tool *t, const char *id);

/* Waits for the end of a job; with `events`, prints each of these once. */
void job_follow(struct job_tool *t, const char *id, bool events);

/* Are lists for people?  Then these print them, and write an event. */
bool job_wants_table(const struct job_tool *t);
bool table_jobs(struct job_tool *t, struct fault *f) MUSTCHECK;
bool table_checkpoints(
    struct job_tool *t, struct str id, struct fault *f) MUSTCHECK;
void table_write_event(struct buf *to, const struct api_event *event);

/* The events of a job that were not printed before. */
struct events {
	struct arena arena; /* what is known, and what is new */
	struct str *slots;  /* known ids, by hash */
	size_t nslots, nknown;
	struct str *fresh; /* lines, in the server's order */
	size_t nfresh, room;
	bool table; /* lines for people */
	int order;  /* 1: newest first, -1: oldest first, 0: not known yet */

	/* Of one reading of the list. */
	int64_t last;	 /* time */
	size_t up, down; /* from one to the next */
	bool seen_old, seen_new;
};

void events_init(struct events *e, bool table);
void events_free(struct events *e);

/* Reads what is new and prints it, oldest first; nothing where that fails. */
bool events_print(struct job_tool *t, struct events *e, struct str id,
    struct fault *f) MUSTCHECK;

/* How far the training is, by the newest events; false where none says. */
struct stage {
	int64_t step, total; /* or API_NO_NUMBER */
	double loss;
	bool has_loss;
};
bool stage_read(struct api *a, struct str id, struct stage *s) MUSTCHECK;

/* A line on standard error that says how a job is. */
struct ticker {
	bool redrawn; /* on a terminal, in place of the last */
	size_t width; /* of what stands there */
	struct buf text, said;
};
void ticker_start(struct ticker *k);
void ticker_show(struct ticker *k, const struct api_job *job,
    const struct stage *s, int64_t seconds);
void ticker_clear(struct ticker *k);
void ticker_stop(struct ticker *k);

/* Runs the command of --hook for a job that has ended. */
void hook_run(const char *command, const struct api_job *job);

#endif
