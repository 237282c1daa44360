/* SPDX-License-Identifier: MIT */
/*
 * Words, and texts as numbers: equal words have equal numbers.
 *
 * A word is a run of letters and digits with their marks.  Of scripts that are
 * written without blanks (Han, kana, Thai, Lao, Burmese, Khmer, Tibetan, Yi)
 * each character, with its marks, is a word; Hangul has blanks.  A run of
 * white space is a piece of its own kind, and so is any other character.
 *
 *	while (words_next(&rest, &kind, &piece))
 *		...
 */
#ifndef FT_SCORE_WORDS_H
#define FT_SCORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "common/base/str.h"

enum words_kind { WORDS_WORD, WORDS_SPACE, WORDS_OTHER };

/* Takes the next piece off the front of *rest, whatever bytes these are; false
 * at the end. */
bool words_next(
    struct str *rest, enum words_kind *kind, struct str *piece) MUSTCHECK;

struct words {
	const struct str *word;
	uint32_t *id;
	size_t n;
};

/* How to cut; as words_next(), without the kind. */
typedef bool words_cut(struct str *rest, struct str *piece);

/* Cuts a text; id is not filled in. */
void words_split(
    struct words *to, struct str text, words_cut *cut, struct arena *arena);

/* Numbers the words of both, from 0; returns how many different ones. */
uint32_t words_number(struct words *a, struct words *b, struct arena *arena);

/* How many words the two have in common, each as often as in both. */
size_t words_shared(
    const struct words *a, const struct words *b, struct arena *arena);

/* Is it white space: Unicode's property, and U+001C to U+001F, as Python has
 * it? */
bool words_is_space(uint32_t cp);

#endif
