/* SPDX-License-Identifier: MIT */
#include "common/score/judge.h"

#include "tests/unit/unit.h"

static void
a_reply_ends_with_the_verdict(void **state)
{
	static const struct {
		const char *reply;
		enum judge_verdict verdict;
	} cases[] = {
	    {"Both are right, A says more.\n[[A]]", JUDGE_FIRST},
	    {"[[B]]", JUDGE_SECOND},
	    {"Not [[A]] but **[[C]]**.\n", JUDGE_TIE},
	    {"[[A]] [[D]] [[b]]", JUDGE_FIRST},
	    {" B\n", JUDGE_SECOND},
	};
	enum judge_verdict verdict;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(judge_read(str_c(cases[i].reply), &verdict));
		assert_int_equal(verdict, cases[i].verdict);
	}
}

static void
a_reply_may_have_no_verdict(void **state)
{
	static const char *const cases[] = {
	    "", "[", "[[A]", "A is better", "[[AB]]", "D", "[[]]"};
	enum judge_verdict verdict;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_false(judge_read(str_c(cases[i]), &verdict));
}

static void
the_place_of_an_answer_cancels_out(void **state)
{
	(void)state;
	assert_true(judge_score(JUDGE_FIRST, JUDGE_SECOND) == 1);
	assert_true(judge_score(JUDGE_SECOND, JUDGE_FIRST) == 0);
	assert_true(judge_score(JUDGE_TIE, JUDGE_TIE) == .5);
	assert_true(judge_score(JUDGE_FIRST, JUDGE_FIRST) == .5);
	assert_true(judge_score(JUDGE_SECOND, JUDGE_SECOND) == .5);
	assert_true(judge_score(JUDGE_FIRST, JUDGE_TIE) == .75);
	assert_true(judge_score(JUDGE_TIE, JUDGE_FIRST) == .25);
}

static void
the_prompt_has_all_three_texts(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	judge_prompt(&b, STR("2+2?"), STR("4"), STR("5"));
	assert_string_equal(buf_cstr(&b),
	    "<request>\n2+2?\n</request>\n\n<answer_a>\n4\n</answer_a>\n\n"
	    "<answer_b>\n5\n</answer_b>\n");
	buf_free(&b);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_reply_ends_with_the_verdict),
	    cmocka_unit_test(a_reply_may_have_no_verdict),
	    cmocka_unit_test(the_place_of_an_answer_cancels_out),
	    cmocka_unit_test(the_prompt_has_all_three_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
