/* SPDX-License-Identifier: MIT */
/*
 * What a model must reach: --min METRIC=X and --no-worse-than BASE.
 *
 * With several models the base is what the others are held against and need
 * not pass itself; one model alone must.
 */
#ifndef FT_TOOLS_EVAL_GATES_H
#define FT_TOOLS_EVAL_GATES_H

#include "tools/eval/sums.h"

struct gate {
	size_t metric; /* its number */
	size_t model;
	bool is_min; /* else: not worse than the base */
	double wanted;

	bool passed;
	char why[160]; /* what was reached, for people */
};

struct gates {
	struct gate *v;
	size_t n;
};

/* Reads the options; STATUS_USAGE for a metric or model that is not among
 * those that are wanted. */
bool gates_read(struct gates *g, const struct opt_list *min, const char *base,
    const struct metrics *metrics, struct sums *s, struct fault *f) MUSTCHECK;
void gates_free(struct gates *g);

/* Looks at each of them, behind sums_close(); true when all are passed. */
bool gates_pass(struct gates *g, const struct sums *s);

#endif
