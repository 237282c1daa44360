/* SPDX-License-Identifier: MIT */
/*
 * A table for people: cells in rows, each column as wide as its widest cell.
 *
 *	grid_init(&g, "llr");		left, left, right
 *	grid_cell(&g, STR("gpt-4o"));	row by row
 *	grid_print(&g, out);
 *	grid_free(&g);
 */
#ifndef FT_TOOLS_COST_GRID_H
#define FT_TOOLS_COST_GRID_H

#include "common/base/buf.h"
#include "common/io/out.h"

struct grid {
	const char *align; /* a letter for each column: l or r */
	size_t columns;
	struct buf text; /* the cells, one after the other */
	size_t *ends;	 /* where each ends in text */
	size_t ncells;
};

void grid_init(struct grid *g, const char *align);
void grid_free(struct grid *g);

/* Adds the next cell; what would drive a terminal is masked. */
void grid_cell(struct grid *g, struct str text);

/* Prints the full rows, two blanks between columns. */
void grid_print(const struct grid *g, struct out *out);

#endif
