/* SPDX-License-Identifier: MIT */
/*
 * What is to be done with the rows of a file: which text makes which message.
 */
#ifndef FT_TOOLS_CSV2JSONL_PLAN_H
#define FT_TOOLS_CSV2JSONL_PLAN_H

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "tools/csv2jsonl/csv2jsonl.h"

struct plan {
	struct arena arena; /* holds what the plan points to */
	const char *file;
	struct columns columns;
	enum format format;
	bool has[ROLES];
	struct template text[ROLES];
	struct turn *turns; /* if any, in place of the user and assistant */
	size_t nturns;
	size_t messages;  /* the column that holds whole messages */
	size_t object;	  /* the prompt column whose cells may be objects */
	bool keep_system; /* an object's system message does not count */
	size_t group;	  /* the columns of rows that are messages */
	size_t role, content;
	size_t weight; /* the column of the weight */
	size_t *keep;  /* columns that go under metadata */
	size_t nkeep;
	struct str tools; /* a JSON array, or empty */

	struct buf said;    /* what was chosen, for people */
	struct buf why;	    /* why there is no plan; empty: there is one */
	enum status status; /* of why */
	size_t cell;	    /* of the header: where to point at */
};

/*
 * The plan for these columns, whose names lie in the plan's own arena (that
 * plan_new() made) or outlive it.  Look at plan_ok().
 */
struct plan *plan_new(void) MUSTCHECK;
void plan_make(struct plan *p, const struct wish *w);
void plan_free(struct plan *p);

static inline bool
plan_ok(const struct plan *p)
{
	return p->why.n == 0;
}

/* Records why there is no plan. */
void plan_fail(struct plan *p, enum status status, size_t cell, const char *fmt,
    ...) PRINTF_LIKE(4, 5);

/* Fails p where its columns are not those of the plan for an earlier file. */
void plan_compare(struct plan *p, const struct plan *first);

#endif
