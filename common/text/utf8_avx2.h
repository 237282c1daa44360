/* SPDX-License-Identifier: MIT */
/* For utf8.c alone. */
#ifndef FT_TEXT_UTF8_AVX2_H
#define FT_TEXT_UTF8_AVX2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sets *ok to whether the n bytes are valid UTF-8; false where the processor
 * lacks what this takes. */
bool utf8_valid_avx2(const uint8_t *p, size_t n, bool *ok);

#endif
