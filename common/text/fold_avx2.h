/* SPDX-License-Identifier: MIT */
/* The part of fold.c for processors that have AVX2. */
#ifndef FT_TEXT_FOLD_AVX2_H
#define FT_TEXT_FOLD_AVX2_H

#include <stdbool.h>
#include <stddef.h>

enum { FOLD_BLOCK = 32 };

/*
 * Writes the form of a text of n bytes to `to`, where there is room for a block
 * more than that, with a blank behind it or not; returns how long it is.  Only
 * where fold_can_avx2().
 */
size_t fold_avx2(char *to, const char *p, size_t n);

bool fold_can_avx2(void);

#endif
