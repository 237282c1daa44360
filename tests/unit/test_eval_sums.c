/* SPDX-License-Identifier: MIT */
/* Results that wait in a file, what they come to, and the gates. */
#include "tests/unit/unit.h"

#include <math.h>

#include "tools/eval/calls.c"
#include "tools/eval/gates.c"
#include "tools/eval/metrics.c"
#include "tools/eval/question.c"
#include "tools/eval/result.c"
#include "tools/eval/spool.c"
#include "tools/eval/sums.c"

static const char *const models[] = {"base", "tuned"};
static const char *lists[] = {"exact,chrf"};
static const struct opt_list wanted = {lists, 1};
static const struct opt_list nothing = {NULL, 0};

struct trial {
	struct metrics metrics;
	struct sums sums;
	struct fault fault;
};

static void
open_trial(struct trial *w)
{
	assert_true(metrics_read(&w->metrics, &wanted, &w->fault));
	sums_open(&w->sums, &w->metrics, models, 2);
}

static void
close_trial(struct trial *w)
{
	sums_free(&w->sums);
	metrics_free(&w->metrics);
}

/* A result: the truth is "yes", and what both say. */
static void
answer(struct trial *w, struct result *r, const char *base, const char *tuned)
{
	const char *said[] = {base, tuned};

	result_start(r, 2, w->metrics.n);
	r->question = (struct question){.expected = STR("yes")};
	for (size_t i = 0; i < 2; i++) {
		r->replies[i].text = str_c(said[i]);
		r->replies[i].end =
		    said[i] == NULL ? ANSWER_FAILED : ANSWER_GIVEN;
		r->replies[i].ms = (int64_t)i + 1;
		r->replies[i].cost = NO_FIGURE;
	}
	metrics_take(&w->metrics, r);
}

static void
a_result_comes_back_from_the_file_as_it_was(void **state)
{
	struct trial w;
	struct result r = {.line = 0}, got = {.line = 0};
	struct spool spool;

	(void)state;
	open_trial(&w);
	spool_open(&spool, 2, w.metrics.n);
	for (size_t i = 0; i < 3; i++) {
		answer(&w, &r, "yes", i == 1 ? NULL : "no");
		r.line = r.index = i + 1;
		r.question.messages = STR("[{}]");
		r.question.fields[0] =
		    (struct ask_field){STR("tools"), STR("[1]")};
		r.question.nfields = 1;
		r.replies[1].calls = STR("[]");
		r.replies[1].trouble = STR("gone");
		spool_add(&spool, &r);
	}
	for (size_t i = 3; i-- > 0;) {
		spool_get(&spool, i, &got);
		assert_int_equal(got.line, i + 1);
		assert_str(got.question.messages, "[{}]");
		assert_str(got.question.expected, "yes");
		assert_str(got.question.fields[0].json, "[1]");
		assert_str(got.replies[0].text, "yes");
		assert_true(got.replies[0].scores[0] == 1);
		assert_str(got.replies[1].trouble, "gone");
		assert_int_equal(
		    got.replies[1].end, i == 1 ? ANSWER_FAILED : ANSWER_GIVEN);
		assert_true(isnan(got.replies[1].scores[0]) == (i == 1));
		assert_int_equal(got.replies[1].cost, NO_FIGURE);
	}
	spool_close(&spool);
	arena_free(&r.arena);
	arena_free(&got.arena);
	close_trial(&w);
}

static void
means_are_of_the_answers_that_are_there(void **state)
{
	struct trial w;
	struct result r = {.line = 0};

	(void)state;
	open_trial(&w);
	answer(&w, &r, "yes", "yes");
	sums_add(&w.sums, &r);
	answer(&w, &r, "no", "yes");
	sums_add(&w.sums, &r);
	answer(&w, &r, "no", NULL);
	sums_add(&w.sums, &r);
	sums_close(&w.sums);
	assert_int_equal(w.sums.models[0].means[0].n, 3);
	assert_true(fabs(w.sums.models[0].means[0].mean - 1.0 / 3) < 1e-12);
	assert_int_equal(w.sums.models[1].means[0].n, 2);
	assert_int_equal(w.sums.models[1].against[0].n, 2);
	assert_int_equal(w.sums.models[1].against[0].won, 1);
	assert_int_equal(w.sums.models[1].ends[ANSWER_FAILED], 1);
	assert_int_equal(w.sums.models[0].against[0].n, 0);
	assert_true(sums_latency(&w.sums.models[1], 0.5) == 2);
	assert_true(sums_change(&w.sums, 1, 1) == 1);
	assert_true(sums_change(&w.sums, 2, 1) == 0);
	arena_free(&r.arena);
	close_trial(&w);
}

static void
a_gate_is_for_the_models_beside_the_base(void **state)
{
	const char *mins[] = {"exact=0.6"};
	const struct opt_list min = {mins, 1};
	struct trial w;
	struct gates g;
	struct result r = {.line = 0};

	(void)state;
	open_trial(&w);
	assert_true(
	    gates_read(&g, &min, "tuned", &w.metrics, &w.sums, &w.fault));
	assert_int_equal(w.sums.base, 1);
	assert_int_equal(g.n, 3);
	for (size_t i = 0; i < g.n; i++)
		assert_int_equal(g.v[i].model, 0);
	for (size_t i = 0; i < 40; i++) {
		answer(&w, &r, "no", "yes");
		sums_add(&w.sums, &r);
	}
	sums_close(&w.sums);
	assert_false(gates_pass(&g, &w.sums));
	for (size_t i = 0; i < g.n; i++)
		assert_false(g.v[i].passed);
	gates_free(&g);
	arena_free(&r.arena);
	close_trial(&w);
}

static void
a_gate_that_nothing_reaches_is_not_passed(void **state)
{
	const char *mins[] = {"exact=0"};
	const struct opt_list min = {mins, 1};
	struct trial w;
	struct gates g;

	(void)state;
	open_trial(&w);
	assert_true(gates_read(&g, &min, NULL, &w.metrics, &w.sums, &w.fault));
	sums_close(&w.sums);
	assert_false(gates_pass(&g, &w.sums));
	gates_free(&g);
	close_trial(&w);
}

static void
a_gate_that_makes_no_sense_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "exact", "exact=", "exact=2", "exact=-1", "=1", "f1=0.5", "=", ""};
	struct trial w;
	struct gates g;

	(void)state;
	open_trial(&w);
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		const char *one[] = {wrong[i]};
		struct opt_list min = {one, 1};

		assert_false(
		    gates_read(&g, &min, NULL, &w.metrics, &w.sums, &w.fault));
		assert_int_equal(w.fault.status, STATUS_USAGE);
	}
	assert_false(
	    gates_read(&g, &nothing, "other", &w.metrics, &w.sums, &w.fault));
	close_trial(&w);
}

/* The names of the metrics that a list makes. */
static void
expect_metrics(const char *list, const char *want)
{
	const char *one[] = {list};
	struct opt_list l = {one, 1};
	struct metrics m;
	struct fault f;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(metrics_read(&m, &l, &f));
	for (size_t i = 0; i < m.n; i++)
		buf_printf(&b, "%s;", m.v[i].name);
	assert_string_equal(buf_cstr(&b), want);
	metrics_free(&m);
	buf_free(&b);
}

static void
a_list_of_metrics_is_read(void **state)
{
	const char *none[] = {"exact,nonsense"};
	struct opt_list l = {none, 1};
	struct metrics m;
	struct fault f;

	(void)state;
	expect_metrics("exact,f1,exact", "exact;f1;");
	expect_metrics("chrf,regex:^a,b$", "chrf;regex:^a,b$;");
	expect_metrics(
	    "preference:f1,judge:gpt-x", "preference:f1;judge:gpt-x;");
	assert_false(metrics_read(&m, &l, &f));
	assert_int_equal(f.status, STATUS_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_result_comes_back_from_the_file_as_it_was),
	    cmocka_unit_test(means_are_of_the_answers_that_are_there),
	    cmocka_unit_test(a_gate_is_for_the_models_beside_the_base),
	    cmocka_unit_test(a_gate_that_nothing_reaches_is_not_passed),
	    cmocka_unit_test(a_gate_that_makes_no_sense_is_refused),
	    cmocka_unit_test(a_list_of_metrics_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
