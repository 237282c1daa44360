/* SPDX-License-Identifier: MIT */
/*
 * A .env file: names and values, read and never evaluated.
 *
 *	line    = blank | "#" comment | ["export" blanks] name [blanks] "="
 *	          [blanks] value
 *	name    = a letter or "_", then letters, digits, "_", "." and "-"
 *	value   = bare | "'" any but "'" "'" | '"' text with escapes '"'
 *
 * A bare value goes to the end of the line, or to a "#" with a blank before
 * it; blanks at its ends are not part of it, and nothing in it is an escape.
 * Quoted values may span lines; behind the closing quote only blanks and a
 * comment may stand.  In double quotes \n, \r and \t are control characters,
 * and \\, \", \$, \` and \' are what follows the backslash; any other
 * backslash stands for itself.  "$" is just a dollar sign: nothing is put in
 * for a name.  Lines end in LF or CRLF; a byte-order mark is passed over.  A
 * name without "=" is a line that is no pair, and so is anything else.
 *
 *	dotenv_init(&d, text, n);
 *	while ((what = dotenv_next(&d, &name, &value, &f)) != DOTENV_END)
 *		...
 */
#ifndef FT_NET_DOTENV_H
#define FT_NET_DOTENV_H

#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"

enum dotenv_what { DOTENV_END, DOTENV_PAIR, DOTENV_BAD };

struct dotenv {
	char *p, *end; /* what was not read yet */
	size_t next;   /* the number of the line at p */
	size_t line;   /* where the last pair began, from 1 */
};

/*
 * The text is borrowed, and changed: escapes are taken out in place, so that no
 * copy of a secret is left behind.
 */
void dotenv_init(struct dotenv *d, char *text, size_t n);

/*
 * The next pair; name and value live as long as the text.  A line that is none
 * is DOTENV_BAD: *f (STATUS_USAGE, offset in the line) says why, in words
 * that hold nothing of the line, and what follows can be read on.
 */
enum dotenv_what dotenv_next(
    struct dotenv *d, struct str *name, struct str *value, struct fault *f);

#endif
