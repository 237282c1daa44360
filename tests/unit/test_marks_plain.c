/* SPDX-License-Identifier: MIT */
/* The same tests for the code that machines without AVX2 run. */
#define MARKS_PLAIN 1

#include "common/text/marks.c"

#include "tests/unit/test_marks.c"
