/* SPDX-License-Identifier: MIT */
/*
 * What is known of a file on its way to a server, kept in a file of its own so
 * that a later run goes on where this one stopped: the upload, the parts that
 * were confirmed, and in the end the file's id.  Each is on the disk when the
 * call returns that tells it.
 *
 * A record belongs to a server, an organisation and project, a purpose, a name
 * and a size, and to one process at a time.  It lies under XDG_STATE_HOME (or
 * ~/.local/state), a line of JSON for each thing that is known; what cannot be
 * read there counts as nothing known.  It holds no key.
 *
 *	record_init(&r, &api, &source, purpose);
 *	if (!record_open(&r, &f))
 *		... nothing can be kept: f says why, and all else works ...
 *	while (!record_lock(&r, &holder))
 *		... wait ...
 *	... r.upload, r.parts, r.file ...
 *	record_free(&r);
 */
#ifndef FT_UPLOAD_RECORD_H
#define FT_UPLOAD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/net/api.h"
#include "common/upload/journal.h"
#include "common/upload/source.h"

/* An upload of more parts is none of ours. */
enum { RECORD_PARTS_MAX = 10000 };

struct record {
	const struct api *api;
	const struct source *source;
	struct str purpose; /* borrowed, as those are */
	struct journal journal;
	bool kept; /* there is a file for it */
	struct arena arena;

	/* Of an upload under way; its id is empty when there is none. */
	struct str upload;
	int64_t expires_at;  /* by our own clock, or API_NO_NUMBER */
	struct str identity; /* see struct source */
	uint64_t part_size;
	struct str *parts; /* ids; empty ones were not confirmed */
	size_t nparts;

	/* Of a file that arrived, else empty. */
	struct str file;
	struct str hash; /* see digest.h */
};

/* Nothing is known yet.  To be freed. */
void record_init(struct record *r, const struct api *api,
    const struct source *s, struct str purpose);
void record_free(struct record *r);

/* Finds its file, or makes it.  False (STATUS_IO) when there can be none. */
bool record_open(struct record *r, struct fault *f) MUSTCHECK;

/* Reads what is known, unless another process has the record: false then, see
 * journal_lock(). */
bool record_lock(struct record *r, long *holder) MUSTCHECK;

/* Forgets the upload. */
void record_forget(struct record *r);

/*
 * Begins an upload; has a part confirmed; makes a file of the upload, or of
 * nothing.  The views are copied.  False (STATUS_IO) when that cannot be kept
 * for a later run; it is known to this one all the same.
 */
bool record_begin(struct record *r, struct str upload, int64_t expires_at,
    uint64_t part_size, struct fault *f) MUSTCHECK;
bool record_part(
    struct record *r, size_t i, struct str id, struct fault *f) MUSTCHECK;
bool record_arrived(struct record *r, struct str file, struct str hash,
    struct fault *f) MUSTCHECK;

#endif
