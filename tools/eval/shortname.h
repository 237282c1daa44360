/* SPDX-License-Identifier: MIT */
/*
 * The names of models where there is little room: what tells two of them apart
 * stands at their ends.
 */
#ifndef FT_TOOLS_EVAL_SHORTNAME_H
#define FT_TOOLS_EVAL_SHORTNAME_H

#include "common/base/buf.h"

/* Appends the name, in so many columns: the middle of what is wider is left
 * out, for three dots. */
void shortname_write(struct buf *to, struct str name, size_t columns);

#endif
