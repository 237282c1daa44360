/* SPDX-License-Identifier: MIT */
#include "common/score/score.h"
#include "tests/unit/unit.h"

static double
score_of(const char *metric, const char *answer, const char *expected)
{
	struct score_work *w = score_work_new();
	struct score s;
	struct fault f;
	double value = -1;

	assert_true(score_parse(&s, str_c(metric), &f));
	assert_true(
	    score_take(&s, w, str_c(answer), str_c(expected), &value, &f));
	score_free(&s);
	score_work_free(w);
	return value;
}

static void
exact_is_the_same_bytes(void **state)
{
	(void)state;
	assert_true(score_of("exact", "Yes", "Yes") == 1);
	assert_true(score_of("exact", "Yes", "yes") == 0);
	assert_true(score_of("exact", "Yes ", "Yes") == 0);
	assert_true(score_of("exact", "", "") == 1);
}

static void
contains_finds_the_expected_or_its_argument(void **state)
{
	(void)state;
	assert_true(score_of("contains", "say abab", "ababc") == 0);
	assert_true(score_of("contains", "aabaabaac", "abaac") == 1);
	assert_true(score_of("contains", "aabaabaac", "") == 1);
	assert_true(score_of("contains", "", "a") == 0);
	assert_true(score_of("contains:Dear", "Dear Sir", "-") == 1);
	assert_true(score_of("contains:a:b", "Dear Sir", "Dear") == 0);
	assert_true(score_of("contains:a:b", "xa:b", "Dear") == 1);
}

static void
what_is_no_metric_is_told(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
	    {"bleu", "unknown metric \"bleu\""},
	    {"", "unknown metric \"\""},
	    {"exact:x", "metric exact takes no argument"},
	};
	struct score s;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_false(score_parse(&s, str_c(cases[i].text), &f));
		assert_int_equal(f.status, STATUS_USAGE);
		assert_string_equal(f.text, cases[i].why);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(exact_is_the_same_bytes),
	    cmocka_unit_test(contains_finds_the_expected_or_its_argument),
	    cmocka_unit_test(what_is_no_metric_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
