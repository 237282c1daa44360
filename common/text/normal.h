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
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/*
 * Appends text, which is valid UTF-8, in form NFC (or NFKC: compatibility
 * characters too).  False when it is in that form as it is, and nothing was
 * appended.
 */
bool normal_text(struct buf *to, struct str text, bool compatibility);

/*
 * Appends text, which is valid UTF-8, as it is compared without regard to case
 * and to compatibility characters: Unicode's NFKC_Casefold, which leaves out
 * what nobody sees, such as soft hyphens.  Time is linear in the text: where
 * more than NORMAL_RUN bytes have no place to be cut at, as in no writing, they
 * are cut, and their marks are put in order on both sides alone.
 */
enum { NORMAL_RUN = 512 };
void normal_caseless(struct buf *to, struct str text);

/* Is cp punctuation: of one of Unicode's categories P, or of ASCII, with $, +,
 * <, =, >, ^, `, | and ~? */
bool normal_punctuation(uint32_t cp);

/* "15.0.0" or another */
const char *normal_version(void);

#endif
