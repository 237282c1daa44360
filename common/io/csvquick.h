/* SPDX-License-Identifier: MIT */
/*
 * The rows of a CSV text that have nothing wrong, read at many times libcsv's
 * speed and with libcsv's outcome; at the first row that is not so plain it
 * stops, and leaves the judgement to libcsv.  See csvin.c.
 */
#ifndef FT_IO_CSVQUICK_H
#define FT_IO_CSVQUICK_H

#include "common/io/csvrows.h"

/*
 * Reads from data, at whose offset `from` a row begins, rows that end with a
 * line end, until about `most` bytes were read.  data has no NUL from there on.
 * Returns the offset of the row that it would read next, be it because that is
 * malformed or has no line end in data; data.n when there is none.
 */
size_t csvquick(struct csv_rows *r, const struct csv_dialect *d,
    struct str data, size_t from, size_t most);

#endif
