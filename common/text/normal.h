/* SPDX-License-Identifier: MIT */
/*
 * Unicode normalisation, over utf8proc: the same text in the same bytes.
 *
 *	if (normal_text(&b, text, false))
 *		text = buf_str(&b);
 *
 * The version of Unicode is that of the utf8proc in use; see normal_version().
 */
#ifndef FT_TEXT_NORMAL_H
#define FT_TEXT_NORMAL_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/*
 * Appends text, which is valid UTF-8, in form NFC (or NFKC: compatibility
 * characters too).  False when it is in that form as it is, and nothing was
 * appended.
 */
bool normal_text(struct buf *to, struct str text, bool compatibility);

/* "15.0.0" or another */
const char *normal_version(void);

#endif
