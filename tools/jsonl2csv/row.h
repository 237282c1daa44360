/* SPDX-License-Identifier: MIT */
/*
 * A record -> its rows.
 */
#ifndef FT_TOOLS_JSONL2CSV_ROW_H
#define FT_TOOLS_JSONL2CSV_ROW_H

#include "tools/jsonl2csv/drops.h"
#include "tools/jsonl2csv/layout.h"

/* What rows are made with; one for each thread. */
struct rower {
	const struct wish *wish;
	const struct layout *layout;
	struct arena *arena; /* for what is left out */
	struct drops drops;  /* of this record */
	struct fault *fault;
	struct buf cells; /* the row before its weight */
	struct buf end;	  /* the row behind it: the metadata */
};

/*
 * Appends the record's rows; conversation is what its rows are called where
 * they are messages.  On a fault, whose offset is in the record, `to` may hold
 * a part of them.
 */
bool row_write(struct rower *r, const struct json_doc *doc,
    struct str conversation, struct buf *to, struct fault *f) MUSTCHECK;

#endif
