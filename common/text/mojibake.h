/* SPDX-License-Identifier: MIT */
/*
 * Mojibake: UTF-8 that somebody read as Windows-1252 or Latin-1 and wrote down
 * as UTF-8 once more, perhaps twice, so that "é" has become "Ã©".
 *
 * Told apart from text by undoing it: characters that stand for the bytes of
 * one UTF-8 sequence must follow each other.  What could be text in earnest, as
 * two capital letters with accents before a symbol, counts only where three
 * such sequences stand in a row.
 *
 *	if (mojibake_at(text, at, &m))
 *		... m.cp is what was meant by the first of its m.len bytes
 */
#ifndef FT_TEXT_MOJIBAKE_H
#define FT_TEXT_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

struct mojibake {
	size_t len;   /* of all sequences in a row, in bytes of the text */
	size_t first; /* of the first one */
	uint32_t cp;  /* what the first one was meant to be */
	bool twice;   /* it happened twice; cp is what was meant then */
};

/*
 * Does it begin at that offset of a valid UTF-8 text?  It begins with a
 * character of U+00C2 to U+00F4, so with the byte 0xC3.
 */
bool mojibake_at(struct str text, size_t at, struct mojibake *m) MUSTCHECK;

#endif
