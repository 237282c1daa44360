/* SPDX-License-Identifier: MIT */
/*
 * The API of the services that train models, as typed calls: one struct api
 * speaks to one of them (see common/market/apis.h), and errors are faults with
 * the server's own words.
 *
 * Servers are read leniently: what they leave out is not known, what is unknown
 * is passed over, and every object is also there as it came, on one line.  What
 * is read lives in the arena that the caller gives.
 *
 * What creates something is not done twice: where the answer was lost, the
 * newest objects are searched for it before it is sent again.
 *
 *	if (!api_open(&api, &setup, &f))
 *		...
 *	arena_init(&arena);
 *	if (api_file(&api, STR("file-abc"), &arena, &file, &f))
 *		puts(file.filename ...);
 *	api_close(&api);
 *
 * Faults have STATUS_REFUSED (5) for what the server does not want,
 * STATUS_TEMPORARY (75) for what may pass, STATUS_USAGE (2) for what cannot be
 * asked of this service, STATUS_IO (4) for files of ours.
 */
#ifndef FT_NET_API_H
#define FT_NET_API_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/json/json.h"
#include "common/market/apis.h"
#include "common/net/credential.h"
#include "common/net/http.h"

/* Of numbers and times that the server did not tell. */
#define API_NO_NUMBER INT64_MIN

struct api {
	const struct api_kind *kind;
	struct http *http;
	struct retry_rules retry;
	const struct world *world;
	struct str key;	    /* to be masked */
	struct buf base;    /* without a slash at its end */
	struct buf version; /* api-version, or empty */
	char *extra[3];	    /* headers: organisation, project, NULL */
	long status;	    /* of the last answer but those to http_next() */
	bool endless;	    /* the last list did not end, but began again */
};

struct api_setup {
	const struct api_kind *kind;
	struct str base_url; /* as it was given; empty: the service's own */
	struct str version;  /* api-version; empty: none */
	const struct credential *credential; /* must outlive the api */
	struct http_options http; /* but for the key, and more headers */
};

bool api_open(
    struct api *a, const struct api_setup *setup, struct fault *f) MUSTCHECK;
void api_close(struct api *a);

/* False and a sentence when the service cannot do that: "pause a job". */
bool api_can(const struct api *a, enum api_can what, const char *words,
    struct fault *f) MUSTCHECK;

struct api_file {
	struct str id, filename, purpose, status, details;
	int64_t bytes, created_at, expires_at; /* or API_NO_NUMBER */
	enum api_state state;		       /* API_SUCCEEDED: can be used */
	struct str json;
};

struct api_upload {
	struct str id, status;
	int64_t created_at, expires_at; /* or API_NO_NUMBER */
	struct api_file file; /* its id is empty until it is complete */
	struct str json;
};

struct api_job {
	struct str id, model, status, fine_tuned_model;
	struct str training_file, validation_file, suffix;
	struct str result_file; /* the first */
	struct str error_code, error_message;
	int64_t created_at, finished_at, estimated_finish;
	int64_t trained_tokens, seed;
	enum api_state state;
	struct str json;
	const struct json *value;
};

struct api_event {
	struct str id, level, message, type;
	int64_t created_at;
	const struct json *data; /* an object, or NULL */
	struct str json;
};

struct api_checkpoint {
	struct str id, model;
	int64_t created_at, step;
	const struct json *metrics; /* an object, or NULL */
	struct str json;
};

struct api_model {
	struct str id, owner;
	int64_t created;
	struct str shutdown; /* "2027-01-14", or empty */
	struct str json;
};

/*
 * Lists: each object in the server's order, all pages, until each() returns
 * false.  What it views lives as long as the call.
 */
bool api_files(struct api *a, struct str purpose,
    bool (*each)(void *ctx, const struct api_file *file), void *ctx,
    struct fault *f) MUSTCHECK;
bool api_jobs(struct api *a, bool (*each)(void *ctx, const struct api_job *job),
    void *ctx, struct fault *f) MUSTCHECK;
bool api_events(struct api *a, struct str job,
    bool (*each)(void *ctx, const struct api_event *event), void *ctx,
    struct fault *f) MUSTCHECK;
bool api_checkpoints(struct api *a, struct str job,
    bool (*each)(void *ctx, const struct api_checkpoint *checkpoint), void *ctx,
    struct fault *f) MUSTCHECK;
bool api_models(struct api *a,
    bool (*each)(void *ctx, const struct api_model *model), void *ctx,
    struct fault *f) MUSTCHECK;

/* Appends the address where that model is asked. */
bool api_chat_url(struct api *a, struct str model, struct buf *url,
    struct fault *f) MUSTCHECK;

bool api_file(struct api *a, struct str id, struct arena *arena,
    struct api_file *file, struct fault *f) MUSTCHECK;

/* The server's answer on one line is in *json; empty where it says nothing. */
bool api_file_delete(struct api *a, struct str id, struct arena *arena,
    struct str *json, struct fault *f) MUSTCHECK;

/* The bytes, as they arrive; see struct http_request's sink. */
bool api_file_content(struct api *a, struct str id,
    bool (*sink)(void *ctx, struct str piece), void *ctx,
    struct fault *f) MUSTCHECK;

/* A file that is to be sent: the first n bytes of fd. */
struct api_send {
	struct str name, purpose;
	int fd;
	uint64_t n;
};

/* Sends it in one request (or as the service wants it); false and STATUS_INPUT
 * when the server took another number of bytes than were sent. */
bool api_file_send(struct api *a, const struct api_send *send,
    struct arena *arena, struct api_file *file, struct fault *f) MUSTCHECK;

/* A file in parts: an upload, its parts in any order, then all of them. */
bool api_upload(struct api *a, const struct api_send *send, struct arena *arena,
    struct api_upload *upload, struct fault *f) MUSTCHECK;
bool api_upload_cancel(
    struct api *a, struct str upload, struct fault *f) MUSTCHECK;

/* Puts a part into a->http's queue; ctx is found again in the answer of
 * http_next(), to be read by api_part_answer() and then freed.  The part is
 * freed by api_part_free() after that. */
struct api_part {
	struct multipart form;
};
bool api_part_start(struct api *a, struct str upload, int fd, uint64_t off,
    uint64_t n, struct api_part *part, void *ctx, struct fault *f) MUSTCHECK;
void api_part_free(struct api_part *part);
bool api_part_answer(const struct http_answer *answer, struct arena *arena,
    struct str *id, struct fault *f) MUSTCHECK;

/* Makes a file of the parts, in that order.  md5 is hexadecimal, or empty. */
bool api_upload_complete(struct api *a, struct str upload,
    const struct api_send *send, const struct str *parts, size_t nparts,
    struct str md5, struct arena *arena, struct api_file *file,
    struct fault *f) MUSTCHECK;

/*
 * A job that is to be created: the request as it is sent, and by what it is
 * known again.  Where the service has metadata, the request must have the value
 * of `key` under API_JOB_KEY.
 */
#define API_JOB_KEY "ft_job_key"
struct api_create {
	struct str body; /* JSON */
	struct str key;
	struct str training_file, suffix;
};
bool api_job_create(struct api *a, const struct api_create *create,
    struct arena *arena, struct api_job *job, struct fault *f) MUSTCHECK;
bool api_job(struct api *a, struct str id, struct arena *arena,
    struct api_job *job, struct fault *f) MUSTCHECK;

/* True, too, when the job has ended already. */
bool api_job_cancel(struct api *a, struct str id, struct arena *arena,
    struct api_job *job, struct fault *f) MUSTCHECK;

/* True, too, when the job is paused, or goes on, already. */
bool api_job_pause(struct api *a, struct str id, bool resume,
    struct arena *arena, struct api_job *job, struct fault *f) MUSTCHECK;

/* What the service itself thinks that a job costs, in dollars; the request as
 * for a job.  False and STATUS_USAGE where it has no opinion. */
bool api_job_estimate(
    struct api *a, struct str body, double *dollars, struct fault *f) MUSTCHECK;

/* Appends 32 hexadecimal digits that nobody has drawn before. */
void api_draw_key(struct buf *to, const struct world *world);

#endif
