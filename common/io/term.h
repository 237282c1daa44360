/* SPDX-License-Identifier: MIT */
/*
 * What is known of the terminal: whether there is one, its width, and whether
 * colour is wanted (--color, NO_COLOR, TERM=dumb), and whether it shows UTF-8.
 */
#ifndef FT_IO_TERM_H
#define FT_IO_TERM_H

#include <stdbool.h>
#include <stddef.h>

/* Is what is written to fd to be coloured?  mode: "auto", "always", "never". */
bool term_color(int fd, const char *mode);

/* Is fd a terminal? */
bool term_is(int fd);

/* Is a list a table for people?  format: "auto" (on a terminal, which is where
 * no output is named), "table", "json". */
bool term_table(const char *format, const char *output);

/*
 * Is fd a terminal that shows UTF-8, as the locale says by its name?  That is
 * the first of LC_ALL, LC_CTYPE and LANG that is set.
 */
bool term_utf8(int fd);

/* The width of the terminal at fd in columns; 80 where it is not known. */
size_t term_columns(int fd);

#endif
