/* SPDX-License-Identifier: MIT */
/*
 * What a record that is in no known format is nearest to, by its keys and by
 * what they hold: messages under another key or one level down, a question and
 * an answer in strings.  It is a guess, for people to look at.
 *
 *	nearest_keys(root, &text);
 *	switch (nearest_way(root, 1U << EXAMPLE_CHAT, &command)) {
 *	case NEAREST_FOUND:
 *		...
 */
#ifndef FT_EXAMPLE_NEAREST_H
#define FT_EXAMPLE_NEAREST_H

#include "common/example/example.h"

enum nearest {
	NEAREST_NONE,
	NEAREST_ASKS, /* there is a question, and no answer is known */
	NEAREST_FOUND,
};

/*
 * Appends a command that makes records of a format in the set `to` (bits of
 * 1 << enum example_type) of such records, where NEAREST_FOUND is returned, and
 * else nothing.  What it takes from the data are keys of letters, digits and
 * the like, so that it may be pasted into a shell.
 */
enum nearest nearest_way(
    const struct json *root, unsigned to, struct buf *command);

/*
 * Appends what the record looks like: "objects with the keys a, b and c".  Of
 * many keys the first ones are named, of long ones their begin.
 */
void nearest_keys(const struct json *root, struct buf *to);

#endif
