/* SPDX-License-Identifier: MIT */
/*
 * What a training has measured: a table with a row for each step, as a job's
 * result file or its events tell it.
 *
 *	metrics_init(&m);
 *	if (!metrics_read(&m, text, "file-abc", &f))
 *		...
 *	metrics_write_json(&m, &buf);
 *	metrics_free(&m);
 *
 * Cells are kept as they were written; what is no finite number has no value.
 */
#ifndef FT_TOOLS_JOB_METRICS_H
#define FT_TOOLS_JOB_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/json/json.h"

enum { METRICS_COLUMNS = 64 }; /* more are refused */

struct metrics {
	struct arena arena;
	struct str names[METRICS_COLUMNS];
	size_t ncolumns;
	struct str *cells;  /* ncolumns for each row */
	size_t nrows, room; /* room: for cells */
};

void metrics_init(struct metrics *m);
void metrics_free(struct metrics *m);

/* Is it base64 of such a file, as some servers have it?  Then it is decoded. */
void metrics_decode(struct buf *text);

/*
 * Reads CSV with a header.  Rows that are malformed are reported, raise the
 * status and are left out; false (STATUS_INPUT) where there is no header.
 */
bool metrics_read(struct metrics *m, struct str csv, const char *name,
    struct fault *f) MUSTCHECK;

/* Adds a row: the members of an object, those that are numbers.  Rows come in
 * any order, until metrics_sort() puts them in that of their steps. */
void metrics_add(struct metrics *m, const struct json *data);
void metrics_sort(struct metrics *m);

struct str metrics_cell(const struct metrics *m, size_t row, size_t column);
bool metrics_value(
    const struct metrics *m, size_t row, size_t column, double *x) MUSTCHECK;

/* The column of that name, or ncolumns. */
size_t metrics_column(const struct metrics *m, struct str name);

/* Appends a line of JSON for each row, numbers as numbers, null for what is
 * missing or not finite; or CSV with a header. */
void metrics_write_json(const struct metrics *m, struct buf *to);
void metrics_write_csv(const struct metrics *m, struct buf *to);

#endif
