/* SPDX-License-Identifier: MIT */
/*
 * How somebody can be reached: e-mail addresses and phone numbers; and
 * passwords in URLs, which stand before the same sign.
 *
 * Told by form alone, so what is found is likely to be one and no more.  What
 * is reserved for examples (example.org, .test, 555-0100) is none.
 *
 *	if (email_at(text, offset_of_an_at_sign, &email))
 *		... the bytes from email.off, email.len of them
 */
#ifndef FT_TEXT_CONTACT_H
#define FT_TEXT_CONTACT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct contact {
	size_t off, len;
};

/* Is the '@' at that offset an e-mail address's? */
bool email_at(struct str text, size_t at, struct contact *c) MUSTCHECK;

/* Does it stand behind "scheme://user:password"?  The contact is from the
 * password's first byte to its last. */
bool password_at(struct str text, size_t at, struct contact *c) MUSTCHECK;

/* Does a number in international form begin at that '+'? */
bool phone_at(struct str text, size_t at, struct contact *c) MUSTCHECK;

/* Are the four digits at that offset the end of a number of North America:
 * (ddd) ddd-dddd, ddd-ddd-dddd or ddd.ddd.dddd? */
bool phone_ends_at(struct str text, size_t at, struct contact *c) MUSTCHECK;

#endif
