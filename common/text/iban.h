/* SPDX-License-Identifier: MIT */
/*
 * International bank account numbers (ISO 13616), told by their country, its
 * length and their check digits.
 *
 *	if (iban_at(text, at, &iban) && !iban.example)
 *		... iban.len bytes are one of iban.country
 */
#ifndef FT_TEXT_IBAN_H
#define FT_TEXT_IBAN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* Letters and digits. */
enum { IBAN_MIN = 15, IBAN_MAX = 34 };

struct iban {
	char country[3];
	size_t len;   /* in the text, with blanks */
	bool example; /* one that is published as such */
};

/*
 * Is what stands at that offset such a number?  It is in one piece or in groups
 * of four parted by single blanks, and no letter or digit is beside it.
 */
bool iban_at(struct str text, size_t at, struct iban *iban) MUSTCHECK;

#endif
