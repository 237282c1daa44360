/* SPDX-License-Identifier: MIT */
/*
 * Characters younger than the Unicode of the PCRE2 that the project is built
 * with, of the classes that common/text/uclass.h knows: a table made by the
 * build, empty where PCRE2 is young enough.
 */
#ifndef FT_TOKEN_RECENT_H
#define FT_TOKEN_RECENT_H

struct recent {
	const char *class;  /* "Lu", as in \p{Lu} */
	const char *ranges; /* to stand beside \p{Lu} within brackets */
};

enum { RECENT = 8 };
extern const struct recent recent[RECENT];

#endif
