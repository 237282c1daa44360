/* SPDX-License-Identifier: MIT */
/* The part of marks.c for processors that have AVX2. */
#ifndef FT_TEXT_MARKS_AVX2_H
#define FT_TEXT_MARKS_AVX2_H

#include "common/text/marks.h"

/* Does this one? */
bool marks_can_avx2(void);

/* As marks_next_block(); only where marks_can_avx2(). */
bool marks_next_block_avx2(struct marks *m) MUSTCHECK;

#endif
