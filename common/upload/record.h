/* SPDX-License-Identifier: MIT */
/*
 * What is known of a file on its way to a server, kept in a file of its own so
 * that a later run goes on where this one stopped: the upload, the parts that
 * were confirmed, and in the end the file's id.
 *
 * A record belongs to a server, an organisation and project, a purpose, a name
 * and a size.  It is written whole or not at all, under XDG_STATE_HOME (or
 * ~/.local/state); what cannot be read there counts as nothing known.  It holds
 * no key.
 */
#ifndef FT_UPLOAD_RECORD_H
#define FT_UPLOAD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/net/api.h"
#include "common/upload/source.h"

/* An upload of more parts is none of ours. */
enum { RECORD_PARTS_MAX = 10000 };

struct record {
	char *path;	 /* NULL where there is no place for it */
	struct str name; /* of the file, for the server; borrowed */
	uint64_t size;
	struct arena arena;

	/* Of an upload under way; its id is empty when there is none. */
	struct str upload;
	int64_t expires_at;  /* or API_NO_NUMBER */
	struct str identity; /* see struct source */
	uint64_t part_size;
	struct str *parts; /* ids; empty ones were not confirmed */
	size_t nparts;

	/* Of a file that arrived, else empty. */
	struct str file;
	struct str hash; /* see digest.h */
};

/* Reads what there is.  To be freed. */
void record_load(struct record *r, const struct api *api,
    const struct source *s, struct str purpose);
void record_free(struct record *r);

/* Forgets the upload, or begins one; the views are copied. */
void record_forget(struct record *r);
void record_begin(struct record *r, const struct api_upload *upload,
    const struct source *s, uint64_t part_size);
void record_part(struct record *r, size_t i, struct str id);

/* What was an upload is a file now. */
void record_arrived(struct record *r, struct str file, struct str hash);

/* False (STATUS_IO) when it cannot be kept. */
bool record_save(const struct record *r, struct fault *f) MUSTCHECK;

#endif
