/* SPDX-License-Identifier: MIT */
/*
 * Where the rows of a CSV text end, found fast and without reading the cells.
 *
 * A row ends at the first line end (LF, CRLF or a lone CR) that is not within
 * quotes; quotes open only at the start of a cell, as in every well-formed row.
 * So a malformed row has an end too, and it depends on nothing but where the
 * row begins: that is where reading goes on behind it.  A byte-order mark in
 * front of a row's first quote is looked over.
 *
 *	static const struct csv_dialect dialect = {',', '"'};
 *	struct job job = {.cut = csvcut, .how = &dialect, ...};
 */
#ifndef FT_IO_CSVCUT_H
#define FT_IO_CSVCUT_H

#include "common/base/str.h"
#include "common/io/engine.h"

struct csv_dialect {
	char delimiter;
	char quote; /* NUL: none, a cell ends at the next delimiter */
};

/*
 * A cut_fn; how is a struct csv_dialect.  Rows that are not empty count as
 * records, but for one that is a byte-order mark at the start of data and no
 * more; every line end counts, also one within quotes.
 */
cut_fn csvcut;

/*
 * The length of the row at the start of data, without its line end; all of
 * data where the row does not end in it.
 */
size_t csvcut_row(const struct csv_dialect *d, struct str data);

/*
 * The offset of the quote that is still open at the end of data, which begins
 * where a row begins; data.n when none is.
 */
size_t csvcut_open_quote(const struct csv_dialect *d, struct str data);

/* The length of the byte-order mark at the start of data: 3 or 0. */
size_t csvcut_bom(struct str data);

/*
 * Line and column of bytes of data, whose byte at `begin` is the first one of
 * the given line (what stands in front is a byte-order mark).  Fast for offsets
 * that grow.
 */
struct csv_place {
	size_t line;   /* from 1 */
	size_t column; /* in bytes, from 1 */
};
struct csvcut_cursor {
	struct str data;
	size_t first_line, begin;
	size_t line, line_at; /* the line of the last answer */
};
struct csvcut_cursor csvcut_cursor(struct str data, size_t line, size_t begin);
struct csv_place csvcut_place(struct csvcut_cursor *c, size_t off);

#endif
