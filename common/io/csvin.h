/* SPDX-License-Identifier: MIT */
/*
 * The rows of a CSV text, as libcsv has them: strict quoting as in RFC 4180,
 * line ends LF, CRLF or CR, every byte of a cell kept.  Empty lines are no
 * rows.  What is malformed (text behind a closing quote, a quote within an
 * unquoted cell, a quote that never closes, NUL, bytes that are no UTF-8, a row
 * of another width) is given as a bad row, and reading goes on where that row
 * ends by the rule in csvcut.h.
 *
 * A chunk is whole rows, as csvcut() makes them, and so chunks can be read by
 * several threads, each with a csvin of its own.
 *
 *	csvin_chunk(c, t->data, t->line, t->first);
 *	while (csvin_row(c, &row))
 *		if (row.bad)
 *			... c's fault, at csvin_place(c, row.fault->off)
 *		else
 *			... row.cells[0 to row.n - 1]
 *
 * A row lives until the next call.  Memory: a slice of the chunk in cells, or
 * one row; a copy of the cells that hold quotes.
 */
#ifndef FT_IO_CSVIN_H
#define FT_IO_CSVIN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/io/csvcut.h"

/* A row has at most that many cells. */
enum { CSVIN_CELLS = 65536 };

/* Is s valid UTF-8?  If not, *bad is the offset of what is wrong. */
typedef bool csvin_valid_fn(struct str s, size_t *bad);

struct csvin_cell {
	struct str text; /* without its quotes, doubled ones made single */
	size_t off;	 /* in the chunk: of its first byte or its quote */
};

struct csvin_row {
	struct csvin_cell *cells;
	size_t n;
	struct str raw; /* as it stands in the chunk, without line end */
	size_t off;	/* of raw in the chunk */
	bool bad;	/* fault says why, its off is in the chunk */
	bool ragged;	/* bad for its width alone: the cells are there */
	const struct fault *fault; /* NULL unless bad */
};

struct csvin;

/*
 * valid is utf8_valid() (which is of a floor that this one cannot use), or NULL
 * where any bytes will do.  The caller frees with csvin_free().
 */
struct csvin *csvin_new(
    struct csv_dialect dialect, csvin_valid_fn *valid) MUSTCHECK;
void csvin_free(struct csvin *c);

/* Another dialect from the next chunk on. */
void csvin_dialect(struct csvin *c, struct csv_dialect dialect);

/* Rows that have not n cells are bad from now on; 0: any number will do. */
void csvin_width(struct csvin *c, size_t n);

/*
 * Sets out on a chunk that begins in the given line.  first: at the file's
 * start (or with nothing but empty lines before), where a byte-order mark is
 * left out.  A first chunk has as many rows as csvcut() counted records.
 */
void csvin_chunk(struct csvin *c, struct str data, size_t line, bool first);

/* The next row; false when there is none. */
bool csvin_row(struct csvin *c, struct csvin_row *row);

/* Where the byte at an offset in the chunk stands in its file. */
struct csv_place csvin_place(struct csvin *c, size_t off);

/* The offset in the chunk of the byte at `at` in a cell's text. */
size_t csvin_offset(
    const struct csvin *c, const struct csvin_cell *cell, size_t at);

/* For tests: how many bytes are read at a time, at least 1, and whether by
 * libcsv alone. */
void csvin_slice(struct csvin *c, size_t bytes, bool alone);

#endif
