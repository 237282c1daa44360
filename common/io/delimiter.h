/* SPDX-License-Identifier: MIT */
/*
 * What stands between two cells, as users name it: by a word or by the
 * character itself.
 */
#ifndef FT_IO_DELIMITER_H
#define FT_IO_DELIMITER_H

#include <stdbool.h>

#include "common/base/mem.h"

struct delimiter {
	char c;
	const char *name;
};

/* Comma, tab, semicolon and pipe: those that files in the wild have. */
enum { DELIMITERS = 4 };
extern const struct delimiter delimiters[DELIMITERS];

/*
 * The delimiter that text means: a name from the table, or one ASCII character
 * that is no line end.  False when it means none; *to is then as it was.
 */
bool delimiter_read(const char *text, char *to) MUSTCHECK;

/* Its name in the table, or NULL. */
const char *delimiter_name(char c);

#endif
