/* SPDX-License-Identifier: MIT */
/*
 * One form for texts that read the same: letters of ASCII in lower case, one
 * blank where blanks, tabs and line ends stand, none at the begin and the end.
 * For hashing and comparing.
 *
 *	fold_add(&b, STR(" Yes,\n  sir "));	adds "yes, sir"
 */
#ifndef FT_TEXT_FOLD_H
#define FT_TEXT_FOLD_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* Appends the form of the text, which need not be valid UTF-8. */
void fold_add(struct buf *to, struct str text);

#endif
