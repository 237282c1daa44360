/* SPDX-License-Identifier: MIT */
/* The same tests for the code that machines without SSE2 run. */
#define JSONW_PLAIN

#include "common/json/jsonw.c"

#include "tests/unit/test_jsonw.c"
