/* SPDX-License-Identifier: MIT */
/*
 * The request for a job in the making.  It is a tree, so that --body, the
 * options and --set can each say what they know, the later over the earlier;
 * what it holds lives in the arena.
 *
 *	if (!request_make(&r, &tool, &arena, &f))
 *		...
 *	request_put_file(&r, "training_file", id);
 *	if (!request_finish(&r, &create, &f))
 *		...
 *	api_job_create(&api, &create, ...);
 */
#ifndef FT_TOOLS_JOB_REQUEST_H
#define FT_TOOLS_JOB_REQUEST_H

#include "tools/job/job.h"
#include "tools/job/tree.h"

struct request {
	const struct job_tool *tool;
	const struct api_kind *kind;
	struct tree tree;
};

/* False (STATUS_USAGE, STATUS_INPUT, STATUS_IO) for a request that nobody would
 * take. */
bool request_make(struct request *r, const struct job_tool *t,
    struct arena *arena, struct fault *f) MUSTCHECK;

/* The string of a field, or the empty view. */
struct str request_text(const struct request *r, const char *path);

/* Our name of the method: "supervised", ...; what is not known is that. */
struct str request_method(const struct request *r);

/* Rounds over the training file; 0: as the provider chooses. */
uint64_t request_epochs(const struct request *r);

/* Puts the id of a file where its path stood. */
void request_put_file(struct request *r, const char *field, struct str id);

/* Draws the key by which the job is known again, and writes all down. */
bool request_finish(
    struct request *r, struct api_create *create, struct fault *f) MUSTCHECK;

/* Appends as much of it as the provider is asked a price for. */
void request_write_for_price(const struct request *r, struct buf *to);

/* Has ft-lint look at the files that are here, with no byte sent; and sends
 * them, and waits until the server can use them. */
bool files_lint(
    struct job_tool *t, const struct request *r, struct fault *f) MUSTCHECK;
bool files_send(
    struct job_tool *t, struct request *r, struct fault *f) MUSTCHECK;

/* For the files of request_make() alone: a string at a path; the method and the
 * hyperparameters that options tell; and warnings of fields that the API does
 * not have. */
bool request_set_text(struct request *r, const char *path, const char *text,
    struct fault *f) MUSTCHECK;
bool hyper_add(struct request *r, struct fault *f) MUSTCHECK;
void fields_check(const struct request *r);

#endif
