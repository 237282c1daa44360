/* SPDX-License-Identifier: MIT */
#include "common/io/csvrows.h"

#include <stdlib.h>

#include "common/base/mem.h"

enum { FIRST = 64 };

void
csv_rows_free(struct csv_rows *r)
{
	arena_free(&r->copies);
	free(r->cells);
	free(r->v);
}

void
csv_rows_more_cells(struct csv_rows *r)
{
	r->cells_cap = r->cells_cap == 0 ? FIRST : 2 * r->cells_cap;
	r->cells = mem_resize(r->cells, r->cells_cap, sizeof(*r->cells));
}

void
csv_rows_more(struct csv_rows *r)
{
	r->cap = r->cap == 0 ? FIRST : 2 * r->cap;
	r->v = mem_resize(r->v, r->cap, sizeof(*r->v));
}

static size_t
unended(const struct csv_rows *r)
{
	return r->row_n < CSVIN_CELLS ? r->row_n : CSVIN_CELLS;
}

void
csv_rows_break(struct csv_rows *r)
{
	r->ncells -= unended(r);
	r->row_n = 0;
}

void
csv_rows_drop(struct csv_rows *r)
{
	size_t keep = unended(r);

	for (size_t i = 0; i < keep; i++)
		r->cells[i] = r->cells[r->ncells - keep + i];
	r->ncells = keep;
	r->n = r->given = 0;
}
