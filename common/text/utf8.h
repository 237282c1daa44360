/* SPDX-License-Identifier: MIT */
/*
 * UTF-8, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * Where bytes are no UTF-8 they fall into "maximal subparts": the longest
 * start of some valid sequence, or else one byte.  Each counts as one mistake,
 * as in the Unicode standard, in Python's errors="replace" and in browsers.
 *
 *	if (!utf8_valid(line, &bad))
 *		return fault_set(f, STATUS_INPUT, bad, "invalid UTF-8");
 *
 * Nothing here allocates, but for what is appended to a buffer.
 */
#ifndef FT_TEXT_UTF8_H
#define FT_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"

enum { UTF8_REPLACEMENT = 0xFFFD };

/*
 * Is all of s valid?  If not, *bad (where bad is not NULL) is the offset of
 * the first sequence that is wrong: of its lead byte, when a later byte of it
 * is the wrong or the missing one.
 */
bool utf8_valid(struct str s, size_t *bad) MUSTCHECK;

/*
 * The code point at the front of s, and how many bytes it takes (1 to 4).
 * Returns 0 when s is empty or what stands there is invalid; *cp is not set.
 */
size_t utf8_decode(struct str s, uint32_t *cp) MUSTCHECK;

/* How many bytes of s, which begins with an invalid sequence, are one mistake
 * (1 to 3). */
size_t utf8_mistake(struct str s);

/* The bytes a character has at most. */
enum { UTF8_MAX = 4 };

/* Writes cp as utf8_write() does and returns how many bytes that took. */
static inline size_t
utf8_put(char to[UTF8_MAX], uint32_t cp)
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = UTF8_REPLACEMENT;
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		to[0] = (char)(0xC0 | cp >> 6);
		to[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		to[0] = (char)(0xE0 | cp >> 12);
		to[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		to[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	to[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* Appends cp; a surrogate or what is above U+10FFFF as U+FFFD. */
void utf8_write(struct buf *to, uint32_t cp);

/* Appends s with U+FFFD for each mistake; returns how many there were. */
size_t utf8_repair(struct buf *to, struct str s);

/*
 * The columns that s takes on a terminal: 2 for wide characters, 0 for
 * combining ones and controls, 1 for a mistake.
 */
size_t utf8_width(struct str s);

#endif
