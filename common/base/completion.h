/* SPDX-License-Identifier: MIT */
/*
 * The completion scripts of the shells, made from a tool's option table.
 */
#ifndef FT_BASE_COMPLETION_H
#define FT_BASE_COMPLETION_H

#include "common/base/opt.h"

/*
 * Prints to standard output what the shell ("bash", "zsh" or "fish") sources
 * to complete the tool's options, their choices and file names.
 */
void completion_print(const char *shell, const struct cmd *cmd,
    const struct opt *shared, size_t nshared);

#endif
