/* SPDX-License-Identifier: MIT */
/*
 * How csv2jsonl is built.
 *
 * The engine cuts a file into chunks of whole rows.  The chunk with the header
 * is turned into a plan (plan.c): which columns (columns.c) and templates
 * (template.c) make which message.  The threads that have later chunks wait for
 * it.  cells.c trims and normalises; record.c turns a row into a record by the
 * plan, opening a prompt's object on the way (prompt.c, pydict.c).  convert.c
 * has the engine's functions, report.c tells what happened and counts.
 */
#ifndef FT_TOOLS_CSV2JSONL_H
#define FT_TOOLS_CSV2JSONL_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/opt.h"
#include "common/io/csvcut.h"
#include "common/io/out.h"
#include "tools/csv2jsonl/cells.h"
#include "tools/csv2jsonl/columns.h"
#include "tools/csv2jsonl/template.h"

/* Who says a text; the last two are the answers of a preference. */
enum role {
	ROLE_SYSTEM,
	ROLE_USER,
	ROLE_ASSISTANT,
	ROLE_PREFERRED,
	ROLE_REJECTED,
	ROLES,
	ROLE_DEVELOPER = ROLES /* in turns alone */
};

enum format { FORMAT_CHAT, FORMAT_COMPLETION, FORMAT_PREFERENCE };

struct turn {
	enum role role;
	struct template text;
};

enum ragged { RAGGED_ERROR, RAGGED_PAD, RAGGED_SKIP };

/* What the command line asks for. */
struct wish {
	struct csv_dialect dialect;
	bool guess;	      /* the delimiter, for each file */
	const char *encoding; /* NULL: UTF-8 */
	bool utf16;	      /* or UTF-16, by a byte-order mark */
	enum format format;
	bool given[ROLES]; /* a template was given */
	struct template text[ROLES];
	struct turn *turns; /* in place of the user and the assistant */
	size_t nturns;
	const char *group; /* rows are messages; the conversation's column */
	const char *role, *content; /* with group: the message's columns */
	bool adjacent;		    /* a conversation's rows are */
	const char *weight;	    /* the weight's column, or NULL */
	struct opt_list keep;	    /* columns that go under metadata */
	struct str tools;	    /* a JSON array, or empty */
	bool has_header;
	struct columns columns; /* without a header: the names */
	enum cells_form form;	/* what cells are normalised to */
	bool trim;
	bool skip_empty;    /* leave out rows that lack a text */
	enum ragged ragged; /* what to do about a row of another width */
	bool skip;	    /* go on behind a bad row */
	bool lossy;	    /* U+FFFD for what is no UTF-8 */
};

/* "system", "user", "assistant", "preferred", "rejected", "developer" */
extern const char *const role_names[ROLES + 1];

/* Converts the files and tells what went wrong, by diag_raise() too; false
 * when it was stopped before their end. */
bool convert(const struct wish *wish, char **files, struct out *out,
    struct out *rejects);

#endif
