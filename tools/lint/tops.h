/* SPDX-License-Identifier: MIT */
/*
 * What is there most often, in constant memory: the counting of Misra and
 * Gries (Finding repeated elements, 1982).  What makes up more than one part in
 * TOPS + 1 of all is certainly found, and counted too low by at most that part.
 * As long as there are at most TOPS different things, all counts are exact.
 */
#ifndef FT_TOOLS_LINT_TOPS_H
#define FT_TOOLS_LINT_TOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOPS = 64, TOPS_TEXT = 48 };

struct top {
	uint64_t hash, n;
	size_t length;
	char text[TOPS_TEXT];
};

/* All zeros is an empty one. */
struct tops {
	struct top v[TOPS];
	size_t nv;
	uint64_t some;	/* bit hash % 64 of each: most that are new miss it */
	uint64_t n;	/* of all */
	bool forgetful; /* there were more than TOPS: counts may be too low */
};

/* Counts a thing; the first n bytes of its text are kept, at most TOPS_TEXT. */
void tops_add(struct tops *t, uint64_t hash, const char *text, size_t n);

/* The most and the least frequent that are known; NULL where none are. */
const struct top *tops_most(const struct tops *t);
const struct top *tops_least(const struct tops *t);

#endif
