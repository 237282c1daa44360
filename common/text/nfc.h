/* SPDX-License-Identifier: MIT */
/*
 * Unicode's normalization form C, over utf8proc, whose version of Unicode it
 * has: what was assigned later stays as it is.
 *
 * Nearly all text is in that form already, which a table tells: it has the
 * characters that may have to do with others before them or that change.
 *
 *	if (!nfc_is_sure(text)) {
 *		buf_clear(&b);
 *		nfc_write(&b, text);
 *		text = buf_str(&b);
 *	}
 *
 * Time is linear in the text, whatever it is.  All texts here must be valid
 * UTF-8.
 */
#ifndef FT_TEXT_NFC_H
#define FT_TEXT_NFC_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"

/* Is the text in the form, as far as a glance at each character tells? */
bool nfc_is_sure(struct str text) MUSTCHECK;

/* Appends the text in the form. */
void nfc_write(struct buf *to, struct str text);

/*
 * Does cp stay what it is and keep away from what is before it?  Then the form
 * of a text is that of what is before cp and of what begins with it.
 */
bool nfc_stands_alone(uint32_t cp) MUSTCHECK;

/* The characters that do not: a bit each, in two stages; equal pages of 128
 * are kept once.  Made when the project is built. */
enum { NFC_PAGE = 128, NFC_MAX = 0x10FFFF };
extern const uint8_t nfc_page[NFC_MAX / NFC_PAGE + 1];
extern const uint8_t nfc_cell[][NFC_PAGE / 8];

#endif
