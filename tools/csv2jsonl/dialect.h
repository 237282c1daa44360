/* SPDX-License-Identifier: MIT */
/*
 * What stands between the cells of a file, told by its first rows.
 */
#ifndef FT_TOOLS_CSV2JSONL_DIALECT_H
#define FT_TOOLS_CSV2JSONL_DIALECT_H

#include "common/io/csvcut.h"

/*
 * Of comma, tab, semicolon and pipe the one by which most of the first rows
 * in head are well formed and as wide as the very first; of several such the
 * one that makes more columns.  A comma when there are no columns by any.
 */
char dialect_guess(struct csv_dialect d, struct str head);

#endif
