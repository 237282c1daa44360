/* SPDX-License-Identifier: MIT */
/*
 * The tools of a whole file: how each was declared first, and whether it was
 * ever called.
 *
 * A record brings a note of what it declares and calls, made on the thread
 * that looks at it.  Declarations that a thread has noted for the same file
 * before are left out: that record comes earlier in the file, since a thread
 * gets its chunks in their order.  So a file whose examples all have the same
 * tools costs a hash for each.
 *
 * Memory: some hundred bytes for each name and for each way of declaring it.
 */
#ifndef FT_TOOLS_LINT_SEEN_H
#define FT_TOOLS_LINT_SEEN_H

#include <stdint.h>

#include "common/base/arena.h"

struct check;
struct checked;
struct file;
struct seen;

/* A function that a record declares. */
struct declared_note {
	struct str name;
	uint64_t hash; /* of its parameters, whatever the order of members */
	size_t off;    /* in the record */
	uint32_t index;
	bool old; /* of `functions` */
};

struct tool_notes {
	struct declared_note *declared;
	size_t ndeclared;
	struct str *called;
	size_t ncalled;
};

/* The notes of an example, in its task's arena; NULL where nobody wants them.
 */
struct tool_notes *seen_note(struct check *c);

/* All of a file; NULL is an empty one. */
void seen_free(struct seen *seen);

#endif
