/* SPDX-License-Identifier: MIT */
/*
 * How two sequences of numbers compare, 64 rows of the table at a time: a word
 * of the machine holds what differs from row to row.  The table itself is
 * never there; a column takes a byte.  Time is the product of both lengths
 * over 64, plus 8 bytes of memory for each number that may occur.
 *
 *	sequence_trim(&a, &na, &b, &nb);	what both begin and end with
 *	lcs = sequence_lcs(a, na, b, nb, symbols, arena);
 */
#ifndef FT_SCORE_SEQUENCE_H
#define FT_SCORE_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"

struct sequence {
	const uint32_t *p;
	size_t n;
};

/* Takes what both begin with and what both end with off both; returns how much
 * that was. */
size_t sequence_trim(struct sequence *a, struct sequence *b);

/*
 * The length of the longest common subsequence (Hyyrö 2004), all numbers being
 * below `symbols`.
 */
size_t sequence_lcs(
    struct sequence a, struct sequence b, size_t symbols, struct arena *arena);

/*
 * How many numbers must be changed, put in or taken out to make b of a:
 * Levenshtein's distance (Myers 1999, in blocks).
 */
size_t sequence_distance(
    struct sequence a, struct sequence b, size_t symbols, struct arena *arena);

#endif
