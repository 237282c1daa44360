/* SPDX-License-Identifier: MIT */
/*
 * Columns in UTF-16 code units, as SARIF and its readers count them, from
 * columns in bytes.  Remembers where it was: columns that come in order cost
 * one pass over the line, however many they are.
 */
#ifndef FT_TOOLS_LINT_UNITS_H
#define FT_TOOLS_LINT_UNITS_H

#include "common/base/str.h"

struct units {
	struct str line;
	size_t off;   /* bytes that were passed */
	size_t units; /* in them */
};

void units_init(struct units *u, struct str line);

/* The column, from 1, of a byte's column, from 1.  Bytes that are no UTF-8
 * count as the U+FFFD that readers make of them. */
size_t units_column(struct units *u, size_t column);

#endif
