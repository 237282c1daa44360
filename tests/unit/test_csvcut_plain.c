/* SPDX-License-Identifier: MIT */
/* The same tests for the code that machines without SSE2 run. */
#define CSVCUT_PLAIN

#include "common/io/csvcut.c"

#include "tests/unit/test_csvcut.c"
