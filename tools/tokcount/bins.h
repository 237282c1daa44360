/* SPDX-License-Identifier: MIT */
/*
 * Where the bins of a histogram begin that is to be read by people.
 *
 * The bulk of the numbers is in bins of one width: 1, 2 or 5 times a power of
 * ten.  Where a few numbers are far above the others, their bins end at such
 * round numbers, each at the next one, so that they do not flatten the rest.
 */
#ifndef FT_TOOLS_TOKCOUNT_BINS_H
#define FT_TOOLS_TOKCOUNT_BINS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/histogram.h"

enum {
	BINS_EVEN = 16, /* at most, of one width */
	BINS_MAX = 64,
};

struct bins {
	uint64_t start[BINS_MAX + 1]; /* start[n] is behind the last one */
	size_t n;
	size_t even; /* so many of them have one width, but for the limit's */
};

/*
 * Bins for all numbers of a histogram that is not empty.  A limit that some
 * are above, and not 0, is the last number of a bin.
 */
void bins_find(struct bins *b, const struct histogram *h, uint64_t limit);

#endif
