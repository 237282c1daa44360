/* SPDX-License-Identifier: MIT */
#include "common/base/near.h"
#include "tests/unit/unit.h"

/* The names that look like `to`, as people are told. */
static void
assert_near(const char *to, const char *const *known, size_t n, size_t max,
    const char *want)
{
	struct str names[NEAR_MAX];
	struct near near = {.to = str_c(to), .names = names, .max = max};
	struct buf said;

	buf_init(&said, BUF_NO_MAX);
	for (size_t i = 0; i < n; i++)
		near_consider(&near, str_c(known[i]));
	near_write(&said, &near);
	assert_str(buf_str(&said), want);
	buf_free(&said);
}

static const char *const units[] = {
    "celsius", "kelvin", "celsium", "Celsius", "fahrenheit", ""};

static void
the_nearest_names_stand_first(void **state)
{
	(void)state;
	assert_near("celsus", units, LENGTH(units), 3,
	    "did you mean celsius, Celsius or celsium?");
	assert_near("CELSIUS", units, LENGTH(units), 2,
	    "did you mean celsius or Celsius?");
	assert_near(
	    "farenheit", units, LENGTH(units), 1, "did you mean fahrenheit?");
}

static void
what_looks_like_nothing_is_not_guessed_at(void **state)
{
	(void)state;
	assert_near("rankine", units, LENGTH(units), 3, "");
	assert_near("", units, LENGTH(units), 3, "");
	assert_near("kelvin", units, LENGTH(units), 0, "");
}

static void
two_letters_or_a_third_may_differ(void **state)
{
	static const char *const known[] = {"abc", "abcdefghi"};

	(void)state;
	assert_near("axx", known, 1, 3, "did you mean abc?");
	assert_near("xxx", known, 1, 3, "");
	assert_near("xxxdefghi", known, 2, 3, "did you mean abcdefghi?");
	assert_near("xxxxefghi", known, 2, 3, "");
}

static void
a_name_is_said_once_and_a_long_one_not_at_all(void **state)
{
	static const char *const twice[] = {"rain", "rain"};
	static char large[NEAR_NAME_MAX + 2];
	const char *const huge = large;

	(void)state;
	assert_near("rian", twice, 2, 3, "did you mean rain?");
	memset(large, 'x', NEAR_NAME_MAX + 1);
	assert_near(large, &huge, 1, 3, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_nearest_names_stand_first),
	    cmocka_unit_test(what_looks_like_nothing_is_not_guessed_at),
	    cmocka_unit_test(two_letters_or_a_third_may_differ),
	    cmocka_unit_test(a_name_is_said_once_and_a_long_one_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
