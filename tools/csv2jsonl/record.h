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
	struct csvin *csv;
	struct arena arena; /* reset for each record */
	struct json_reader json;
};

struct maker *maker_new(const struct wish *w) MUSTCHECK;
void maker_free(struct maker *m);

/*
 * Appends the record for a row of the width of the plan's columns, and a
 * newline.  On a fault (its off is in the chunk) nothing is appended.
 */
bool record_write(struct maker *m, const struct plan *p,
    const struct csvin_row *row, struct buf *to, struct fault *f) MUSTCHECK;

#endif
