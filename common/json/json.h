/* SPDX-License-Identifier: MIT */
/*
 * A line of text -> a document.
 *
 * yajl judges the text; what it lets through and should not is caught here
 * (invalid UTF-8, form feeds as white space, depth), and its messages are
 * replaced.  Text that has nothing to be judged, which is nearly all, is read
 * by a quick reader before yajl sees it, with the same outcome.  The document
 *is a tree of values in an arena, with the byte offset of every value and key,
 *so that a finding can name line, column and JSON pointer.  It lives until the
 *arena is reset; strings without escapes and numbers point into the text, so
 *the text must live as long.
 *
 *	json_reader_init(&r, &arena);
 *	if (!json_parse(&r, line, &doc, &f))
 *		return false;
 *	messages = json_get(doc.root, "messages");
 *	...
 *	arena_reset(&arena);
 */
#ifndef FT_JSON_JSON_H
#define FT_JSON_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"

/* Beyond these a document is refused: how deep, how many values. */
enum { JSON_DEPTH_MAX = 512, JSON_VALUES_MAX = 1 << 20 };

enum json_type {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json {
	struct str text; /* of a string: decoded; of a number: as written */
	struct str key;	 /* in an object: the member's name, decoded */
	struct json *parent, *next, *child; /* next: the later sibling */
	uint32_t off, end; /* the value's first byte, and behind its last */
	uint32_t key_off;  /* where the name's opening quote stands */
	uint32_t count;	   /* of an array or object: how many children */
	uint32_t index;	   /* how many siblings are elder */
	enum json_type type;
	bool truth; /* of a JSON_BOOL */
};

/* What is allowed by the grammar and still a trap for whoever reads it. */
enum json_oddity {
	JSON_DUPLICATE_KEY,
	JSON_LONE_SURROGATE, /* in a string or name: each became U+FFFD */
	JSON_HUGE_NUMBER,    /* not finite as a double, or over 64 bits */
};

struct json_odd {
	enum json_oddity what;
	const struct json *at; /* the value; for a name, the member */
	size_t off;	       /* of the second key, the escape, the number */
	struct json_odd *next;
};

struct json_doc {
	struct json *root;
	struct json_odd *odd; /* in the order of the text */
	unsigned depth;	      /* of the deepest array or object; 0: no such */
};

/* What parsing needs again and again; one for each thread. */
struct json_reader {
	struct arena *arena;
	struct json_build *build; /* json.c's own */
	size_t values_max;	  /* JSON_VALUES_MAX unless set otherwise */
	bool yajl_alone;	  /* without the quick reader; for tests */
};

/* Documents will be taken from the arena, which the caller owns and resets. */
void json_reader_init(struct json_reader *r, struct arena *arena);

/* Gives back the reader's memory; documents in the arena stay. */
void json_reader_free(struct json_reader *r);

/*
 * Reads one JSON value with nothing but white space around it.  If that is not
 * what text is, the fault has STATUS_INPUT and the offset in text of the byte
 * that is wrong, and says what was found and what was expected.
 */
bool json_parse(struct json_reader *r, struct str text, struct json_doc *doc,
    struct fault *f) MUSTCHECK;

/* Is v there (not NULL) and of that type? */
static inline bool
json_is(const struct json *v, enum json_type type)
{
	return v != NULL && v->type == type;
}

static inline bool
json_is_null(const struct json *v)
{
	return json_is(v, JSON_NULL);
}

static inline bool
json_is_bool(const struct json *v)
{
	return json_is(v, JSON_BOOL);
}

static inline bool
json_is_number(const struct json *v)
{
	return json_is(v, JSON_NUMBER);
}

static inline bool
json_is_string(const struct json *v)
{
	return json_is(v, JSON_STRING);
}

static inline bool
json_is_array(const struct json *v)
{
	return json_is(v, JSON_ARRAY);
}

static inline bool
json_is_object(const struct json *v)
{
	return json_is(v, JSON_OBJECT);
}

/*
 * The member of that name; of several the last, as Python has it.  NULL when
 * there is none or object is NULL or no object.
 */
struct json *json_get_str(const struct json *object, struct str key);

/* The same for a C string. */
static inline struct json *
json_get(const struct json *object, const char *key)
{
	return json_get_str(object, str_c(key));
}

/* The number, where it is written in digits alone and is at most 2^64 - 1. */
bool json_u64(const struct json *v, uint64_t *value) MUSTCHECK;

/* The number as the nearest double, where that is finite. */
bool json_real(const struct json *v, double *value) MUSTCHECK;

/*
 * Appends the way from the root to v as a JSON pointer (RFC 6901): "" for the
 * root, "/messages/2/content".
 */
void json_pointer(const struct json *v, struct buf *to);

/*
 * Where in the text of the document a byte of a string is written: the one at
 * `off` of what it decodes to, which may be its length for the closing quote.
 * Walks over the string where it has escapes.
 */
size_t json_place(struct str text, const struct json *string, size_t off);

/*
 * The same for several bytes in the order of the string, which is walked over
 * once: the walk remembers the last answer.  All bytes zero remembers nothing;
 * going back, or on to another string, begins again.
 */
struct json_walk {
	const struct json *of;
	size_t off, place;
};
size_t json_walk_to(struct json_walk *walk, struct str text,
    const struct json *string, size_t off);

/* For messages: "null", "a boolean", "a number", "a string", "an array",
 * "an object". */
const char *json_type_name(enum json_type type);

#endif
