/* SPDX-License-Identifier: MIT */
/*
 * What a training is to cost by our own count: the tokens of the training file,
 * each example up to the model's limit, for all epochs.
 *
 *	estimate_init(&e, &tool, STR("gpt-4o-mini"));
 *	estimate_count(&e, "train.jsonl");	reports what it cannot read
 *	estimate_price(&e, 3);
 *	estimate_say(&e);
 *
 * What is not known is left out: the tokens where the model's encoding is not
 * known, the price where it is not in the table.
 */
#ifndef FT_TOOLS_JOB_ESTIMATE_H
#define FT_TOOLS_JOB_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

#include "tools/job/job.h"

struct estimate {
	struct str model;
	const struct model *row; /* or NULL */
	uint64_t auto_epochs;	 /* 0: as bill_auto_epochs() has them */
	struct str encoding_name;
	const struct encoding *encoding; /* or NULL: nothing can be counted */

	bool counted; /* what follows is known */
	uint64_t examples;
	uint64_t tokens; /* of one epoch, nothing cut off */
	uint64_t billed; /* of one epoch, each example up to the limit */
	uint64_t cut;	 /* examples above it */
	uint64_t refused, images;
	uint64_t unsized;	     /* images: see count_pictures() */
	const struct visual *visual; /* NULL: images are not counted */

	uint64_t epochs;
	bool chosen; /* the epochs are what the provider is thought to choose */
	uint64_t trained; /* tokens of all epochs */
	int64_t cost;	  /* nano-dollars, or NO_FIGURE */
};

void estimate_init(
    struct estimate *e, const struct job_tool *t, struct str model);

/* Counts a file; one that cannot be read is reported, and raises the status. */
void estimate_count(struct estimate *e, const char *path);

/* 0 epochs: as the provider chooses.  False (STATUS_INPUT) for a sum beyond all
 * numbers. */
bool estimate_price(
    struct estimate *e, uint64_t epochs, struct fault *f) MUSTCHECK;

/* Says it as a table on standard error, under a line for the file. */
void estimate_say(const struct estimate *e, const char *name);

#endif
