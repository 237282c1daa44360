/* SPDX-License-Identifier: MIT */
/*
 * Numbers of payment cards, told by their first digits, their length and their
 * check digit.
 *
 *	if (card_at(text, at, &card) && !card.example)
 *		... card.len bytes are one of card.brand
 */
#ifndef FT_TEXT_CARD_H
#define FT_TEXT_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* Has the number, of digits alone, the check digit that Luhn's formula asks
 * for? */
bool luhn_holds(struct str digits) MUSTCHECK;

struct card {
	const char *brand; /* "Visa" */
	size_t len;	   /* in the text, with what parts its groups */
	bool example;	   /* one that is published for tests */
};

/*
 * Is what stands at that offset a card number?  Its digits are in one piece or
 * in the groups that are printed on cards, parted by one blank or one hyphen
 * each; the length fits the brand and the check digit holds; neither a letter
 * or digit nor what would make it part of something longer is beside it.
 */
bool card_at(struct str text, size_t at, struct card *card) MUSTCHECK;

#endif
