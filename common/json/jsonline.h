/* SPDX-License-Identifier: MIT */
/*
 * JSON as it was written, but on one line: without the blanks between its
 * tokens.
 */
#ifndef FT_JSON_JSONLINE_H
#define FT_JSON_JSONLINE_H

#include "common/base/buf.h"
#include "common/base/str.h"

/* Appends json, which is to be well-formed. */
void jsonline_add(struct buf *to, struct str json);

#endif
