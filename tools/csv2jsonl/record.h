/* SPDX-License-Identifier: MIT */
/*
 * A row -> a record.
 */
#ifndef FT_TOOLS_CSV2JSONL_RECORD_H
#define FT_TOOLS_CSV2JSONL_RECORD_H

#include "common/io/csvin.h"
#include "common/json/json.h"
#include "tools/csv2jsonl/plan.h"

/* What a thread needs to make records. */
struct maker {
	const struct wish *wish;
	struct csvin *csv;
	struct arena arena; /* reset for each record */
	struct json_reader json;
};

struct maker *maker_new(const struct wish *w) MUSTCHECK;
void maker_free(struct maker *m);

enum made {
	MADE,
	MADE_NOTHING, /* a text is blank, and such rows are to be left out */
	MADE_FAULT,   /* its off is in the chunk */
};

/*
 * Appends the record for a row of the width of the plan's columns, and a
 * newline; unless MADE, nothing is appended.
 */
enum made record_write(struct maker *m, const struct plan *p,
    const struct csvin_row *row, struct buf *to, struct fault *f) MUSTCHECK;

/* The weight of a row, "0", "1" or empty. */
bool record_weight(const struct plan *p, const struct csvin_row *row,
    struct str *weight, struct fault *f) MUSTCHECK;

/* Appends what stands behind the messages or the answers: tools are of the
 * former. */
void record_end(
    const struct plan *p, const struct csvin_row *row, struct buf *to);

/* Appends a JSON text without the white space between its tokens. */
void record_compact(struct str json, struct buf *to);

#endif
