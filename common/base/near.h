/* SPDX-License-Identifier: MIT */
/*
 * Names that look like one that is not known, for "did you mean".
 *
 *	struct near near = {.to = name, .max = 3, .names = names};
 *
 *	for (...)
 *		near_consider(&near, known[i]);
 *	near_write(&buf, &near);		"did you mean A, B or C?"
 */
#ifndef FT_BASE_NEAR_H
#define FT_BASE_NEAR_H

#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/* Longer names, in bytes, look like nothing; nor are more wanted than this. */
enum { NEAR_NAME_MAX = 128, NEAR_MAX = 8 };

struct near {
	struct str to;		/* what was written */
	struct str *names;	/* those found, nearest first: room for max */
	size_t max;		/* at most NEAR_MAX */
	size_t n;		/* how many there are */
	unsigned far[NEAR_MAX]; /* each one's distance */
};

/*
 * Keeps the name if it is among the nearest: at most two letters, or a third
 * of them, put in, left out or replaced; large and small letters are the same.
 * Of names as near as each other the one that came first stays.
 */
void near_consider(struct near *near, struct str name);

/* Appends "did you mean A, B or C?"; nothing where there is none. */
void near_write(struct buf *to, const struct near *near);

#endif
