/* SPDX-License-Identifier: MIT */
/*
 * Text with {column} fields; {{ and }} are braces.
 *
 *	template_parse(&a, "Q: {question}", &t, &f)
 *	template_bind(&a, &t, &columns, &bound, &unknown)
 *	for each row: template_write(&bound, &row, out)
 */
#ifndef FT_TOOLS_CSV2JSONL_TEMPLATE_H
#define FT_TOOLS_CSV2JSONL_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"
#include "tools/csv2jsonl/columns.h"

enum piece_kind {
	PIECE_TEXT,
	PIECE_CELL,
	PIECE_NEXT_LINE, /* a newline and the cell; nothing for an empty one */
};

struct piece {
	enum piece_kind kind;
	struct str text; /* the text; of a cell, the column's name */
	size_t column;	 /* of a cell, once bound */
};

struct template
{
	struct piece *pieces; /* in the arena it was made in */
	size_t n;	      /* 0: the text is empty */
};

/* The template's pieces are views of text.  Faults have STATUS_USAGE. */
bool template_parse(struct arena *a, const char *text, struct template *t,
    struct fault *f) MUSTCHECK;

/* The template for these columns; false when there is no column *unknown. */
bool template_bind(struct arena *a, const struct template *t,
    const struct columns *c, struct template *bound,
    struct str *unknown) MUSTCHECK;

/* Adds a column at the end of a bound template. */
void template_add_column(struct arena *a, struct template *t,
    enum piece_kind kind, const struct columns *c, size_t column);

/* Appends the text for a row, escaped as the inside of a JSON string. */
void template_write(
    const struct template *t, const struct csvin_row *row, struct buf *to);

/* Has the template fields, and only white space in all their cells? */
bool template_is_blank(const struct template *t, const struct csvin_row *row);

#endif
