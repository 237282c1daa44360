/* SPDX-License-Identifier: MIT */
/* The same tests for the code that machines without AVX2 run. */
#define FOLD_PLAIN 1

#include "common/text/fold.c"

#include "tests/unit/test_fold.c"
