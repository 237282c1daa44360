/* SPDX-License-Identifier: MIT */
/*
 * What came of a chunk, and what is told about it and about all.
 */
#ifndef FT_TOOLS_CSV2JSONL_REPORT_H
#define FT_TOOLS_CSV2JSONL_REPORT_H

#include "common/io/engine.h"
#include "tools/csv2jsonl/message.h"

struct totals {
	size_t rows, records;
	size_t skipped;	 /* bad rows */
	size_t blank;	 /* rows left out because a text is blank */
	size_t repaired; /* sequences that became U+FFFD */
};

/* Something to be said about a chunk. */
struct report;

/* What came of a chunk; all lies in the task's arena. */
struct outcome {
	struct totals totals;
	const struct plan *plan; /* made from this chunk's first row */
	struct report *first, *last;
	struct spoken *said, *said_last; /* with --group */
	bool stop;
};

/* Keeps a message until it is the chunk's turn. */
void report_add(
    struct task *t, struct csv_place at, enum status status, struct str text);

/* Tells what the messages of the task's file are made of, in its first task. */
void report_columns(const struct task *t);

/* Tells what was kept, and raises the status. */
void report_tell(const struct task *t);

void totals_add(struct totals *sum, const struct totals *more);

/* Tells how many rows came in and what became of them. */
void totals_tell(const struct totals *sum);

/* Appends a row that was skipped, for --rejects. */
void reject_write(struct buf *to, const char *file, size_t line,
    struct str reason, struct str row);

/* What a row over the ceiling is most likely, a quote that is never closed, and
 * where. */
struct csv_place too_long_explain(
    const struct csv_dialect *dialect, const struct task *t, struct fault *f);

#endif
