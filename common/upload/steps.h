/* SPDX-License-Identifier: MIT */
/*
 * The steps of upload_file(), for the files of this folder alone.
 */
#ifndef FT_UPLOAD_STEPS_H
#define FT_UPLOAD_STEPS_H

#include "common/upload/digest.h"
#include "common/upload/record.h"
#include "common/upload/upload.h"

/* One file on its way, and where the answer goes. */
struct step {
	struct upload *u;
	struct source *s;
	struct record *r;
	struct arena *arena;
	struct api_file *file;
	struct digest xxh3, md5; /* the latter for what goes in parts */
	bool md5_needed, md5_dropped;
	int64_t summed_from; /* when they began, as step_now() has it */
};

/* Has ft-lint look at it. */
bool step_lint(struct step *st, struct fault *f) MUSTCHECK;

/* Looks for the same bytes under the same name on the server; *found says
 * whether file was filled. */
bool step_reuse(struct step *st, bool *found, struct fault *f) MUSTCHECK;

/* Sends it in parts, but for those that the record has. */
bool step_parts(struct step *st, struct fault *f) MUSTCHECK;

/* Where the record could not be kept it is said, once. */
void step_kept(struct step *st, bool kept, const struct fault *why);

/* Says something about the file, if there is somebody to tell. */
void step_tell(const struct step *st, enum level level, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

static inline int64_t
step_now(const struct step *st)
{
	const struct world *w = st->u->api->world;

	return w->now(w->ctx);
}

/* Waits for a digest; false (STATUS_IO, or STATUS_TEMPORARY where it was
 * interrupted) without one.  The text lives as long as the step. */
bool step_digest(const struct step *st, struct digest *d, struct str *text,
    struct fault *f) MUSTCHECK;

/*
 * The MD5 of the whole, or the empty view.  It is computed while parts are
 * sent, at some 700 MB/s, and is there before them on any line of less than 5
 * Gbit/s.  On a faster one it is not waited for unless it is needed; the first
 * of these, told how many bytes have arrived, gives it up as soon as that is
 * certain.
 */
void step_watch_md5(struct step *st, uint64_t arrived);
bool step_md5(struct step *st, struct str *md5, struct fault *f) MUSTCHECK;

/* What is sent from now on counts for progress and pace. */
void step_begin(struct step *st, uint64_t bytes, int64_t life);
void step_end(struct step *st);

/* What the api is told of the file. */
struct api_send step_send(const struct step *st);

#endif
