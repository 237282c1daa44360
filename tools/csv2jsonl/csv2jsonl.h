/* SPDX-License-Identifier: MIT */
/*
 * How csv2jsonl is built.
 *
 * The engine cuts a file into chunks of whole rows.  The chunk with the header
 * is turned into a plan (plan.c): which columns (columns.c) and templates
 * (template.c) make which message.  The threads that have later chunks wait for
 * it.  record.c turns a row into a record by the plan, opening a prompt's
 * object on the way (prompt.c, pydict.c).  convert.c has the engine's
 * functions, tells what happened and counts.
 */
#ifndef FT_TOOLS_CSV2JSONL_H
#define FT_TOOLS_CSV2JSONL_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/io/csvcut.h"
#include "common/io/out.h"
#include "tools/csv2jsonl/columns.h"
#include "tools/csv2jsonl/template.h"

enum role { ROLE_SYSTEM, ROLE_USER, ROLE_ASSISTANT, ROLES };

/* What the command line asks for. */
struct wish {
	struct csv_dialect dialect;
	bool completion;   /* prompt and completion, not messages */
	bool given[ROLES]; /* a template was given */
	struct template text[ROLES];
	bool has_header;
	struct columns columns; /* without a header: the names */
	bool skip;		/* go on behind a bad row */
	bool lossy;		/* U+FFFD for what is no UTF-8 */
};

/* "system", "user", "assistant" */
extern const char *const role_names[ROLES];

/* Converts the files and tells what went wrong, by diag_raise() too; false
 * when it was stopped before their end. */
bool convert(const struct wish *wish, char **files, struct out *out,
    struct out *rejects);

#endif
