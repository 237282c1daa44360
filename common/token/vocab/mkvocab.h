/* SPDX-License-Identifier: MIT */
/*
 * What the files of the generator mkvocab share.
 */
#ifndef FT_TOKEN_VOCAB_MKVOCAB_H
#define FT_TOKEN_VOCAB_MKVOCAB_H

#include <stddef.h>
#include <stdint.h>

#include "common/token/image.h"

/* Says what is wrong and ends the program. */
void die(const char *why) __attribute__((noreturn));

/* Memory, all bytes zero, or the end of the program. */
void *zero(size_t n, size_t size);

/*
 * Finds a slot for each of n keys, given by their hashes, in a table of
 * t->nslots, and the t->nshifts shifts that lead there.
 */
void place_keys(const uint64_t *hash, uint32_t n, const struct image_hash *t,
    uint16_t *shifts, uint32_t *slot);

#endif
