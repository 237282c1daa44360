/* SPDX-License-Identifier: MIT */
/*
 * Added tokens: texts that are one token wherever they stand, looked for
 * before a text is cut into pieces.
 *
 * At each place the longest one that stands there is found, the next one
 * behind it.  A special token that is not asked for is found all the same, and
 * passed over as the ordinary text it is.
 */
#ifndef FT_TOKEN_ADDED_H
#define FT_TOKEN_ADDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct added {
	struct str text;
	uint32_t id;
	uint32_t flags; /* enum added_flags */
};

struct added_set {
	const struct added *token; /* sorted by text, no two the same */
	size_t n;
	bool special;	 /* all of them are */
	unsigned flags;	 /* those that any of them has */
	bool first[256]; /* does one begin with that byte? */
	int only;	 /* the byte they all begin with, or -1 */
};

/* Where to go on.  All bytes zero: at the start of the text. */
struct added_scan {
	size_t at;   /* the next token begins here or later */
	size_t left; /* what is before it belongs to a token found */
};

/* The token found takes start to end; white space that it strips is in it. */
struct added_found {
	size_t start, end;
	uint32_t id;
	bool special;
};

/* The tokens are the caller's and stay. */
void added_init(struct added_set *set, const struct added *token, size_t n);

/*
 * The next token in the text, which is valid UTF-8 and the same at each call.
 * The end found is where what is ordinary text goes on.
 */
bool added_next(const struct added_set *set, struct str text, bool special,
    struct added_scan *scan, struct added_found *found) MUSTCHECK;

/* May a text be cut between the two bytes, as far as these tokens go? */
bool added_may_cut(const struct added_set *set, char before, char behind,
    bool space_before, bool space_behind) MUSTCHECK;

#endif
