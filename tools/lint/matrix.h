/* SPDX-License-Identifier: MIT */
/*
 * Who would take a file: --provider all.
 *
 * The files are read once, each record is looked at as every provider has it,
 * and of each file it is told, for each provider, whether nothing in it is an
 * error there, or else what the first error is.
 */
#ifndef FT_TOOLS_LINT_MATRIX_H
#define FT_TOOLS_LINT_MATRIX_H

#include "tools/lint/choice.h"

/* Tells that, in lint->report; raises STATUS_NO for a file that nobody takes,
 * and ends the program where an option goes with one provider only. */
void matrix_check(const struct lint *lint, const struct setup *s,
    const struct cmd *cmd, char **files);

#endif
