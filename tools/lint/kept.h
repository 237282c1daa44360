/* SPDX-License-Identifier: MIT */
/*
 * Findings that a report keeps until later, with all that they point to.
 *
 *	kept_add(&k, f, finding);
 *	for (size_t i = 0; i < k.n; i++)
 *		... k.v[i].finding.text ...
 *	kept_free(&k);
 */
#ifndef FT_TOOLS_LINT_KEPT_H
#define FT_TOOLS_LINT_KEPT_H

#include "tools/lint/lint.h"

struct kept_finding {
	struct finding finding; /* its `next` means nothing */
	const char *file;	/* lives as long as the program */
	uint64_t nth;		/* of its rule, from 1 */
	size_t seq;		/* in the order of all that came, from 0 */
};

struct kept {
	struct kept_finding *v;
	size_t n, cap, seq;
	struct arena memory;
};

/* A copy of the finding, which was just counted. */
struct kept_finding kept_copy(
    struct kept *k, const struct file *f, const struct finding *at);

/* Adds such a copy. */
void kept_add(struct kept *k, const struct file *f, const struct finding *at);

/* Forgets all, and keeps the memory for what comes. */
void kept_clear(struct kept *k);
void kept_free(struct kept *k);

#endif
