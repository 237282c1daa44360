/* SPDX-License-Identifier: MIT */
/*
 * The options and the configuration together: what the command line does not
 * say, .ft-lint may; levels are set by both, one on top of the other.
 *
 * Mistakes in either end the program with STATUS_USAGE.
 */
#ifndef FT_TOOLS_LINT_SETUP_H
#define FT_TOOLS_LINT_SETUP_H

#include "common/base/opt.h"
#include "tools/lint/config.h"
#include "tools/lint/levels.h"

struct setup {
	struct opt_list selects, ignores, warns, errors; /* the options */
	const char *config_name; /* --config; NULL: it is looked for */
	struct config config;
	struct buf path; /* of the configuration that was found */
};

/* Reads the configuration, and sets the options that were not given. */
void setup_read(struct setup *s, const struct cmd *cmd);

/*
 * Puts the levels of the configuration, and those of the options, each a layer,
 * on top of what `levels` holds: the rules' own, and the provider's.
 */
void setup_levels(
    const struct setup *s, const struct cmd *cmd, struct levels *levels);

/* Ends the program: the value of that option is wrong, wherever it is from. */
void setup_wrong(const struct setup *s, const struct cmd *cmd,
    const char *option, const char *fmt, ...) PRINTF_LIKE(4, 5)
    __attribute__((noreturn));

void setup_free(struct setup *s);

#endif
