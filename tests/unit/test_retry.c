/* SPDX-License-Identifier: MIT */
#include "common/net/retry.h"
#include "tests/unit/unit.h"

#define TODAY ((int64_t)1795219200) /* Sat, 21 Nov 2026 00:00:00 GMT */

static void
the_wait_doubles_up_to_the_longest(void **state)
{
	static const int64_t want[] = {500, 1000, 2000, 4000, 8000, 8000};

	(void)state;
	for (unsigned i = 0; i < LENGTH(want); i++)
		assert_int_equal(retry_wait(&retry_usual, i, 0), want[i]);
	assert_int_equal(retry_wait(&retry_usual, 4000000000u, 0), 8000);
}

static void
chance_takes_off_at_most_a_quarter(void **state)
{
	(void)state;
	assert_int_equal(retry_wait(&retry_usual, 0, UINT64_MAX), 375);
	assert_int_equal(retry_wait(&retry_usual, 4, UINT64_MAX), 6000);
	assert_int_equal(
	    retry_wait(&retry_usual, 4, (uint64_t)0x7fff << 48), 7001);
	for (uint64_t r = 0; r < 64; r++) {
		int64_t wait = retry_wait(&retry_usual, 2, (uint64_t)1 << r);

		assert_in_range(wait, 1500, 2000);
	}
}

static void
a_wait_of_nothing_is_no_wait(void **state)
{
	static const struct retry_rules none = {.most = 1};

	(void)state;
	assert_int_equal(retry_wait(&none, 5, UINT64_MAX), 0);
}

/* The milliseconds that are told, or -1. */
static int64_t
told(const char *after_ms, const char *after)
{
	int64_t ms = 0;

	return retry_told(str_c(after_ms), str_c(after), TODAY, &ms) ? ms : -1;
}

static void
a_server_says_when_in_seconds_or_as_a_date(void **state)
{
	(void)state;
	assert_int_equal(told("", "1"), 1000);
	assert_int_equal(told("", "0"), 0);
	assert_int_equal(told("", " 120 "), 120000);
	assert_int_equal(told("", "0.25"), 250);
	assert_int_equal(told("", "Sat, 21 Nov 2026 00:00:07 GMT"), 7000);
	assert_int_equal(told("", "Saturday, 21-Nov-26 00:01:00 GMT"), 60000);
	assert_int_equal(told("", "Sat, 21 Nov 2026 00:00:00 GMT"), 0);
	assert_int_equal(told("", "Sun, 06 Nov 1994 08:49:37 GMT"), 0);
}

static void
milliseconds_come_before_seconds(void **state)
{
	(void)state;
	assert_int_equal(told("300", ""), 300);
	assert_int_equal(told("300", "5"), 300);
	assert_int_equal(told("0.5", ""), 1);
	assert_int_equal(told("soon", "5"), 5000);
}

static void
what_cannot_be_understood_is_no_word(void **state)
{
	static const char *const bad[] = {
	    "", " ", "soon", "-1", "nan", "inf", "0x10", "1 s", "5,5"};

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (told("", bad[i]) != -1 || told(bad[i], "") != -1)
			fail_msg("'%s' was understood", bad[i]);
}

static void
a_wait_for_ages_does_not_overflow(void **state)
{
	(void)state;
	assert_true(told("", "1e300") == RETRY_NEVER);
	assert_true(told("", "99999999999999999999999999") == RETRY_NEVER);
	assert_true(told("99999999999999999999999999", "") == RETRY_NEVER);
	assert_int_equal(told("", "86400"), 86400000);
}

static enum retry_verdict
judge(long status, const char *should, const char *code)
{
	return retry_judge(status, str_c(should), str_c(code), STR(""));
}

static void
what_was_refused_stays_so(void **state)
{
	static const long refused[] = {
	    400, 401, 403, 404, 405, 413, 415, 422, 501, 505};

	(void)state;
	for (size_t i = 0; i < LENGTH(refused); i++) {
		assert_int_equal(judge(refused[i], "", ""), RETRY_REFUSED);
		assert_int_equal(judge(refused[i], "true", ""), RETRY_REFUSED);
	}
}

static void
what_may_have_been_done_is_told_apart(void **state)
{
	static const long unsure[] = {408, 409, 425, 500, 502, 503, 504, 529};

	(void)state;
	assert_int_equal(judge(429, "", ""), RETRY_UNDONE);
	assert_int_equal(judge(429, "", "rate_limit_exceeded"), RETRY_UNDONE);
	for (size_t i = 0; i < LENGTH(unsure); i++)
		assert_int_equal(judge(unsure[i], "", ""), RETRY_UNSURE);
}

static void
a_server_may_forbid_it(void **state)
{
	(void)state;
	assert_int_equal(judge(429, "false", ""), RETRY_REFUSED);
	assert_int_equal(judge(503, "false", ""), RETRY_REFUSED);
}

static void
without_money_nothing_is_tried_again(void **state)
{
	(void)state;
	assert_int_equal(judge(429, "", "insufficient_quota"), RETRY_REFUSED);
	assert_int_equal(
	    judge(429, "true", "insufficient_quota"), RETRY_REFUSED);
	assert_int_equal(
	    retry_judge(429, STR(""), STR(""), STR("insufficient_quota")),
	    RETRY_REFUSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_wait_doubles_up_to_the_longest),
	    cmocka_unit_test(chance_takes_off_at_most_a_quarter),
	    cmocka_unit_test(a_wait_of_nothing_is_no_wait),
	    cmocka_unit_test(a_server_says_when_in_seconds_or_as_a_date),
	    cmocka_unit_test(milliseconds_come_before_seconds),
	    cmocka_unit_test(what_cannot_be_understood_is_no_word),
	    cmocka_unit_test(a_wait_for_ages_does_not_overflow),
	    cmocka_unit_test(what_was_refused_stays_so),
	    cmocka_unit_test(what_may_have_been_done_is_told_apart),
	    cmocka_unit_test(a_server_may_forbid_it),
	    cmocka_unit_test(without_money_nothing_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
