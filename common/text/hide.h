/* SPDX-License-Identifier: MIT */
/*
 * Secrets, out of what is shown: keys, tokens, passwords in URLs, numbers of
 * cards and accounts, addresses and phone numbers, as spots.h finds them, are
 * overwritten with '*'.  No byte moves, so what is known by its offset stays
 * where it is.
 *
 *	hide_secrets(message, n);
 *	write(message, n);
 */
#ifndef FT_TEXT_HIDE_H
#define FT_TEXT_HIDE_H

#include <stddef.h>

/*
 * In a message, which may quote no more than the begin of a key: that is
 * hidden, too.  Phone numbers are left: what looks like one is often not.
 */
void hide_secrets(char *text, size_t n);

/*
 * In a piece of JSON, or of what was to be JSON: what is looked at is what its
 * escapes stand for.
 */
void hide_secrets_in_json(char *text, size_t n);

#endif
