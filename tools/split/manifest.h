/* SPDX-License-Identifier: MIT */
/*
 * A manifest: what was split, how, and into what, so that anyone can prove
 * later what was trained on.  ft-split(1) has its members.
 */
#ifndef FT_SPLIT_MANIFEST_H
#define FT_SPLIT_MANIFEST_H

#include "common/io/out.h"
#include "tools/split/split.h"

/* arguments are those of the command line, ended by NULL. */
void manifest_write(const struct split *s, struct out *to, char **arguments);

#endif
