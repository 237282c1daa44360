/* SPDX-License-Identifier: MIT */
/*
 * A table as text: cells parted by tabs, lines that begin with "#" and blank
 * lines ignored, the first other line naming the columns, in any order.
 *
 * What columns a kind of row can have is a list; a cell is read into the field
 * that its column names.  "-" and an empty cell mean that the value is not
 * known.  The text is borrowed, and so is what a CELL_TEXT field views.
 *
 * Faults carry the offset in the line that t->line counts.
 */
#ifndef FT_MARKET_TABLE_H
#define FT_MARKET_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"

enum {
	TABLE_MAX_COLUMNS = 32,
	TABLE_MAX_LINE = 64 * 1024, /* bytes */
	TABLE_MAX_ROWS = 5000,
};

/*
 * How the text of a cell becomes a value.  read is given the empty view for a
 * value that is not known.
 */
struct cell_kind {
	bool (*read)(struct str cell, void *to);
	const char *wanted; /* for messages: "a price such as 0.40" */
};

extern const struct cell_kind cell_text;  /* struct str */
extern const struct cell_kind cell_whole; /* uint64_t; not known: 0 */
extern const struct cell_kind cell_date;  /* uint32_t; not known: NO_DATE */
extern const struct cell_kind cell_money; /* int64_t; not known: NO_FIGURE */

struct column {
	const char *name;
	const struct cell_kind *kind;
	size_t field;	/* its offset in the row's struct */
	unsigned group; /* a bit; see table_has() */
};

struct table {
	struct str rest;
	size_t line; /* of what was read last, from 1 */
	size_t rows;
	const struct column *columns; /* what there can be */
	size_t ncolumns;
	const struct column *order[TABLE_MAX_COLUMNS]; /* what there is */
	struct str cells[TABLE_MAX_COLUMNS];	       /* of this row */
	size_t width;
};

/* Reads up to the line that names the columns. */
bool table_open(struct table *t, struct str text, const struct column *columns,
    size_t ncolumns, struct fault *f) MUSTCHECK;

/* Is there a column of one of these groups? */
bool table_has(const struct table *t, unsigned groups);

/* Takes the next row apart.  At the end *more is false. */
bool table_next(struct table *t, bool *more, struct fault *f) MUSTCHECK;

/* The current row's cell in that column, and its offset for a fault; the
 * empty view when it is "-" or there is no such column. */
struct str table_cell(const struct table *t, const char *name, size_t *off);

/* Reads the cells of the current row into the fields of a struct. */
bool table_fill(const struct table *t, void *row, struct fault *f) MUSTCHECK;

#endif
