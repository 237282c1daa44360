/* SPDX-License-Identifier: MIT */
/*
 * The way from one format to another: a command for people, that reads records
 * of the one from standard input and writes records of the other.
 *
 *	if (example_way(EXAMPLE_ALPACA, 1U << EXAMPLE_CHAT, &command))
 *		...
 */
#ifndef FT_EXAMPLE_CONVERT_H
#define FT_EXAMPLE_CONVERT_H

#include "common/example/example.h"

/*
 * Appends a command that makes records of a format in the set `to` (bits of
 * 1 << enum example_type) from those of `from`; false, and nothing is added,
 * where there is none.
 */
bool example_way(enum example_type from, unsigned to, struct buf *command);

#endif
