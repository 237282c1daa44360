/* SPDX-License-Identifier: MIT */
/*
 * The format .tiktoken: on each line the bytes of a token in base64, a space
 * and its rank, which rises from line to line.
 */
#ifndef FT_VOCAB_TIKTOKEN_H
#define FT_VOCAB_TIKTOKEN_H

#include "common/base/arena.h"
#include "common/base/fault.h"
#include "common/token/spec.h"

/*
 * Fills in the tokens of an empty spec; they live as long as the arena.  False
 * where the text is not that: the fault has STATUS_INPUT and the offset.
 */
bool tiktoken_read(struct str text, struct arena *a, struct spec *s,
    struct fault *f) MUSTCHECK;

#endif
