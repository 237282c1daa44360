/* SPDX-License-Identifier: MIT */
/* The same tests for the code that machines without SSE2 run. */
#define CSV_PLAIN_BITS

#include "common/io/csvquick.c"

#include "tests/unit/test_csvin.c"
