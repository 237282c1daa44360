/* SPDX-License-Identifier: MIT */
/*
 * Whose rules, which model and which day: --provider, --model and --today.
 *
 * A model implies its provider.  Where --provider says another, the model is
 * the one of that name that the provider has; of a provider whose models are
 * not in our table, such as a trainer, any model is taken, for its tokens.
 */
#ifndef FT_TOOLS_LINT_CHOICE_H
#define FT_TOOLS_LINT_CHOICE_H

#include "tools/lint/lint.h"
#include "tools/lint/setup.h"

/* Fills all that, and the levels; ends the program where it cannot be had. */
void choice_make(
    struct lint *lint, const struct setup *s, const struct cmd *cmd);

/* Is the answer wanted for every provider? */
bool choice_is_all(const struct lint *lint);

/* Makes it the provider, with its levels under those of `s`. */
void choice_provider(struct lint *lint, const struct provider *p,
    const struct setup *s, const struct cmd *cmd);

#endif
