/* SPDX-License-Identifier: MIT */
/*
 * A row -> a message of a conversation, for --group.
 */
#ifndef FT_TOOLS_CSV2JSONL_MESSAGE_H
#define FT_TOOLS_CSV2JSONL_MESSAGE_H

#include "tools/csv2jsonl/record.h"

/* What a row says. */
struct spoken {
	struct spoken *next;
	size_t off;	     /* of the row in the chunk */
	struct csv_place at; /* in its file */
	struct str key;	     /* which conversation it is of */
	struct str text;     /* the message, JSON */
	struct str end;	     /* what stands behind the messages in the record */
};

/*
 * What the row says, in copies in the arena; MADE_NOTHING also for an empty
 * message of the system.
 */
enum made message_of(struct maker *m, const struct plan *p,
    const struct csvin_row *row, struct arena *a, struct spoken *s,
    struct fault *f) MUSTCHECK;

#endif
