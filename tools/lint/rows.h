/* SPDX-License-Identifier: MIT */
/*
 * The rows of the table that run for one struct lint, by what they look at, so
 * that a record is not led past a hundred of which few concern it.
 */
#ifndef FT_TOOLS_LINT_ROWS_H
#define FT_TOOLS_LINT_ROWS_H

#include "tools/lint/lint.h"
#include "tools/lint/texts.h"

/* Each list ends with NULL. */
struct rows {
	const struct rule **faults, **documents;
	const struct rule **examples[EXAMPLE_TYPES];
	const struct rule **messages[EXAMPLE_TYPES][ROLES];
	const struct rule **declared[EXAMPLE_TYPES], **calls[EXAMPLE_TYPES];
	const struct rule **parts[EXAMPLE_TYPES];
	struct spotters spotters;
};

/* The lists belong to the rows; the lint must outlive them. */
void rows_start(struct rows *rows, const struct lint *lint);
void rows_free(struct rows *rows);

/* Runs them on a document and the example in it, in the order of its text. */
void rows_check(const struct rows *rows, struct check *c);

/* ... or on what json_parse() said of a record that is none. */
void rows_check_fault(
    const struct rows *rows, struct check *c, const struct fault *f);

#endif
