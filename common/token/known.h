/* SPDX-License-Identifier: MIT */
/*
 * The merges known so far, while a vocabulary is compiled, and what they make
 * of the bytes of a token.
 */
#ifndef FT_TOKEN_KNOWN_H
#define FT_TOKEN_KNOWN_H

#include <stddef.h>
#include <stdint.h>

#include "common/token/image.h"

/* A hash of pairs; a free place has the id IMAGE_NONE. */
struct known {
	uint64_t *pair;
	uint32_t *id;
	size_t mask; /* places - 1, a power of two less 1 */
};

/* Room for that many merges. */
void known_init(struct known *k, size_t merges);
void known_free(struct known *k);

/* The pair, which is not known yet, merges to id; the id is also its rank. */
void known_add(struct known *k, uint64_t pair, uint32_t id);

/*
 * Makes all merges among the n tokens of part, the lowest rank first, of equal
 * ones the leftmost; returns how many are left.  n is 1 to IMAGE_TOKEN_MAX.
 */
size_t known_merge(const struct known *k, uint32_t *part, size_t n);

#endif
