/* SPDX-License-Identifier: MIT */
/*
 * The steps of upload_file(), for the files of this folder alone.
 */
#ifndef FT_UPLOAD_STEPS_H
#define FT_UPLOAD_STEPS_H

#include "common/upload/record.h"
#include "common/upload/upload.h"

/* One file on its way, and where the answer goes. */
struct step {
	struct upload *u;
	struct source *s;
	struct record *r;
	struct arena *arena;
	struct api_file *file;
};

/* Has ft-lint look at it. */
bool step_lint(struct step *st, struct fault *f) MUSTCHECK;

/* Looks for the same bytes under the same name on the server; *found says
 * whether file was filled. */
bool step_reuse(struct step *st, bool *found, struct fault *f) MUSTCHECK;

/* Sends it in parts, but for those that the record has. */
bool step_parts(struct step *st, struct fault *f) MUSTCHECK;

/* Keeps the record; where that cannot be done it is said, once. */
void step_save(struct step *st);

/* Says something about the file, if there is somebody to tell. */
void step_tell(const struct step *st, enum level level, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* What is sent from now on counts for progress and pace. */
void step_begin(struct step *st, uint64_t bytes, int64_t life);
void step_end(struct step *st);

/* What the api is told of the file. */
struct api_send step_send(const struct step *st);

#endif
