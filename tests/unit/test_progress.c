/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/io/progress.h"

static void
expect(uint64_t done, uint64_t total, double seconds, size_t columns,
    const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	progress_text(&b, done, total, seconds, columns);
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
the_bar_tells_rate_time_and_share(void **state)
{
	(void)state;
	expect(50000000, 100000000, 2, 68,
	    "50.0 MB of 100.0 MB, 25.0 MB/s, 0:02 left "
	    "[##########          ]  50%");
}

static void
a_long_wait_is_told_in_hours(void **state)
{
	(void)state;
	expect(1000000, 7201000000, 1, 40,
	    "1.0 MB of 7201.0 MB, 1.0 MB/s, 2:00:00 left ");
}

static void
of_an_unknown_size_only_the_rate_is_told(void **state)
{
	(void)state;
	expect(3000000, 0, 2, 80, "3.0 MB, 1.5 MB/s");
}

static void
more_than_all_is_all(void **state)
{
	(void)state;
	expect(20000000, 10000000, 1, 58,
	    "20.0 MB of 10.0 MB, 20.0 MB/s, 0:00 left [##########] 100%");
}

static void
before_the_first_moment_there_is_no_rate(void **state)
{
	(void)state;
	expect(0, 10, 0, 80, "0.0 MB of 0.0 MB, 0.0 MB/s");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_bar_tells_rate_time_and_share),
	    cmocka_unit_test(a_long_wait_is_told_in_hours),
	    cmocka_unit_test(of_an_unknown_size_only_the_rate_is_told),
	    cmocka_unit_test(more_than_all_is_all),
	    cmocka_unit_test(before_the_first_moment_there_is_no_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
