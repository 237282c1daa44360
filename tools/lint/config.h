/* SPDX-License-Identifier: MIT */
/*
 * The file .ft-lint: what a project wants of ft-lint, as lines "KEY = VALUE".
 *
 *	# What we train on.
 *	provider = together
 *	select = E, W2, text
 *	ignore = repeated-role
 *	fail-on = warning
 *
 * A line is blank, a comment (its first character that is no blank is "#"), or
 * a key, "=" and a value, with blanks around each.  The value is the rest of
 * the line, without the blanks at its end; "#" is an ordinary character in it.
 * Which keys there are, and which may stand several times, the caller says.
 *
 *	if (!config_parse(&c, text, keys, LENGTH(keys), &f))
 *		diag_fault((struct place){c.name, c.line, 1}, &f);
 *	for (size_t i = 0; i < c.n; i++)
 *		... c.v[i].key, c.v[i].value ...
 *	config_free(&c);
 */
#ifndef FT_TOOLS_LINT_CONFIG_H
#define FT_TOOLS_LINT_CONFIG_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"

struct config_key {
	const char *name;
	bool repeats; /* may be given several times */
};

struct config_entry {
	const struct config_key *key;
	const char *value;   /* not empty */
	size_t line, column; /* of the value, from 1 */
};

struct config {
	const char *name; /* of the file; NULL: there is none */
	struct arena memory;
	struct config_entry *v; /* in the order of the text */
	size_t n;
	size_t line; /* where parsing stopped, from 1 */
};

/*
 * Reads a configuration into *c, all bytes zero but for its name.  A fault has
 * STATUS_USAGE and the offset in c->line.
 */
bool config_parse(struct config *c, struct str text,
    const struct config_key *keys, size_t nkeys, struct fault *f) MUSTCHECK;
void config_free(struct config *c);

/*
 * The nearest file `name` in the working directory or one above it, in a buffer
 * ended by NUL; false where there is none.
 */
bool config_find(const char *name, struct buf *path) MUSTCHECK;

#endif
