/* SPDX-License-Identifier: MIT */
/*
 * Text -> pretokens: the pieces that merges never cross.
 *
 * Each family of encodings defines them by a regular expression, of which the
 * leftmost alternative that matches wins; here they are written out by hand.
 * What follows a piece may decide where it ends, what is before it may not: so
 * a text can be split on from any boundary.
 *
 * All texts here must be valid UTF-8.
 */
#ifndef FT_TOKEN_SPLIT_H
#define FT_TOKEN_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"
#include "common/text/uclass.h"

/*
 * Splits from the boundary `at` on: end[i] is where the i-th piece from there
 * ends.  Returns how many were found: max, or fewer at the end of the text.
 */
typedef size_t split_fn(struct str text, size_t at, size_t *end, size_t max);

split_fn split_cl100k, split_cl100k_digit, split_o200k, split_gpt2;

/* One that does the same faster on this processor, or the very same.  It wants
 * a max of 64 at least and may return fewer pieces than that before the end. */
split_fn *split_avx2(split_fn *plain);

/* A character at one side of a possible cut. */
struct split_side {
	uint32_t cp;
	unsigned class; /* one bit of a mask */
};

/*
 * Is there a boundary between the two characters, whatever is around them, and
 * would the text before it be split the same if it ended there?
 */
typedef bool boundary_fn(struct split_side before, struct split_side behind);

boundary_fn boundary_cl100k, boundary_o200k, boundary_gpt2;

enum {
	SPLIT_SPACE = UCLASS_BIT(UCLASS_SPACE),
	SPLIT_NUMBER = UCLASS_BIT(UCLASS_NUMBER),
	SPLIT_MARK = UCLASS_BIT(UCLASS_MARK),
	SPLIT_LETTER = UCLASS_LETTERS,
	SPLIT_OTHER = UCLASS_BIT(UCLASS_OTHER) | SPLIT_MARK,
};

static inline bool
split_is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* The code point at i, and where the next one is. */
static inline uint32_t
split_char(struct str s, size_t i, size_t *next)
{
	const unsigned char *p = (const unsigned char *)s.p + i;

	if (p[0] < 0x80) {
		*next = i + 1;
		return p[0];
	}
	if (p[0] < 0xE0) {
		*next = i + 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	if (p[0] < 0xF0) {
		*next = i + 3;
		return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 |
		    (p[2] & 0x3Fu);
	}
	*next = i + 4;
	return (p[0] & 7u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
	    (p[3] & 0x3Fu);
}

/* The class of the character at i, as one bit, and where the next one is; no
 * bit at the end of the text. */
static inline unsigned
split_class(struct str s, size_t i, size_t *next)
{
	if (i >= s.n) {
		*next = i;
		return 0;
	}
	return UCLASS_BIT(uclass(split_char(s, i, next)));
}

/* Where the characters of the classes in the mask end, from i on. */
static inline size_t
split_run(struct str s, size_t i, unsigned mask)
{
	size_t next;

	while (split_class(s, i, &next) & mask)
		i = next;
	return i;
}

/* \p{N}{1,3}, the first of which ends at i. */
static inline size_t
split_digits(struct str s, size_t i)
{
	size_t next;

	for (int more = 2; more > 0; more--) {
		if (!(split_class(s, i, &next) & SPLIT_NUMBER))
			break;
		i = next;
	}
	return i;
}

/*
 * White space from i on: \s*[\r\n]+ where lines is true, else (and if there is
 * no line end) \s+(?!\S)|\s+, which leaves the last character to what follows.
 */
size_t split_space(struct str s, size_t i, bool lines);

/*
 * The bytes of a contraction, in any case ('s 't 'm 'd 're 've 'll, and 's
 * with the long s), where s has an apostrophe at i; 0 when it is none.
 */
size_t split_contraction(struct str s, size_t i);

/* The same, but only in lower case and ASCII. */
size_t split_contraction_lower(struct str s, size_t i);

#endif
