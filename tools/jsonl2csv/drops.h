/* SPDX-License-Identifier: MIT */
/*
 * What was left out, by name, and how often.
 */
#ifndef FT_TOOLS_JSONL2CSV_DROPS_H
#define FT_TOOLS_JSONL2CSV_DROPS_H

#include <stddef.h>

#include "common/base/arena.h"

struct drop {
	struct drop *next;
	struct str name;
	size_t n;
};

/* In the order of first appearance; all zero is none.  At most DROPS_MOST
 * names are told apart. */
struct drops {
	struct drop *first, *last;
	size_t names;
};
enum { DROPS_MOST = 100 };

/* Counts n more of that name, which is copied into the arena if it is new. */
void drops_add(struct drops *d, struct arena *a, struct str name, size_t n);

/* Adds all of the other's. */
void drops_merge(struct drops *d, struct arena *a, const struct drops *more);

/* Tells them. */
void drops_tell(const struct drops *d);

#endif
