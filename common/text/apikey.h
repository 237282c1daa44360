/* SPDX-License-Identifier: MIT */
/*
 * Keys, tokens and private keys of the well-known services, told by their form:
 * the prefix that the service gives them, the characters and the length, and
 * the checksum where there is one.
 *
 *	if (apikey_at(text, begin_of_a_word, &key))
 *		report(key.name, key.verdict);
 *
 * What is found must never be shown: reports name the service and no more.
 * Without a prefix that tells it apart a key is not found; that is so of some
 * services whose keys are bare hexadecimal numbers.
 */
#ifndef FT_TEXT_APIKEY_H
#define FT_TEXT_APIKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

enum apikey_verdict {
	APIKEY_LIKELY, /* it has the form */
	APIKEY_SURE,   /* and its checksum holds */
	/* It is published, says that it is an example, is no random text, or
	 * its checksum does not hold. */
	APIKEY_EXAMPLE,
};

struct apikey {
	const char *name; /* "GitHub personal access token" */
	size_t off, len;  /* in the text */
	enum apikey_verdict verdict;
	bool private_key; /* a block of PEM or the like */
	bool web_token;	  /* a JSON Web Token, which may have run out */
};

/*
 * Is there one whose first row of letters, digits, '-' and '_' begins at that
 * offset?  (One with a dot in its prefix is found by the row behind the dot.)
 */
bool apikey_at(struct str text, size_t at, struct apikey *key) MUSTCHECK;

/*
 * Can there be one if that row has no digit and is shorter than 30?  Most long
 * words are just that, or the names of something; some are the name of a key
 * that follows.  These begin with "account", "aws", "azure", "mailgun",
 * "secret" and "shared", which may be parted.
 */
static inline bool
apikey_may_be_plain(struct str text, size_t at)
{
	char first = (char)(text.p[at] | 0x20), next;

	if (text.p[at] == '-' || (at > 0 && text.p[at - 1] == '/'))
		return true;
	if (first != 'a' && first != 'm' && first != 's')
		return false;
	next = (char)(text.p[at + 1] | 0x20);
	return (first == 'a' && (next == 'c' || next == 'w' || next == 'z')) ||
	    (first == 'm' && next == 'a') ||
	    (first == 's' && (next == 'e' || next == 'h')) ||
	    text.p[at + 1] == '-' || text.p[at + 1] == '_';
}

/*
 * Does what begins there look like the begin of one that was cut off?  For
 * those who hide what they quote; more is taken for a key than there are.
 */
bool apikey_begins(struct str text, size_t at, size_t *len) MUSTCHECK;

#endif
