/* SPDX-License-Identifier: MIT */
/*
 * The tools that an example declares and the calls of its messages, made ready
 * once for all rules that ask, and only where there are any.
 *
 * One struct tools for each thread; what it gives lives as long as the record.
 *
 *	calls = tools_calls(c, m);
 *	for (size_t i = 0; i < calls->n; i++)
 *		tool = tools_find(c, calls->v[i].name);
 */
#ifndef FT_TOOLS_LINT_TOOLS_H
#define FT_TOOLS_LINT_TOOLS_H

#include "common/example/schema.h"
#include "tools/lint/lint.h"

/* A declared function, of both forms: of `tools` and of `functions`. */
struct tool {
	struct str name; /* p is NULL where it has none */
	const struct json *function;
	bool twice; /* another has the same name */
};

/* A called function, of both forms: one of `tool_calls`, or `function_call`. */
struct call {
	const struct json *json; /* the whole call */
	const struct json *function;
	const struct json *name;      /* NULL where it is no string */
	const struct json *arguments; /* NULL where it is no string */
	bool is_json;		      /* `doc` is what the arguments hold */
	struct json_doc doc;
	struct fault fault; /* why they hold no JSON */
};

struct calls {
	struct call *v;
	size_t n;
};

struct tools {
	struct arena *memory;	    /* of one record */
	struct json_reader *reader; /* whose arena that is */
	struct schema schema;
	bool notes, notes_calls; /* of the file: see seen.h */

	/* Of the record. */
	bool viewed;
	struct tool *tool; /* sorted by name */
	size_t ntools;
	unsigned flaws; /* of the declarations: bits of enum schema_flaw */
	bool checked;	/* whether that is known */
	const struct message *of; /* whose calls those are */
	struct calls calls;

	/* Of records before: the bytes of declarations without a flaw, and of
	 * those that were noted (seen.h), as hashes. */
	uint64_t *sound, *noted;
	size_t file_number; /* that the record is of, and those in `noted` */
};

void tools_init(struct tools *t, const struct run *run, struct arena *memory,
    struct json_reader *r);
void tools_free(struct tools *t);

/* Another record begins, of the file of that number. */
void tools_begin(struct tools *t, size_t file_number);

/* Does the example declare anything? */
bool tools_declared(const struct example *e);

/* Does the message call anything? */
static inline bool
tools_called(const struct message *m)
{
	return m->tool_calls != NULL || m->function_call != NULL;
}

/* The declared functions: *n of them, sorted by name. */
const struct tool *tools_all(struct check *c, size_t *n);

/* The declared function of that name, or NULL. */
const struct tool *tools_find(struct check *c, struct str name);

/* The message's calls with a function. */
const struct calls *tools_calls(struct check *c, const struct message *m);

/* A number for the bytes of the example's declarations; never 0. */
uint64_t tools_hash(const struct check *c);

/* Was the hash put in before?  Puts it in. */
bool tools_knew(uint64_t *hashes, uint64_t hash);
void tools_forget(uint64_t *hashes, uint64_t hash);
enum { TOOLS_HASHES = 256 };

#endif
