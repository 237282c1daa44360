/* SPDX-License-Identifier: MIT */
/*
 * When two values of JSON are the same, and how much of one is in another.
 *
 * Objects are the same whatever the order of their members, of which of one
 * name the last counts; numbers are the same by their value, exactly: 1, 1.0
 * and 10e-1; strings by their characters.
 */
#ifndef FT_SCORE_SAME_H
#define FT_SCORE_SAME_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/json/json.h"

/* Are they?  The arena is for what is sorted meanwhile. */
bool same_json(
    const struct json *a, const struct json *b, struct arena *arena) MUSTCHECK;

/* Are two numbers, as JSON writes them, the same? */
bool same_number(struct str a, struct str b) MUSTCHECK;

/*
 * Leaves: strings, numbers, booleans, nulls, and arrays and objects that are
 * empty; each has its path from the root.  How many there are in `want`, and
 * how many of them `got`, which may be NULL, has the same at the same path.
 */
struct same_fields {
	size_t all, same;
};
void same_count_fields(const struct json *want, const struct json *got,
    struct same_fields *fields, struct arena *arena);

#endif
