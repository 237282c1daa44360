/* SPDX-License-Identifier: MIT */
/*
 * A table for people: cells in rows, each column as wide as its widest cell.
 *
 *	grid_init(&g, "llr");		left, left, right
 *	grid_cell(&g, STR("gpt-4o"));	row by row
 *	grid_write(&g, &text);
 *	grid_free(&g);
 */
#ifndef FT_TEXT_GRID_H
#define FT_TEXT_GRID_H

#include <stdint.h>

#include "common/base/buf.h"

struct grid {
	const char *align; /* a letter for each column: l or r */
	size_t columns;
	struct buf text; /* the cells, one after the other */
	size_t *ends;	 /* where each ends in text */
	size_t ncells, room;
};

void grid_init(struct grid *g, const char *align);
void grid_free(struct grid *g);

/* Adds the next cell; what would drive a terminal is masked. */
void grid_cell(struct grid *g, struct str text);

/* The same, "-" where it is empty. */
void grid_text(struct grid *g, struct str text);

/* "48,661"; "-" where it is below 0, as what is not known is. */
void grid_number(struct grid *g, int64_t n);

/* Seconds since 1970: "2026-11-21 08:49", in UTC; "-" where they are below 0.
 */
void grid_time(struct grid *g, int64_t seconds);

/* Appends the full rows, two blanks between columns. */
void grid_write(const struct grid *g, struct buf *to);

#endif
