/* SPDX-License-Identifier: MIT */
/* Are the scores those of the reference implementations? */
#include <math.h>
#include <stdio.h>

#include "common/score/score.h"
#include "tests/unit/unit.h"

enum { METRICS = 5 };
static const char *const names[METRICS] = {
    "normalized", "f1", "rouge-l", "chrf", "levenshtein"};

static const struct {
	const char *answer, *expected;
	double want[METRICS];
} pairs[] = {
#define PAIR(answer, expected, normalized, f1, rouge, chrf, levenshtein) \
	{answer, expected, {normalized, f1, rouge, chrf, levenshtein}},
#include "tests/unit/score_pairs.def"
#undef PAIR
};

/* How many pairs have another value than the reference. */
static int
others(size_t metric)
{
	struct score_work *w = score_work_new();
	struct score s;
	struct fault f;
	int bad = 0;

	assert_true(score_parse(&s, str_c(names[metric]), &f));
	for (size_t i = 0; i < LENGTH(pairs); i++) {
		double want = pairs[i].want[metric], got = -1;

		assert_true(score_take(&s, w, str_c(pairs[i].answer),
		    str_c(pairs[i].expected), &got, &f));
		if (fabs(got - want) <= 1e-12)
			continue;
		bad++;
		print_error("%s of pair %zu, %s: %.17g, not %.17g\n",
		    names[metric], i, pairs[i].answer, got, want);
	}
	score_free(&s);
	score_work_free(w);
	return bad;
}

static void
normalized_is_squad_s(void **state)
{
	(void)state;
	assert_int_equal(others(0), 0);
}

static void
f1_is_squad_s(void **state)
{
	(void)state;
	assert_int_equal(others(1), 0);
}

static void
rouge_l_is_rouge_score_s(void **state)
{
	(void)state;
	assert_int_equal(others(2), 0);
}

static void
chrf_is_sacrebleu_s(void **state)
{
	(void)state;
	assert_int_equal(others(3), 0);
}

static void
levenshtein_is_python_levenshtein_s(void **state)
{
	(void)state;
	assert_int_equal(others(4), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(normalized_is_squad_s),
	    cmocka_unit_test(f1_is_squad_s),
	    cmocka_unit_test(rouge_l_is_rouge_score_s),
	    cmocka_unit_test(chrf_is_sacrebleu_s),
	    cmocka_unit_test(levenshtein_is_python_levenshtein_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
