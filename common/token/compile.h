/* SPDX-License-Identifier: MIT */
/*
 * A vocabulary -> its image, see common/token/image.h.
 *
 * The vocabularies that are built in are compiled by common/token/vocab/, when
 * the project is built; others by the program that reads them.  The caller
 * owns the tokens and the arrays; nothing here keeps them.
 *
 *	vocab.token[id] = bytes;		for each token
 *	if (!vocab_find_pairs(&vocab, &fault))
 *		return false;
 *	buf_init(&image, BUF_NO_MAX);
 *	if (!vocab_compile(&vocab, &image, &fault))
 *		return false;
 *
 * What is wrong with a vocabulary is a fault of STATUS_INPUT, which has the id
 * of the token in its text and no offset.
 */
#ifndef FT_TOKEN_COMPILE_H
#define FT_TOKEN_COMPILE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/token/image.h"

/* Of a token that no two others merge to: a single byte, or one that is only
 * ever a whole piece. */
#define VOCAB_NO_PAIR UINT64_MAX

/* Ids are below n and are the ranks of the merges; those of the 256 single
 * bytes are below 256. */
struct vocab {
	uint32_t n;
	struct str *token; /* by id; of no bytes where no token has it */
	uint64_t *pair;	   /* by id: image_pair() of what merges to it */
};

/*
 * Finds the pair of each token: what is left of its bytes when all merges of
 * lower rank were made.  False where that is not two tokens.
 */
bool vocab_find_pairs(struct vocab *v, struct fault *f) MUSTCHECK;

/* Appends the image to an empty buffer. */
bool vocab_compile(
    const struct vocab *v, struct buf *image, struct fault *f) MUSTCHECK;

/*
 * A perfect hash: finds a multiplier, the buckets' twists and the slots of n
 * keys, no two of which are equal; the sizes are given.  False when they are
 * too small.
 */
bool place_keys(const uint64_t *key, uint32_t n, struct image_hash *t,
    uint16_t *twists, uint32_t *slot) MUSTCHECK;

#endif
