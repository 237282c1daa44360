/* SPDX-License-Identifier: MIT */
/*
 * ft-split: what its parts share.
 *
 * shuffle and order need to know the whole input before they can place its
 * first record, so they read it twice: once for a hash of every record, from
 * which the plan is made, and once to copy the records to their sides.  hash
 * places each record by itself and reads once.
 *
 * A record goes to a part: a side, or one of several folds.  Each fold has a
 * pair of files of its own: for validation its own records, for training those
 * of all others.
 */
#ifndef FT_SPLIT_SPLIT_H
#define FT_SPLIT_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/opt.h"
#include "common/io/out.h"
#include "common/json/jsonpath.h"
#include "tools/split/deal.h"
#include "tools/split/digest.h"
#include "tools/split/near.h"
#include "tools/split/plan.h"

enum method { SHUFFLE, HASH, ORDER };

#define NOT_GIVEN UINT64_MAX

/* What was read. */
struct census {
	uint64_t records, blank;
	uint64_t digest;		  /* of all hashes, each at its place */
	uint64_t ungrouped, unstratified; /* records without such a value */
	bool bom;
};

/* A file that is written. */
struct split_file {
	const char *path;
	enum side side;
	unsigned fold; /* from 1; 0 where there are none */
	struct out out;
	uint64_t records; /* written */
	struct digest digest;
};

struct split {
	/* As asked for. */
	enum method method;
	uint64_t seed;
	uint64_t share[SIDES];	   /* in billionths */
	uint64_t validation_count; /* or NOT_GIVEN */
	uint64_t folds;		   /* or NOT_GIVEN */
	const char *named[SIDES];  /* as given, or NULL */
	bool leak, prove;	   /* prove: make digests for a manifest */
	struct jsonpath *group, *stratify, *hash_key; /* or NULL */
	const char *group_text, *stratify_text; /* as given; the first also
						 * for hash_key */
	double threshold; /* of near duplicates; NAN where they do not matter */
	const char *input; /* "-" for standard input */

	bool dealt; /* by deal, not by plan */
	struct plan plan;
	struct deal deal;
	struct near near;
	size_t nparts; /* sides, or folds */
	struct split_file files[2 * PARTS_MAX];
	size_t nfiles;
	struct census census;
	struct digest digest; /* of the input */

	/* All hashes in the order of the input; the first pass fills them. */
	uint64_t *hashes;
	size_t nhashes, room;
	struct out spool; /* a copy of what cannot be read twice, or closed */
};

/* names.c: for messages, "training", "validation", "test". */
const char *side_name(enum side side);
/* names.c: the input, for messages. */
const char *names_input(const struct split *s);
/* names.c: "the training records", "the training records of fold 3"; lives
 * until the buffer changes. */
const char *names_label(const struct split_file *f, struct buf *to);
/* names.c: fills in the files. */
void names_default(struct split *s);
/* Ends the program where a file would be overwritten that is not to be;
 * others: where report and manifest go, or NULL. */
struct names_other {
	const char *path, *what;
	bool kept; /* not to be overwritten either */
};
void names_check(const struct split *s, const struct names_other *others,
    size_t nothers, bool force);

/* passes.c: reads the input and writes the sides, which are open; what went
 * wrong has been said and raised. */
void passes_run(struct split *s);

/* outcome.c: is there a record for each side that is not to be empty?  If not,
 * says so. */
bool outcome_is_usable(const struct split *s);
/* Tells what may surprise. */
void outcome_warn(const struct split *s);

/* minimum.c: how few training examples providers take. */
uint64_t minimum_examples(void);

/* report.c: the share of training that was asked for, in billionths. */
uint64_t report_ratio_wanted(const struct split *s);
/* The records for training, or for validation, of all folds. */
uint64_t report_records(const struct split *s, enum side side);
const char *report_method(const struct split *s);

/* report.c: as JSON, and as a line for people. */
void report_json(const struct split *s, struct out *to);
void report_text(const struct split *s, struct buf *to);

#endif
