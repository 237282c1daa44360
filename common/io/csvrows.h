/* SPDX-License-Identifier: MIT */
/*
 * Rows that were read and not given yet: what csvin.c and csvquick.c fill, cell
 * by cell.  The last cells may be of a row that has not ended.
 */
#ifndef FT_IO_CSVROWS_H
#define FT_IO_CSVROWS_H

#include "common/base/arena.h"
#include "common/io/csvin.h"

struct csv_waiting {
	size_t off, end; /* in the chunk */
	size_t first;	 /* of its cells */
	size_t n;	 /* above CSVIN_CELLS: those above are not kept */
};

struct csv_rows {
	struct csvin_cell *cells;
	size_t ncells, cells_cap;
	struct csv_waiting *v;
	size_t n, cap, given;
	size_t row_n;	     /* cells so far of the row that has not ended */
	struct arena copies; /* of cells that hold quotes */
};

void csv_rows_free(struct csv_rows *r);

/* Makes room for one more cell, and for one more row. */
void csv_rows_more_cells(struct csv_rows *r);
void csv_rows_more(struct csv_rows *r);

/* Adds a cell that begins at the offset to the row that has not ended. */
static inline void
csv_rows_cell(struct csv_rows *r, struct str text, size_t off)
{
	if (r->row_n++ >= CSVIN_CELLS)
		return;
	if (r->ncells == r->cells_cap)
		csv_rows_more_cells(r);
	r->cells[r->ncells++] = (struct csvin_cell){text, off};
}

/* Ends that row. */
static inline void
csv_rows_end(struct csv_rows *r, size_t off, size_t end)
{
	size_t kept = r->row_n < CSVIN_CELLS ? r->row_n : CSVIN_CELLS;

	if (r->n == r->cap)
		csv_rows_more(r);
	r->v[r->n++] =
	    (struct csv_waiting){off, end, r->ncells - kept, r->row_n};
	r->row_n = 0;
}

/* Forgets the cells of the row that has not ended. */
void csv_rows_break(struct csv_rows *r);

/* Forgets the rows that have ended: they were given. */
void csv_rows_drop(struct csv_rows *r);

#endif
