/* SPDX-License-Identifier: MIT */
/*
 * The level that each rule has in this run, or that it is off.
 *
 * Levels are set in layers, each on top of what holds so far: the rules' own,
 * the provider's, the configuration's, the command line's.  A layer is given
 * as lists of entries, parted by commas; an entry is
 *
 *	all		every rule
 *	role		a family
 *	E, E1, E20	the rules whose ids begin so
 *	E203		a rule by its id
 *	no-assistant	a rule by its name
 *
 * Within a layer a later line of these wins over an earlier one, a longer
 * prefix over a shorter one; where two entries are equal in this, off wins
 * over on and the graver level over the milder.  So the order in which a
 * layer's lists are given does not matter.
 *
 * A layer that selects turns off all that it does not select; what was off
 * and is selected gets the level that it was last on with, which for a rule
 * whose own level is LEVEL_OFF is the letter of its id.
 *
 *	levels_init(&l);
 *	if (!levels_read(&l, provider->rules, &f))	"W206=error,I601=off"
 *		...
 *	levels_settle(&l);
 *	if (!levels_select(&l, str_c("role,E1"), &f) ||
 *	    !levels_set(&l, str_c("E203"), LEVEL_WARNING, &f))
 *		...
 *	levels_settle(&l);
 *	if (levels_of(&l, rule) != LEVEL_OFF)
 *		...
 *
 * A fault has STATUS_USAGE, and the offset of the entry in the list.
 */
#ifndef FT_TOOLS_LINT_LEVELS_H
#define FT_TOOLS_LINT_LEVELS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/diag.h"
#include "common/base/str.h"

struct rule;

struct levels {
	struct levels_row *row; /* one for each rule */
	bool selects;		/* the layer at work selects */
};

/* Every rule has its own level. */
void levels_init(struct levels *l);
void levels_free(struct levels *l);

/* Adds to the layer at work: these rules are on, and no other is. */
bool levels_select(
    struct levels *l, struct str list, struct fault *f) MUSTCHECK;

/* ... these rules have that level; LEVEL_OFF ignores them. */
bool levels_set(struct levels *l, struct str list, enum level level,
    struct fault *f) MUSTCHECK;

/* ... as a list of "ENTRY=error|warning|info|off" has it. */
bool levels_read(struct levels *l, struct str list, struct fault *f) MUSTCHECK;

/* The layer is whole: puts it on what held before, and begins the next. */
void levels_settle(struct levels *l);

/* What holds by the layers that are settled. */
enum level levels_of(const struct levels *l, const struct rule *rule);

/* "error", "warning", "info" or "off" to a level. */
bool levels_named(struct str name, enum level *level) MUSTCHECK;

#endif
