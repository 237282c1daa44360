/* SPDX-License-Identifier: MIT */
/*
 * A document in the making, for json_parse() alone: values and keys are handed
 * in as they come in the text, each with its place.  What the limits forbid
 * makes the call fail and sets `failed`.
 */
#ifndef FT_JSON_JSONBUILD_H
#define FT_JSON_JSONBUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/json/json.h"
#include "common/json/jsonmem.h"

/* One for each open array or object; frames[0] is around the root. */
struct frame {
	struct json *container; /* NULL around the root */
	struct json *last;	/* child so far */
	struct json **table;	/* keys by hash; NULL while there are few */
	size_t slots;		/* of the table: 0 or a power of 2 */
};

struct json_build {
	struct arena *arena;
	struct jsonmem mem; /* yajl's */
	struct yajl_handle_t *yajl;
	struct str text;
	uint32_t at;		      /* where the last token ended */
	struct json *node, *node_end; /* taken and not used yet */
	size_t nodes;		      /* how many to take next */
	size_t values, values_max;
	struct json_doc *doc;
	struct json_odd **odd; /* where the next one goes */
	struct fault *fault;
	bool failed; /* *fault says why */
	struct frame *top;
	struct frame frames[JSON_DEPTH_MAX + 1];
};

/* Begins a document of at most b->values_max in b->arena; keeps b->mem. */
void json_build_start(struct json_build *b, struct str text,
    struct json_doc *doc, struct fault *f);

/* What stands between the quotes of a string or key. */
struct json_raw {
	struct str text;
	bool escaped; /* it has backslashes, and is to be decoded */
};

/*
 * The next element, the member whose key came last, or the root: from off to
 * end, where it does not follow from the value; of strings and keys these are
 * their quotes.
 */
bool json_build_null(struct json_build *b, uint32_t off);
bool json_build_bool(struct json_build *b, uint32_t off, bool truth);
bool json_build_number(struct json_build *b, uint32_t off, uint32_t end);
bool json_build_string(
    struct json_build *b, uint32_t off, uint32_t end, struct json_raw raw);

/* A member's key; its value follows. */
bool json_build_key(
    struct json_build *b, uint32_t off, uint32_t end, struct json_raw raw);

/* Opens an array or object whose bracket stands at off. */
bool json_build_open(struct json_build *b, enum json_type type, uint32_t off);

/* Closes what was opened last, with a bracket at off. */
void json_build_close(struct json_build *b, uint32_t off);

/* Notes something odd, behind what was noted when b->odd was `where`. */
void json_build_note(struct json_build *b, struct json_odd **where,
    enum json_oddity what, const struct json *at, size_t off);

/*
 * What stands between a string's quotes, decoded into the arena; lone
 * surrogates are noted as being at the value or member.  False when an escape
 * is malformed, which does not happen to what yajl has read.
 */
bool json_build_decode(struct json_build *b, const struct json *at,
    struct str raw, struct str *text) MUSTCHECK;

/*
 * The same of a string whose end is not known: *p is somewhere in it, the first
 * n bytes of `to` are what stands before, and *p goes on to its quote.  False
 * where room bytes at `to` are not enough for sure, where there is half of a
 * surrogate pair, and what is no string; all of that is for others to look at.
 */
bool json_build_unescape(const char **p, const char *end, char *to, size_t room,
    size_t *n) MUSTCHECK;

#endif
