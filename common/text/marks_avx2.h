/* SPDX-License-Identifier: MIT */
/* The parts of marks.c: what judges the bytes of a block. */
#ifndef FT_TEXT_MARKS_AVX2_H
#define FT_TEXT_MARKS_AVX2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKS_BLOCK = 64 };

/* Which of a block's bytes have the property: bit i for the i-th. */
struct marks_bits {
	uint64_t byte, word, digit, line;
};

/* Judges n bytes, at most a block; false where the processor lacks what this
 * takes. */
bool marks_judge_avx2(const char *p, size_t n, struct marks_bits *to);

#endif
