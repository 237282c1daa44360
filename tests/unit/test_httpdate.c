/* SPDX-License-Identifier: MIT */
#include "common/net/httpdate.h"
#include "tests/unit/unit.h"

/* 2026-11-21 00:00 UTC */
#define TODAY ((int64_t)1795219200)

static int64_t
seconds(const char *text)
{
	int64_t s;

	if (!httpdate_read(str_c(text), TODAY, &s))
		fail_msg("'%s' was refused", text);
	return s;
}

static void
all_three_forms_say_the_same(void **state)
{
	(void)state;
	assert_int_equal(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
	assert_int_equal(seconds("Sunday, 06-Nov-94 08:49:37 GMT"), 784111777);
	assert_int_equal(seconds("Sun Nov  6 08:49:37 1994"), 784111777);
	assert_int_equal(seconds("Wed Nov 16 08:49:37 1994"), 784975777);
}

static void
days_before_1970_and_after_2038_are_reached(void **state)
{
	(void)state;
	assert_int_equal(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), 0);
	assert_int_equal(seconds("Wed, 31 Dec 1969 23:59:59 GMT"), -1);
	assert_int_equal(seconds("Tue, 19 Jan 2038 03:14:08 GMT"), 2147483648);
	assert_int_equal(seconds("Sat, 21 Nov 2026 00:00:00 GMT"), TODAY);
}

static void
a_leap_second_is_the_next_minutes_first(void **state)
{
	(void)state;
	assert_int_equal(seconds("Sat, 31 Dec 2016 23:59:60 GMT"), 1483228800);
}

static void
two_digits_mean_the_nearest_year(void **state)
{
	(void)state;
	assert_int_equal(seconds("Saturday, 21-Nov-26 00:00:00 GMT"), TODAY);
	assert_int_equal(seconds("Saturday, 21-Nov-76 00:00:00 GMT"),
	    seconds("Sat, 21 Nov 2076 00:00:00 GMT"));
	assert_int_equal(seconds("Saturday, 21-Nov-77 00:00:00 GMT"),
	    seconds("Sat, 21 Nov 1977 00:00:00 GMT"));
}

static void
anything_else_is_refused(void **state)
{
	static const char *const bad[] = {"", "Sun", "0",
	    "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
	    "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 6 Nov 1994 08:49:37 GMT",
	    "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
	    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
	    "Son, 06 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
	    "Sun, 06 ovD 1994 08:49:37 GMT", "Sun 06 Nov 1994 08:49:37 GMT",
	    "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
	    "Sun Nov  6 08:49:37 94", "Sun, 06 Nov 0000 08:49:37 GMT",
	    "Sun, 06 Nov 1994 -8:49:37 GMT", "1994-11-06T08:49:37Z"};
	int64_t s = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (httpdate_read(str_c(bad[i]), TODAY, &s))
			fail_msg("'%s' was read", bad[i]);
	assert_int_equal(s, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_three_forms_say_the_same),
	    cmocka_unit_test(days_before_1970_and_after_2038_are_reached),
	    cmocka_unit_test(a_leap_second_is_the_next_minutes_first),
	    cmocka_unit_test(two_digits_mean_the_nearest_year),
	    cmocka_unit_test(anything_else_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
