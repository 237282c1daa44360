/* SPDX-License-Identifier: MIT */
#include "common/upload/pace.h"

#include "tests/unit/unit.h"

enum { HOUR = 3600 * 1000 };
#define GB UINT64_C(1000000000)

/* 8 GB within an hour. */
static const struct pace hour = {.began = 1000, .life = HOUR, .total = 8 * GB};

static int64_t
after(int64_t s)
{
	return hour.began + s * 1000;
}

static void
nothing_is_judged_before_a_sixtieth_of_the_life_or_15_seconds(void **state)
{
	(void)state;
	assert_int_equal(pace_judge(&hour, 0, after(14)), PACE_FINE);
	assert_int_equal(pace_judge(&hour, 0, after(15)), PACE_LATE);
}

static void
a_rate_that_makes_it_is_fine_to_the_second(void **state)
{
	/* After 100 s 3500 are left: 8 GB need 222.3 MB by then. */
	(void)state;
	assert_int_equal(pace_judge(&hour, 223000000, after(100)), PACE_FINE);
	assert_int_equal(pace_judge(&hour, 222000000, after(100)), PACE_LATE);
}

static void
what_cannot_be_met_is_told_in_the_first_minute(void **state)
{
	(void)state;
	assert_int_equal(pace_judge(&hour, 15000000, after(15)), PACE_LATE);
	assert_int_equal(pace_judge(&hour, 60000000, after(60)), PACE_LATE);
}

static void
it_is_lost_only_after_a_tenth_of_the_life_and_by_a_factor(void **state)
{
	(void)state;
	assert_int_equal(pace_judge(&hour, 1, after(360)), PACE_LATE);
	assert_int_equal(pace_judge(&hour, 1, after(361)), PACE_LOST);
	/* It takes 1.9 times what is left, and 2.1 times. */
	assert_int_equal(pace_judge(&hour, 450000000, after(361)), PACE_LATE);
	assert_int_equal(pace_judge(&hour, 400000000, after(361)), PACE_LOST);
}

static void
behind_its_end_it_is_lost_unless_all_was_sent(void **state)
{
	(void)state;
	assert_int_equal(pace_judge(&hour, 7 * GB, after(3601)), PACE_LOST);
	assert_int_equal(pace_judge(&hour, 8 * GB, after(3599)), PACE_FINE);
}

static void
a_short_life_is_judged_after_a_second_and_none_never(void **state)
{
	struct pace p = {.life = 4000, .total = 1000};

	(void)state;
	assert_int_equal(pace_judge(&p, 1, 999), PACE_FINE);
	assert_int_equal(pace_judge(&p, 1, 1000), PACE_LOST);
	p.life = 0;
	assert_int_equal(pace_judge(&p, 0, INT64_MAX), PACE_FINE);
	p.life = -5000; /* it was over when it began */
	assert_int_equal(pace_judge(&p, 0, 1000000), PACE_FINE);
}

/* A clock on the wall may jump, but this one is not on the wall; should it go
 * back all the same, nothing is said. */
static void
a_clock_that_goes_back_says_nothing(void **state)
{
	(void)state;
	assert_int_equal(pace_judge(&hour, 1, after(-5000)), PACE_FINE);
}

static void
the_rest_is_at_the_rate_so_far(void **state)
{
	struct pace p = {.began = 500, .total = 100};

	(void)state;
	assert_int_equal(pace_rest(&p, 25, 1500), 3000);
	assert_int_equal(pace_rest(&p, 100, 1500), 0);
	assert_int_equal(pace_rest(&p, 101, 1500), 0);
	assert_true(pace_rest(&p, 0, 1500) == INT64_MAX);
	p.total = UINT64_MAX;
	assert_true(pace_rest(&p, 1, INT64_MAX) == INT64_MAX);
}

static void
times_are_as_people_say_them(void **state)
{
	static const struct {
		int64_t ms;
		const char *text;
	} cases[] = {{0, "0 s"}, {99999, "99 s"}, {100000, "2 min"},
	    {150000, "3 min"}, {3599999, "60 min"}, {3600000, "1 h 0 min"},
	    {12000000, "3 h 20 min"}, {INT64_MAX, "days"}};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_init(&b, BUF_NO_MAX);
		pace_write_time(&b, cases[i].ms);
		assert_str(buf_str(&b), cases[i].text);
		buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		nothing_is_judged_before_a_sixtieth_of_the_life_or_15_seconds),
	    cmocka_unit_test(a_rate_that_makes_it_is_fine_to_the_second),
	    cmocka_unit_test(what_cannot_be_met_is_told_in_the_first_minute),
	    cmocka_unit_test(
		it_is_lost_only_after_a_tenth_of_the_life_and_by_a_factor),
	    cmocka_unit_test(behind_its_end_it_is_lost_unless_all_was_sent),
	    cmocka_unit_test(
		a_short_life_is_judged_after_a_second_and_none_never),
	    cmocka_unit_test(a_clock_that_goes_back_says_nothing),
	    cmocka_unit_test(the_rest_is_at_the_rate_so_far),
	    cmocka_unit_test(times_are_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
