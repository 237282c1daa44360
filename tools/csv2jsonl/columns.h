/* SPDX-License-Identifier: MIT */
/*
 * The columns of a file, by the names in its header.
 */
#ifndef FT_TOOLS_CSV2JSONL_COLUMNS_H
#define FT_TOOLS_CSV2JSONL_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/io/csvin.h"

#define NO_COLUMN SIZE_MAX

struct columns {
	struct str *names;
	size_t n;
};

/* The names in a header's cells, copied into the arena. */
struct columns columns_of(struct arena *a, const struct csvin_row *header);

/* The names in a list with commas between them, views of it. */
struct columns columns_listed(struct arena *a, struct str list);

/* The first column of exactly that name, or NO_COLUMN. */
size_t columns_find(const struct columns *c, struct str name);

/* Or else the first one that differs in capitals A to Z or has blanks around
 * it. */
size_t columns_find_loosely(const struct columns *c, struct str name);

/* Does another column have the same name? */
bool columns_repeated(const struct columns *c, size_t column);

/* Appends the names with commas between them; not all when they are many. */
void columns_write(const struct columns *c, struct buf *to);

#endif
