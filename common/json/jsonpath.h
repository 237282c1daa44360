/* SPDX-License-Identifier: MIT */
/*
 * A dotted path to a value: metadata.topic, messages.0.content.
 *
 * The steps between the dots are taken from the root.  In an object a step is a
 * member's name; in an array it is a place, from 0, or from the end, -1 being
 * the last value.  In a name "\." is a dot and "\\" a backslash.  No step is
 * empty.  A path is read once and followed often; following it changes nothing,
 * so threads may share it.
 *
 *	if (!jsonpath_read(&path, "messages.-1.role", &f))
 *		...
 *	v = jsonpath_follow(&path, doc.root);
 *	jsonpath_free(&path);
 */
#ifndef FT_JSON_JSONPATH_H
#define FT_JSON_JSONPATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/fault.h"
#include "common/json/json.h"

struct jsonpath_step {
	struct str name; /* without its backslashes */
	bool is_place;	 /* the name is that of a place in an array, too */
	bool from_end;	 /* of the place: 0 is then the last value */
	uint64_t place;
};

struct jsonpath {
	struct jsonpath_step *steps;
	size_t nsteps;
	char *text; /* what the names point into */
};

/*
 * Reads a path.  What is wrong with it is a fault with STATUS_USAGE and the
 * offset in the text; nothing is to be freed then.
 */
bool jsonpath_read(
    struct jsonpath *p, const char *text, struct fault *f) MUSTCHECK;

void jsonpath_free(struct jsonpath *p);

/* The value that the path leads to, or NULL where it leads nowhere. */
const struct json *jsonpath_follow(
    const struct jsonpath *p, const struct json *root);

#endif
