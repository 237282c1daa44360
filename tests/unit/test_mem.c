/* SPDX-License-Identifier: MIT */
#include "common/base/mem.h"
#include "tests/unit/child.h"

#include <string.h>

static void
new_memory_is_zero(void **state)
{
	char *p = mem_zero(100, 10);

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	free(p);
}

static void
no_bytes_are_memory_too(void **state)
{
	char *p = mem_zero(0, 8), *q = mem_resize(NULL, 0, 8);

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	q = mem_resize(q, 0, 1);
	assert_non_null(q);
	free(p);
	free(q);
}

static void
resizing_keeps_what_was_there(void **state)
{
	char *p = mem_copy("kept", 4);

	(void)state;
	p = mem_resize(p, 1000, 1000);
	assert_string_equal(p, "kept");
	free(p);
}

static void
a_copy_is_ended_by_nul(void **state)
{
	char *p = mem_copy("abc", 2), *q = mem_copy(NULL, 0);

	(void)state;
	assert_string_equal(p, "ab");
	assert_string_equal(q, "");
	free(p);
	free(q);
}

static void
take_too_much(void *unused)
{
	(void)unused;
	free(mem_zero(SIZE_MAX / 4, 8));
}

static void
resize_too_much(void *unused)
{
	(void)unused;
	free(mem_resize(NULL, SIZE_MAX / 2 + 1, 2));
}

static void
a_product_that_overflows_ends_the_program(void **state)
{
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(child_run(2, &said, take_too_much, NULL), 4);
	assert_str(buf_str(&said),
	    "ft: error: more memory is wanted than there can be\n");
	buf_clear(&said);
	assert_int_equal(child_run(2, &said, resize_too_much, NULL), 4);
	assert_str(buf_str(&said),
	    "ft: error: more memory is wanted than there can be\n");
	buf_free(&said);
}

static void
lazy_memory_is_zero_and_may_be_written(void **state)
{
	enum { N = 3 << 20 };
	char *p = mem_lazy(N);

	(void)state;
	for (size_t i = 0; i < N; i += 4095)
		assert_int_equal(p[i], 0);
	memset(p, 'x', N);
	assert_int_equal(p[N - 1], 'x');
	mem_lazy_free(p, N);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(new_memory_is_zero),
	    cmocka_unit_test(no_bytes_are_memory_too),
	    cmocka_unit_test(lazy_memory_is_zero_and_may_be_written),
	    cmocka_unit_test(resizing_keeps_what_was_there),
	    cmocka_unit_test(a_copy_is_ended_by_nul),
	    cmocka_unit_test(a_product_that_overflows_ends_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
