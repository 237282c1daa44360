/* SPDX-License-Identifier: MIT */
#include "common/ask/throttle.h"
#include "tests/unit/unit.h"

static struct throttle t;

static bool
ends(int64_t now, int64_t began, bool answered)
{
	struct throttle_end e = {
	    .began = began, .answered = answered, .too_many = !answered};

	e.hold = answered ? 0 : 100;
	return throttle_end(&t, now, &e);
}

static void
as_many_as_asked_for_begin(void **state)
{
	(void)state;
	throttle_init(&t, 3, 60000);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(throttle_wait(&t, 0, 1000), 0);
		throttle_begin(&t, 0, 1000);
	}
	assert_true(throttle_wait(&t, 0, 1000) == THROTTLE_FULL);
	assert_false(ends(5, 0, true));
	assert_int_equal(throttle_wait(&t, 5, 1000), 0);
}

static void
a_refusal_halves_once_for_all_that_were_under_way(void **state)
{
	(void)state;
	throttle_init(&t, 32, 60000);
	for (int i = 0; i < 32; i++)
		throttle_begin(&t, 10, 0);
	assert_true(ends(20, 10, false));
	assert_false(ends(21, 10, false));
	assert_false(ends(22, 10, false));
	assert_int_equal((int)t.window, 16);
	assert_true(throttle_wait(&t, 22, 0) == THROTTLE_FULL);
	for (int i = 0; i < 29; i++)
		ends(30, 10, true);
	assert_int_equal(throttle_wait(&t, 30, 0), 92);
	assert_int_equal(throttle_wait(&t, 122, 0), 0);
	throttle_begin(&t, 122, 0);
	assert_true(ends(130, 122, false));
}

static void
answers_bring_back_one_for_each_round(void **state)
{
	(void)state;
	throttle_init(&t, 8, 60000);
	throttle_begin(&t, 0, 0);
	ends(1, 0, false);
	assert_true(t.window > 3.9 && t.window < 4.1);
	for (int i = 0; i < 5; i++) {
		throttle_begin(&t, 200, 0);
		ends(201, 200, true);
	}
	assert_true(t.window > 5 && t.window < 5.2);
	for (int i = 0; i < 100; i++) {
		throttle_begin(&t, 200, 0);
		ends(201, 200, true);
	}
	assert_int_equal((int)t.window, 8);
}

static void
it_never_falls_below_one(void **state)
{
	(void)state;
	throttle_init(&t, 4, 60000);
	for (int i = 0; i < 10; i++) {
		throttle_begin(&t, i * 1000, 0);
		ends(i * 1000 + 1, i * 1000, false);
	}
	assert_int_equal((int)t.window, 1);
	assert_int_equal(throttle_wait(&t, 20000, 0), 0);
}

/* An answer that tells an allowance, at the time `now`. */
static void
tell(int64_t now, const char *left, const char *limit, const char *reset)
{
	struct throttle_end e = {.began = now,
	    .answered = true,
	    .tokens = {str_c(left), str_c(limit), str_c(reset)}};

	throttle_begin(&t, now, 0);
	throttle_end(&t, now, &e);
}

static void
an_allowance_fills_at_an_even_rate(void **state)
{
	(void)state;
	throttle_init(&t, 100, 60000);
	tell(0, "100", "1100", "10s");
	assert_int_equal(throttle_wait(&t, 0, 100), 0);
	assert_int_equal(throttle_wait(&t, 0, 300), 2001);
	assert_int_equal(throttle_wait(&t, 2001, 300), 0);
	throttle_begin(&t, 0, 100);
	assert_int_equal(throttle_wait(&t, 0, 100), 1001);
	/* More than there ever is cannot be waited for. */
	assert_int_equal(throttle_wait(&t, 20000, 5000), 0);
}

static void
nonsense_in_headers_is_passed_over(void **state)
{
	(void)state;
	throttle_init(&t, 100, 60000);
	tell(0, "", "", "");
	tell(0, "-1", "10", "1s");
	tell(0, "nan", "10", "1s");
	tell(0, "0", "10", "soon");
	assert_int_equal(throttle_wait(&t, 0, 1000), 0);
	/* A wait beyond what we are to make is not made. */
	tell(0, "0", "1000", "24h");
	assert_int_equal(throttle_wait(&t, 0, 1000), 0);
}

static void
times_are_read_as_servers_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {{"1s", 1000}, {"6m0s", 360000}, {"60ms", 60},
	    {"1h2m3.5s", 3723500}, {"2", 2000}, {"0.5", 500}, {"1d", 86400000},
	    {"0s", 0}, {"", -1}, {"s", -1}, {"1x", -1}, {"1s2", -1}, {"-1", -1},
	    {"1e300", -1}, {"..s", -1}};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t ms = -1;
		bool ok = throttle_duration(str_c(cases[i].text), &ms);

		if (ok != (cases[i].ms >= 0) || ms != cases[i].ms)
			fail_msg("%s is %lld", cases[i].text, (long long)ms);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(as_many_as_asked_for_begin),
	    cmocka_unit_test(a_refusal_halves_once_for_all_that_were_under_way),
	    cmocka_unit_test(answers_bring_back_one_for_each_round),
	    cmocka_unit_test(it_never_falls_below_one),
	    cmocka_unit_test(an_allowance_fills_at_an_even_rate),
	    cmocka_unit_test(nonsense_in_headers_is_passed_over),
	    cmocka_unit_test(times_are_read_as_servers_write_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
