/* SPDX-License-Identifier: MIT */
/*
 * The keywords of JSON Schema as a table, and what its rows' functions use;
 * for the files schema*.c alone.
 *
 * A row says of which values the keyword speaks and has a function for them;
 * it says what the keyword's own value must be, and which schemas are in it.
 * The functions stand in schemavalue.c (any value, numbers, strings),
 * schemagroup.c (arrays, objects) and schemalogic.c (what puts schemas
 * together).
 */
#ifndef FT_EXAMPLE_SCHEMAWORD_H
#define FT_EXAMPLE_SCHEMAWORD_H

#include "common/example/schema.h"

/* For "%.*s": not too much of a name. */
enum { SCHEMA_SHOWN = 60 };
#define SHOWN(s) (int)((s).n > SCHEMA_SHOWN ? SCHEMA_SHOWN : (s).n), (s).p

/* Sets of types, as bits. */
enum {
	OF_NULL = 1 << JSON_NULL,
	OF_BOOL = 1 << JSON_BOOL,
	OF_NUMBER = 1 << JSON_NUMBER,
	OF_STRING = 1 << JSON_STRING,
	OF_ARRAY = 1 << JSON_ARRAY,
	OF_OBJECT = 1 << JSON_OBJECT,
	OF_ANY =
	    OF_NULL | OF_BOOL | OF_NUMBER | OF_STRING | OF_ARRAY | OF_OBJECT,
	OF_SCHEMA = OF_BOOL | OF_OBJECT,
};

/* Where in a keyword's value there are schemas. */
enum schema_in {
	IN_NOTHING,
	IN_ITSELF,  /* it is one */
	IN_ITEMS,   /* each of its items is one */
	IN_MEMBERS, /* each of its members is one */
	IN_EITHER,  /* it is one, or each of its items is */
};

/* Whether a function that is strict may have it. */
enum schema_strict {
	STRICT_YES,
	STRICT_UNTUNED, /* yes, but no fine-tuned model knows it */
	STRICT_NO,
};

/* A keyword of a schema, and a value to hold against it. */
struct schema_at {
	const struct json *schema;
	const struct json *word; /* the member of the schema */
	const struct json *value;
};

struct schema_word {
	struct str name;
	unsigned form; /* what it must be: a set of types; 0 says nothing */
	enum schema_in in;
	enum schema_strict strict;
	bool unknown; /* it has a meaning that is not known here */
	unsigned of;  /* of which values it speaks; 0: of none */
	bool (*holds)(struct schema *s, const struct schema_at *at);

	/* Is the keyword what it has to be, besides its form? */
	bool (*sound)(struct schema *s, const struct json *schema,
	    const struct json *word);
};

/* The row of that keyword, or NULL. */
const struct schema_word *schema_word(struct str name);

/* The keyword that was probably meant: appends "did you mean ...?". */
void schema_word_hint(struct buf *to, struct str name);

/* schema.c: what the functions use. */

/* Takes n steps; false when there are not so many left. */
bool schema_spend(struct schema *s, size_t n);

/* Does the value satisfy this part of the schema? */
bool schema_test(
    struct schema *s, const struct json *schema, const struct json *value);

/* The same, nothing being told. */
bool schema_try(
    struct schema *s, const struct json *schema, const struct json *value);

/* json_get_str(), at the price of as many steps as there are members. */
const struct json *schema_get(
    struct schema *s, const struct json *object, struct str key);

/* Tells a flaw, unless nothing is to be told; returns false. */
bool schema_flaw(struct schema *s, enum schema_flaw flaw, const struct json *at,
    const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Appends a value as a message shows it: short, as it is written. */
void schema_show(struct buf *to, const struct json *value);

/* Is a the same value as b? */
bool schema_same(struct schema *s, const struct json *a, const struct json *b);

/* What a "$ref" of this document points at, or NULL. */
const struct json *schema_refer(struct schema *s, struct str ref);

/* Does the pattern match somewhere in the text?  True where that cannot be
 * said. */
bool schema_match(struct schema *s, struct str pattern, struct str text);

/* Can the pattern be used?  The fault says why not. */
bool schema_pattern(
    struct schema *s, struct str pattern, struct fault *f) MUSTCHECK;
void schema_patterns_free(struct schema_patterns *patterns);

/* Is it one of the seven types? */
bool schema_is_type(struct str name);

/* Has the number no fraction? */
bool schema_is_whole(double n);

/* "a string or null": what a "type" allows. */
void schema_show_types(struct buf *to, const struct json *type);

/* The rows' functions: whether a value holds, in the order of the files. */
bool schema_type(struct schema *s, const struct schema_at *at);
bool schema_enum(struct schema *s, const struct schema_at *at);
bool schema_const(struct schema *s, const struct schema_at *at);
bool schema_minimum(struct schema *s, const struct schema_at *at);
bool schema_maximum(struct schema *s, const struct schema_at *at);
bool schema_above(struct schema *s, const struct schema_at *at);
bool schema_below(struct schema *s, const struct schema_at *at);
bool schema_multiple(struct schema *s, const struct schema_at *at);
bool schema_min_length(struct schema *s, const struct schema_at *at);
bool schema_max_length(struct schema *s, const struct schema_at *at);
bool schema_pattern_holds(struct schema *s, const struct schema_at *at);

bool schema_items(struct schema *s, const struct schema_at *at);
bool schema_prefix_items(struct schema *s, const struct schema_at *at);
bool schema_additional_items(struct schema *s, const struct schema_at *at);
bool schema_min_items(struct schema *s, const struct schema_at *at);
bool schema_max_items(struct schema *s, const struct schema_at *at);
bool schema_unique_items(struct schema *s, const struct schema_at *at);
bool schema_contains(struct schema *s, const struct schema_at *at);
bool schema_properties(struct schema *s, const struct schema_at *at);
bool schema_pattern_properties(struct schema *s, const struct schema_at *at);
bool schema_additional(struct schema *s, const struct schema_at *at);
bool schema_required(struct schema *s, const struct schema_at *at);
bool schema_min_properties(struct schema *s, const struct schema_at *at);
bool schema_max_properties(struct schema *s, const struct schema_at *at);
bool schema_property_names(struct schema *s, const struct schema_at *at);
bool schema_dependencies(struct schema *s, const struct schema_at *at);

bool schema_ref(struct schema *s, const struct schema_at *at);
bool schema_all_of(struct schema *s, const struct schema_at *at);
bool schema_any_of(struct schema *s, const struct schema_at *at);
bool schema_one_of(struct schema *s, const struct schema_at *at);
bool schema_not(struct schema *s, const struct schema_at *at);
bool schema_if(struct schema *s, const struct schema_at *at);

/* schemastrict.c: a keyword, an object and the whole of a schema that is to be
 * strict. */
bool schema_strict_word(
    struct schema *s, const struct json *word, const struct schema_word *row);
bool schema_strict_object(struct schema *s, const struct json *schema);
bool schema_strict_root(struct schema *s, const struct json *root);

/* Whether a keyword is sound: schemasound.c. */
bool schema_sound_type(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_enum(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_count(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_required(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_pattern(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_patterns(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_ref(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_some(
    struct schema *s, const struct json *schema, const struct json *word);
bool schema_sound_multiple(
    struct schema *s, const struct json *schema, const struct json *word);

#endif
