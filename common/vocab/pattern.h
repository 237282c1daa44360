/* SPDX-License-Identifier: MIT */
/*
 * The patterns by which vocabularies cut texts into pieces: those that are
 * written out, by their name or their text, and what is made of others.
 */
#ifndef FT_VOCAB_PATTERN_H
#define FT_VOCAB_PATTERN_H

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/token/spec.h"

/* The step of a pattern that is known by a name, or by its text. */
bool pattern_named(struct str name, enum step_kind *kind) MUSTCHECK;
bool pattern_known(struct str text, enum step_kind *kind) MUSTCHECK;

/*
 * Appends to an empty buffer what a pattern of Oniguruma, as tokenizer.json has
 * it, is for PCRE2.  The two agree on most; where they do not, and where what a
 * pattern says is beyond that, this fails with STATUS_INPUT and the offset in
 * the pattern.
 */
bool pattern_translate(
    struct buf *to, struct str pattern, struct fault *f) MUSTCHECK;

/* Appends a pattern that matches the text and nothing else. */
void pattern_quote(struct buf *to, struct str text);

#endif
