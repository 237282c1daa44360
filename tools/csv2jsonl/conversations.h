/* SPDX-License-Identifier: MIT */
/*
 * The conversations of a file, whose messages come row by row.
 *
 *	c = conversations_new(false);
 *	for each row: conversations_add(c, key, message, end, out)
 *	conversations_finish(c, out);
 *
 * Memory: all messages of the file, 32 bytes for each of them and up to 200 for
 * each conversation; with adjacent, the messages of one conversation, and up to
 * 128 bytes for each that is over.
 */
#ifndef FT_TOOLS_CSV2JSONL_CONVERSATIONS_H
#define FT_TOOLS_CSV2JSONL_CONVERSATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"
#include "common/io/out.h"

struct conversations;

/* adjacent: a conversation is over where another one begins. */
struct conversations *conversations_new(bool adjacent) MUSTCHECK;
void conversations_free(struct conversations *c);

enum conversations_fault {
	CONVERSATIONS_FINE,
	CONVERSATIONS_OVER,   /* it was over already */
	CONVERSATIONS_DIFFER, /* its end is not that of the first row */
};

/*
 * Adds a message, which is JSON, to the conversation of that key.  end is what
 * stands behind the messages in the record.  The strings are copied.  What is
 * over is written.
 */
enum conversations_fault conversations_add(struct conversations *c,
    struct str key, struct str message, struct str end,
    struct out *out) MUSTCHECK;

/* Writes what was not written, in the order of the first rows, and begins anew;
 * returns how many conversations there were. */
size_t conversations_finish(struct conversations *c, struct out *out);

#endif
