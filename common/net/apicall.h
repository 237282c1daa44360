/* SPDX-License-Identifier: MIT */
/*
 * How a call of the API is made, for the api*.c files alone.
 */
#ifndef FT_NET_APICALL_H
#define FT_NET_APICALL_H

#include "common/net/api.h"

/* What a server has answered: the text, and a value in it. */
struct apicall_value {
	struct str text; /* in the arena, as the value is */
	const struct json *v;
};

/* Pieces of a path: what is not escaped, an id that is, and again. */
struct apicall_path {
	struct str start; /* "/files", of the table */
	struct str id;	  /* empty: none */
	const char *more; /* "/content", or NULL */
};

/* Can it be one?  What would be taken for a folder cannot, nor what is longer
 * than any. */
bool apicall_is_id(struct str id);

/* Writes the address; false (STATUS_USAGE) for an id that cannot be one. */
bool apicall_url(struct api *a, const struct apicall_path *path,
    struct buf *url, struct fault *f) MUSTCHECK;

/* A GET, or whatever method is set, of that address. */
struct http_request apicall_request(const char *method, const struct buf *url);

/* Reads an answer's body as an object (or, for lists, an array); false
 * (STATUS_REFUSED) where it is none. */
bool apicall_read(const struct http_answer *answer, struct arena *arena,
    struct apicall_value *value, struct fault *f) MUSTCHECK;

/* Sends it, and reads the answer as an object into the arena. */
bool apicall(struct api *a, const struct http_request *r, struct arena *arena,
    struct apicall_value *value, struct fault *f) MUSTCHECK;

/* Is the object that one that was asked for?  False (STATUS_REFUSED) where it
 * has another id; but some services have several for one. */
bool apicall_same(const struct api *a, struct str asked, struct str id,
    struct fault *f) MUSTCHECK;

/* Each entry of a list, of all pages.  A list that says that there is more, but
 * not where, or goes in circles, ends there, and sets a->endless. */
bool apicall_list(struct api *a, struct buf *url,
    bool (*each)(void *ctx, struct apicall_value entry), void *ctx,
    struct fault *f) MUSTCHECK;

/* False (STATUS_REFUSED) behind such a list, for who wants all of it. */
bool apicall_ended(const struct api *a, struct fault *f) MUSTCHECK;

/*
 * The same for what must not be done twice.  Where the answer is lost, look()
 * is asked whether the deed was done: it fills what is wanted from there and
 * sets *found.  value->v is NULL then.
 */
struct apicall_once {
	struct http_request r;
	const char *what; /* "the job", for messages */
	bool (*look)(struct api *a, void *ctx, bool *found, struct fault *f);
	void *ctx;
};
bool apicall_once(struct api *a, const struct apicall_once *o,
    struct arena *arena, struct apicall_value *value,
    struct fault *f) MUSTCHECK;

/*
 * What was there before something is created, so that what is there after a
 * lost answer can be told from it: the ids of the first page, and the time of
 * the newest, by the server's own clock.
 */
struct apicall_mark {
	struct arena arena;
	struct str *ids;
	size_t n;
	int64_t newest;
};

void apicall_mark_free(struct apicall_mark *m);
void apicall_mark_add(
    struct apicall_mark *m, struct str id, int64_t created_at);
bool apicall_mark_is_new(
    const struct apicall_mark *m, struct str id, int64_t created_at);

/* Objects, as the server gave them. */
void apiread_file(const struct api_kind *kind, struct apicall_value v,
    struct arena *arena, struct api_file *file);
void apiread_job(const struct api_kind *kind, struct apicall_value v,
    struct arena *arena, struct api_job *job);
void apiread_event(
    struct apicall_value v, struct arena *arena, struct api_event *event);
void apiread_checkpoint(struct apicall_value v, struct arena *arena,
    struct api_checkpoint *checkpoint);
void apiread_model(
    struct apicall_value v, struct arena *arena, struct api_model *model);

/* A member that is a string, or the empty view; and a number or time. */
struct str apiread_text(const struct json *object, const char *name);
int64_t apiread_number(const struct json *object, const char *name);

/* v on one line. */
struct str apiread_line(struct apicall_value v, struct arena *arena);

#endif
