/* SPDX-License-Identifier: MIT */
/* What cmocka's header wants before it, and cmocka. */
#ifndef FT_TESTS_UNIT_H
#define FT_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/buf.h"

/* Fails unless s is the very bytes of the C string. */
static inline void
assert_str(struct str s, const char *want)
{
	assert_int_equal(s.n, strlen(want));
	if (s.n > 0)
		assert_memory_equal(s.p, want, s.n);
}

#endif
