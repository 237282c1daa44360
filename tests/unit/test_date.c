/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "common/market/date.h"

static uint32_t
date(const char *text)
{
	uint32_t d;

	assert_true(date_read(str_c(text), &d));
	return d;
}

static void
a_date_is_read_as_far_as_it_is_known(void **state)
{
	(void)state;
	assert_int_equal(date("2026-10-23"), 20261023);
	assert_int_equal(date("2026-10"), 20261000);
	assert_int_equal(date("2026"), 20260000);
	assert_int_equal(date("2024-02-29"), 20240229);
	assert_int_equal(date("2000-02-29"), 20000229);
}

static void
what_is_not_in_the_calendar_is_refused(void **state)
{
	static const char *const bad[] = {"", "-", "26", "20261", "2026-",
	    "2026-1", "2026-1-1", "2026-00", "2026-13", "2026-10-", "2026-10-0",
	    "2026-10-00", "2026-10-32", "2026-04-31", "2026-02-29",
	    "1900-02-29", "2026-10-233", "2026/10/23", "2026-10-23 ",
	    " 2026-10-23", "20261023", "+026-10-23", "2026-+1-01", "0000-01-01",
	    "today"};
	uint32_t d = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (date_read(str_c(bad[i]), &d))
			fail_msg("'%s' was read", bad[i]);
	assert_false(date_read(str_of("2026-10\0-23", 11), &d));
	assert_int_equal(d, 7);
}

static void
a_date_is_written_as_it_was_read(void **state)
{
	static const char *const dates[] = {
	    "2026-10-23", "2026-01", "2026", "0099-01-02"};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	for (size_t i = 0; i < LENGTH(dates); i++) {
		buf_clear(&b);
		date_write(&b, date(dates[i]));
		assert_string_equal(buf_cstr(&b), dates[i]);
	}
	buf_clear(&b);
	date_write(&b, NO_DATE);
	assert_string_equal(buf_cstr(&b), "-");
	buf_free(&b);
}

static void
days_between_dates_are_counted_over_leap_years(void **state)
{
	(void)state;
	assert_int_equal(date_days(20261121, 20261121), 0);
	assert_int_equal(date_days(20261121, 20261122), 1);
	assert_int_equal(date_days(20261121, 20270114), 54);
	assert_int_equal(date_days(20261121, 20261023), -29);
	assert_int_equal(date_days(20240228, 20240301), 2);
	assert_int_equal(date_days(20230228, 20230301), 1);
	assert_int_equal(date_days(19000228, 19000301), 1);
	assert_int_equal(date_days(20000101, 20260101), 26 * 365 + 7);
}

static void
an_unknown_day_counts_as_the_first(void **state)
{
	(void)state;
	assert_int_equal(date_days(20261000, 20261001), 0);
	assert_int_equal(date_days(20260000, 20260201), 31);
	assert_true(date_is_day(20261001));
	assert_false(date_is_day(20261000));
	assert_false(date_is_day(20260000));
}

static void
every_day_follows_the_one_before(void **state)
{
	uint32_t last = 19991231;

	(void)state;
	for (uint32_t y = 2000; y <= 2104; y++)
		for (uint32_t m = 1; m <= 12; m++)
			for (uint32_t d = 1; d <= 31; d++) {
				uint32_t day = y * 10000 + m * 100 + d, read;
				char text[40];

				snprintf(text, sizeof(text), "%04u-%02u-%02u",
				    (unsigned)y, (unsigned)m, (unsigned)d);
				if (!date_read(str_c(text), &read))
					continue;
				assert_int_equal(read, day);
				assert_int_equal(date_days(last, day), 1);
				last = day;
			}
	assert_int_equal(last, 21041231);
}

static void
today_is_a_day_after_this_was_written(void **state)
{
	(void)state;
	assert_true(date_is_day(date_today()));
	assert_true(date_today() > 20250101);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_date_is_read_as_far_as_it_is_known),
	    cmocka_unit_test(what_is_not_in_the_calendar_is_refused),
	    cmocka_unit_test(a_date_is_written_as_it_was_read),
	    cmocka_unit_test(days_between_dates_are_counted_over_leap_years),
	    cmocka_unit_test(an_unknown_day_counts_as_the_first),
	    cmocka_unit_test(every_day_follows_the_one_before),
	    cmocka_unit_test(today_is_a_day_after_this_was_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
