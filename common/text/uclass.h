/* SPDX-License-Identifier: MIT */
/*
 * What kind of character a code point is: the classes of Unicode 16.0 that
 * tokenizers tell apart.
 *
 * The table is made when the project is built, see common/text/gen/.  A set of
 * classes is a mask:
 *
 *	if (uclass_in(cp, UCLASS_LETTERS | UCLASS_BIT(UCLASS_MARK)))
 *		...
 */
#ifndef FT_TEXT_UCLASS_H
#define FT_TEXT_UCLASS_H

#include <stdbool.h>
#include <stdint.h>

enum uclass {
	UCLASS_OTHER,	 /* everything else, and what is not assigned */
	UCLASS_SPACE,	 /* the property White_Space */
	UCLASS_UPPER,	 /* Lu */
	UCLASS_TITLE,	 /* Lt */
	UCLASS_LOWER,	 /* Ll */
	UCLASS_MODIFIER, /* Lm */
	UCLASS_LETTER,	 /* Lo: letters without case */
	UCLASS_MARK,	 /* Mn, Mc, Me */
	UCLASS_NUMBER,	 /* Nd, Nl, No */
};

#define UCLASS_BIT(class) (1u << (class))
#define UCLASS_LETTERS                                               \
	(UCLASS_BIT(UCLASS_UPPER) | UCLASS_BIT(UCLASS_TITLE) |       \
	    UCLASS_BIT(UCLASS_LOWER) | UCLASS_BIT(UCLASS_MODIFIER) | \
	    UCLASS_BIT(UCLASS_LETTER))

/* Two stages: a page for each 128 code points, equal pages kept once. */
enum { UCLASS_PAGE = 128, UCLASS_MAX = 0x10FFFF };
extern const uint8_t uclass_page[UCLASS_MAX / UCLASS_PAGE + 1];
extern const uint8_t uclass_cell[][UCLASS_PAGE];

/* The class of cp, which may be any number. */
static inline enum uclass
uclass(uint32_t cp)
{
	if (cp > UCLASS_MAX)
		return UCLASS_OTHER;
	return (enum uclass)
	    uclass_cell[uclass_page[cp / UCLASS_PAGE]][cp % UCLASS_PAGE];
}

/* Is the class of cp one of the mask's? */
static inline bool
uclass_in(uint32_t cp, unsigned mask)
{
	return UCLASS_BIT(uclass(cp)) & mask;
}

#endif
