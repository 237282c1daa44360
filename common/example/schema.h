/* SPDX-License-Identifier: MIT */
/*
 * Does a value satisfy a JSON Schema, and is a schema one?  For the arguments
 * of calls and the tools that declare them.
 *
 * Both are documents (json.h).  Known are the keywords of schemaword.c, which
 * are those of the drafts 4 to 2020-12 but for the few that depend on what
 * others have seen (unevaluatedProperties) or on names elsewhere ($anchor,
 * $dynamicRef, other documents).  What is not known, or is malformed, says
 * nothing about a value: none is called wrong by what was not understood.
 *
 * What is found is told to a function, with the value or the part of the
 * schema and a phrase.  Of a value it goes behind its name: "is a number; a
 * string is due".
 *
 *	schema_init(&s);
 *	s.tell = tell;
 *	s.user = &mine;
 *	...
 *	schema_begin(&s);
 *	if (schema_check(&s, parameters, false) &&
 *	    !schema_holds(&s, parameters, arguments))
 *		...
 *	schema_free(&s);
 *
 * A schema may refer to itself, and two that nest may have to be tried in each
 * other's every place: steps are counted, and depth.  Where either is used up
 * the rest holds, and `gave_up` says so.  One struct schema for each thread.
 */
#ifndef FT_EXAMPLE_SCHEMA_H
#define FT_EXAMPLE_SCHEMA_H

#include "common/json/json.h"

/* More than any record needs that was written to be read; some 10 ms. */
enum { SCHEMA_STEPS = 1 << 22 };

enum schema_flaw {
	SCHEMA_UNMET,	   /* a value is not what the schema wants */
	SCHEMA_MALFORMED,  /* a part of a schema is not what it has to be */
	SCHEMA_NOT_STRICT, /* ... not what a strict function may have */
	SCHEMA_UNCHECKED,  /* ... not known here, or not at all */
};

struct schema_patterns;

struct schema {
	/* Set by the user. */
	void *user;
	void (*tell)(void *user, enum schema_flaw flaw, const struct json *at,
	    struct str phrase);

	/* Set by schema_begin(). */
	size_t steps; /* that may be taken; goes down */
	bool gave_up; /* some that were needed were not there */

	/* Our own. */
	unsigned turn;		 /* counts the begins */
	const struct json *root; /* of the schema, for references */
	unsigned depth;
	unsigned mute;	 /* told only whether, not what */
	unsigned unsure; /* how often what was not understood was let pass */
	struct schema_patterns *patterns;
	struct buf phrase;
};

void schema_init(struct schema *s);
void schema_free(struct schema *s);

/* Another record begins: all steps are there again. */
void schema_begin(struct schema *s);

/* Does the value satisfy the schema?  Tells what is SCHEMA_UNMET. */
bool schema_holds(
    struct schema *s, const struct json *root, const struct json *value);

/*
 * Is the schema one, and with `strict`, one that OpenAI takes for a function
 * that is strict?  Tells all flaws but SCHEMA_UNMET; what is unchecked does
 * not make it false.
 */
bool schema_check(struct schema *s, const struct json *root, bool strict);

#endif
