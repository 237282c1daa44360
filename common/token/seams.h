/* SPDX-License-Identifier: MIT */
/*
 * Where long pieces fall apart.
 *
 * Merges never cross a place that no token spans.  Most pieces in the scripts
 * that have no blanks between words, and many others, have such places: the
 * parts between them are merged, and remembered, on their own.
 *
 * The places looked at are those before characters of three bytes or more that
 * follow another such character.  For each such place within a token the image
 * remembers what is around it: the byte before and the two behind in a table of
 * bits, and the three before and three behind in a set that may say yes wrongly
 * (a Bloom filter).  Where a token has fewer bytes on one side, all places that
 * agree in the table count as spanned.
 */
#ifndef FT_TOKEN_SEAMS_H
#define FT_TOKEN_SEAMS_H

#include <stdbool.h>

#include "common/base/str.h"
#include "common/token/image.h"

/*
 * Cuts the piece of the text from at to stop: end[i] is where the i-th part
 * ends.  Returns how many there are, at most max.
 */
size_t seams_cut(const struct image *m, struct str text, size_t at, size_t stop,
    size_t *end, size_t max);

/* What the table has, with two bits for each place. */
enum { SEAMS_NEAR = 1, SEAMS_SHORT = 2, SEAMS_TABLE = 1 << 16 };

/* Is the byte i of a token behind such a place? */
static inline bool
seams_is_place(const unsigned char *p, size_t i)
{
	return p[i] >= 0xE0 && p[i - 1] >= 0x80;
}

/* The place in the table, by the bytes around p. */
static inline uint32_t
seams_near(unsigned char before, unsigned char lead, unsigned char second)
{
	return (uint32_t)(before & 0x3F) << 10 | (lead & 0xFu) << 6 |
	    (second & 0x3F);
}

/* The two bits in a set of 1 << bits, by the six bytes around p. */
static inline void
seams_bits(const unsigned char *p, unsigned bits, uint64_t bit[2])
{
	uint64_t around = image_load(p - 3, 4) | image_load(p + 1, 2) << 32;

	bit[0] = around * 0x9E3779B97F4A7C15u >> (64 - bits);
	bit[1] = around * 0xD6E8FEB86659FD93u >> (64 - bits);
}

#endif
