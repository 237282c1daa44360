/* SPDX-License-Identifier: MIT */
/*
 * Base64 (RFC 4648), blanks and line ends among its digits, with its padding or
 * without.
 */
#ifndef FT_TOOLS_JOB_BASE64_H
#define FT_TOOLS_JOB_BASE64_H

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"

/* Appends what s stands for; false, with something appended or not, where s is
 * no base64. */
bool base64_read(struct buf *to, struct str s) MUSTCHECK;

#endif
