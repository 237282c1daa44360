/* SPDX-License-Identifier: MIT */
/*
 * ft-split: what its parts share.
 *
 * shuffle and order need to know the whole input before they can place its
 * first record, so they read it twice: once for a hash of every record, from
 * which the plan is made, and once to copy the records to their sides.  hash
 * places each record by itself and reads once.
 */
#ifndef FT_SPLIT_SPLIT_H
#define FT_SPLIT_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/opt.h"
#include "common/io/out.h"
#include "tools/split/plan.h"

enum method { SHUFFLE, HASH, ORDER };

#define NOT_GIVEN UINT64_MAX

/* What was read. */
struct census {
	uint64_t records, blank;
	uint64_t digest; /* of all hashes, each at its place */
	bool bom;
};

struct split_side {
	const char *path;
	struct out out;
	uint64_t records; /* written */
};

struct split {
	/* As asked for. */
	enum method method;
	uint64_t seed;
	uint64_t share[SIDES];	   /* in billionths */
	uint64_t validation_count; /* or NOT_GIVEN */
	bool leak;
	const char *input; /* "-" for standard input */

	struct plan plan;
	struct split_side sides[SIDES];
	struct census census;

	/* All hashes in the order of the input; the first pass fills them. */
	uint64_t *hashes;
	size_t nhashes, room;
	struct out spool; /* a copy of what cannot be read twice, or closed */
};

/* names.c: for messages, "training", "validation", "test". */
const char *side_name(enum side side);
/* names.c: the input, for messages. */
const char *names_input(const struct split *s);
/* names.c: gives every side, used or not, a path if it has none. */
void names_default(struct split *s);
/* Ends the program where a file would be overwritten that is not to be;
 * report: where the report goes, or NULL. */
void names_check(const struct split *s, const char *report, bool force);

/* passes.c: reads the input and writes the sides, which are open; what went
 * wrong has been said and raised. */
void passes_run(struct split *s);

/* report.c: as JSON, and as a line for people. */
void report_json(const struct split *s, struct out *to);
void report_text(const struct split *s, struct buf *to);

#endif
