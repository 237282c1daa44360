/* SPDX-License-Identifier: MIT */
/*
 * Text in columns beside each other on a terminal, wrapped at words by the
 * columns that characters take, with what would drive the terminal masked.
 *
 *	column_init(&c[0], 38, false);
 *	column_add(&c[0], text, STYLE_PLAIN);
 *	column_end(&c[0]);
 *	...
 *	columns_write(&to, c, n, " | ");
 */
#ifndef FT_TOOLS_EVAL_COLUMNS_H
#define FT_TOOLS_EVAL_COLUMNS_H

#include <stdbool.h>

#include "common/base/buf.h"

enum style { STYLE_PLAIN, STYLE_HEAD, STYLE_DIM, STYLE_MISSING, STYLE_MORE };

struct column_line {
	size_t off, n; /* in text */
	size_t width;
};

struct column {
	size_t width;
	bool color;
	struct buf text;
	struct column_line *lines;
	size_t nlines, room;

	/* The line in the making. */
	struct column_line line;
	bool open;
	enum style style;
};

void column_init(struct column *c, size_t width, bool color);
void column_free(struct column *c);

/* Adds text; LF begins a line.  Without colour, what is missing or more stands
 * in [-...-] or {+...+}, as wdiff(1) has it. */
void column_add(struct column *c, struct str text, enum style style);

/* Begins a line, unless it has just begun. */
void column_end(struct column *c);

/* Appends the lines of n columns beside each other. */
void columns_write(
    struct buf *to, struct column *c, size_t n, const char *between);

#endif
