/* SPDX-License-Identifier: MIT */
/*
 * What an answer in words says about how it came to be.  All are guesses by
 * form: made for answers in English, and silent about others.
 */
#ifndef FT_TEXT_PROSE_H
#define FT_TEXT_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/* Does it begin as a refusal does: "I'm sorry, but I can't help with that",
 * "As an AI language model"? */
bool prose_refuses(struct str answer) MUSTCHECK;

/*
 * Does it end within a sentence: behind other sentences, with a comma, an open
 * bracket or a word that asks for another, such as "the"?
 */
bool prose_is_cut(struct str answer) MUSTCHECK;

/*
 * Does its end say the same again and again, at least four times, as models do
 * that have lost the thread?  *off is where that begins, *period how many bytes
 * are repeated.  Takes a step or two for each byte at most.
 */
bool prose_loops(struct str answer, size_t *off, size_t *period) MUSTCHECK;

#endif
