/* SPDX-License-Identifier: MIT */
/*
 * A Python dict literal, as str() and so pandas write one into a cell:
 *
 *	{'system': 'Be brief.', 'user': "What's up?", 'id': None}
 *
 * Keys are strings; values are strings, numbers, None, True or False, or lists,
 * tuples and dicts of such, in which any of them may be a key.  Strings are in
 * single or double quotes with the escapes \n \r \t \\ \' \" \xHH \uHHHH
 * \UHHHHHHHH; there are no prefixes, triple quotes or joined neighbours.
 */
#ifndef FT_TOOLS_CSV2JSONL_PYDICT_H
#define FT_TOOLS_CSV2JSONL_PYDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"

/* Members, and how deep values may be nested; beyond is a fault. */
enum { PYDICT_MAX = 64, PYDICT_DEPTH = 32 };

struct pydict_member {
	struct str key;
	struct str value; /* of a string: decoded; else as written */
	bool is_string;
	size_t off; /* of the value in the text */
};

struct pydict {
	struct pydict_member *members; /* in the arena */
	size_t n;
};

/*
 * Reads text, which is valid UTF-8; views of it and copies in the arena make up
 * the dict.  A fault has STATUS_INPUT and the offset in text.
 */
bool pydict_parse(struct arena *a, struct str text, struct pydict *d,
    struct fault *f) MUSTCHECK;

/* The member of that name; of several the last, as Python has it. */
const struct pydict_member *pydict_get(const struct pydict *d, const char *key);

#endif
