/* SPDX-License-Identifier: MIT */
/*
 * A file's way to a provider, for tools that send one.
 *
 * Before it is sent, ft-lint looks at it, and the server is asked whether it
 * has the same bytes under the same name already.  A small file goes in one
 * request, a large one in parts, several at a time; what is known of these is
 * kept, so that the same call in a later run sends only what is missing.
 *
 *	struct upload_options o = {.purpose = STR("fine-tune"), .lint = true};
 *
 *	upload_init(&u, &session.api, &o);
 *	arena_init(&arena);
 *	if (!upload_file(&u, "train.jsonl", &arena, &file, &f))
 *		...
 *	upload_free(&u);
 *
 * upload_tick() is to be the `tick` of the api's client, u its ctx.
 *
 * Faults are those of api.h, and STATUS_NO where ft-lint found errors, which it
 * has said on standard error.
 */
#ifndef FT_UPLOAD_UPLOAD_H
#define FT_UPLOAD_UPLOAD_H

#include "common/base/diag.h"
#include "common/io/progress.h"
#include "common/net/api.h"
#include "common/upload/pace.h"
#include "common/upload/source.h"

enum upload_md5 {
	UPLOAD_MD5_AUTO, /* but for what was sent faster than it is summed */
	UPLOAD_MD5_ALWAYS,
	UPLOAD_MD5_NEVER,
};

/* More options of ft-lint than these are not taken. */
enum { UPLOAD_LINT_MORE = 12 };

struct upload_options {
	struct str purpose;
	const char *name;    /* for the server; NULL: the file's own */
	bool lint;	     /* look at it first, if it is for training */
	bool force;	     /* send what is there already */
	bool parts;	     /* also what would go in one request */
	bool dry;	     /* ask and send nothing */
	uint64_t part_size;  /* 0: as large as they may be */
	unsigned in_flight;  /* parts at a time, at least 1 */
	uint64_t rate;	     /* bytes in a second, as the client has it; or 0 */
	enum upload_md5 md5; /* of what goes in parts */
	const char *progress; /* "auto", "always", "never" */

	/* Options of ft-lint, ended by NULL; or NULL. */
	const char *const *lint_more;

	/* Told what is no failure: that parts are resumed, for example. */
	void (*tell)(const char *path, enum level level, const char *text);
};

struct upload {
	struct api *api;
	struct upload_options o;

	/* Of the file that is being sent. */
	const struct source *source;
	struct progress progress;
	bool sending;
	uint64_t before; /* http_sent() when it began */
	struct pace pace;
	bool in_parts, warned_late, warned_record;
};

void upload_init(
    struct upload *u, struct api *api, const struct upload_options *o);

/*
 * Sends a file ("-": standard input), or finds it on the server.  In a dry run
 * says what would be done, and leaves *file empty.  What the file views lives
 * in the arena.
 */
bool upload_file(struct upload *u, const char *path, struct arena *arena,
    struct api_file *file, struct fault *f) MUSTCHECK;

/* To be called several times a second while it is at work. */
void upload_tick(void *upload);

/*
 * Waits until the server can use the file, and reads it again.  False:
 * STATUS_NO when the server cannot, STATUS_TEMPORARY when that was not known
 * after so many milliseconds.
 */
bool upload_wait(struct upload *u, int64_t ms, struct arena *arena,
    struct api_file *file, struct fault *f) MUSTCHECK;

#endif
