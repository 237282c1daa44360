/* SPDX-License-Identifier: MIT */
/*
 * The statistics, beside statsmodels 0.13.5 (proportion_confint, mcnemar,
 * NormalIndPower), SciPy 1.10.1 (norm, bootstrap) and NumPy (percentile).
 */
#include "common/score/stats.h"

#include <math.h>

#include "common/score/gauss.h"
#include "tests/unit/unit.h"

static void
near(double got, double want, double within)
{
	if (!(fabs(got - want) <= within))
		fail_msg("%.17g, not %.17g", got, want);
}

static void
the_normal_distribution_is_scipy_s(void **state)
{
	static const struct {
		double z, share;
	} cases[] = {
	    {-4.264890793922825, 1e-5},
	    {-3, 0.0013498980316300933},
	    {-1, 0.15865525393145707},
	    {-0.5244005127080409, .3},
	    {0, .5},
	    {1.96, 0.9750021048517795},
	    {3.090232306167813, .999},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		near(gauss_below(cases[i].z), cases[i].share, 1e-15);
		near(gauss_at(cases[i].share), cases[i].z, 1e-11);
	}
	near(gauss_at(.975), GAUSS_95, 1e-14);
	near(gauss_at(.8), GAUSS_POWER_80, 1e-14);
}

static void
of_binary_scores_the_interval_is_wilson_s(void **state)
{
	static const struct {
		size_t right, n;
		double low, high;
	} cases[] = {
	    {0, 10, 0.0, 0.27753279986288926},
	    {10, 10, 0.7224672001371106, 1.0},
	    {1, 1, 0.2065493143772374, 1.0},
	    {7, 10, 0.39677814746114537, 0.8922087325936989},
	    {81, 263, 0.2552885198782742, 0.36620957698280004},
	    {500, 1000, 0.4690696003681042, 0.5309303996318958},
	    {999, 1000, 0.9943574414020421, 0.9998234536293739},
	    {3, 40000, 2.5507088594716278e-05, 0.00022050575571736717},
	};
	static double score[40000];
	struct stats_mean m;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		for (size_t k = 0; k < cases[i].n; k++)
			score[k] = k < cases[i].right;
		stats_mean(score, cases[i].n, true, &m);
		assert_int_equal(m.n, cases[i].n);
		near(m.low, cases[i].low, 1e-14);
		near(m.high, cases[i].high, 1e-14);
	}
}

/* Numbers by which any program can be asked the same. */
static void
fill(double *v, size_t n, bool skewed)
{
	for (size_t i = 0; i < n; i++)
		v[i] = skewed ? pow((double)(i * 37 % 101) / 100, 4)
			      : (double)((i * i * 7 + i * 3) % 101) / 100;
}

/* SciPy's ends are the means of 20 runs of 20,000 samples, of which the
 * standard deviation is said; half as many samples deviate more. */
static void
of_other_scores_the_interval_is_the_bootstrap_s(void **state)
{
	static const struct {
		size_t n;
		bool skewed;
		double mean, low, low_off, high, high_off;
	} cases[] = {
	    {40, false, 0.44775, 0.35619, 0.0010, 0.54549, 0.0008},
	    {300, false, 0.47203333, 0.43746, 0.0004, 0.50685, 0.0005},
	    {60, true, 0.1982770235, 0.13903, 0.0008, 0.27598, 0.0010},
	    {12, true, 0.16357471, 0.06304, 0.0007, 0.35526, 0.0028},
	};
	static double v[300];
	struct stats_mean m;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		fill(v, cases[i].n, cases[i].skewed);
		stats_mean(v, cases[i].n, false, &m);
		near(m.mean, cases[i].mean, 1e-8);
		near(m.low, cases[i].low, 4 * cases[i].low_off);
		near(m.high, cases[i].high, 4 * cases[i].high_off);
	}
}

static void
few_scores_say_little(void **state)
{
	static const double one[] = {.7}, same[] = {.5, .5, .5};
	struct stats_mean m;

	(void)state;
	stats_mean(NULL, 0, true, &m);
	assert_true(m.n == 0 && m.mean == 0 && m.low == 0 && m.high == 1);
	stats_mean(one, 1, false, &m);
	assert_true(m.mean == .7 && m.low == 0 && m.high == 1);
	stats_mean(same, 3, false, &m);
	assert_true(m.mean == .5 && m.low == .5 && m.high == .5);
}

static void
mcnemar_is_statsmodels_s(void **state)
{
	static const struct {
		size_t won, lost;
		double p;
	} cases[] = {
	    {0, 0, 1},
	    {1, 0, 1},
	    {5, 0, 0.0625},
	    {0, 6, 0.03125},
	    {3, 12, 0.03515625},
	    {12, 3, 0.03515625},
	    {10, 10, 1},
	    {25, 40, 0.08168153394154003},
	    {300, 250, 0.03657874554910267},
	    {501, 499, 0.9747749818216398},
	    {450, 550, 0.0017305360849763024},
	    /* chi-squared */
	    {600, 500, 0.0028361326556546836},
	    {501, 500, 1},
	    {1100, 1000, 0.030745034758993192},
	    {5200, 5000, 0.04879327729809471},
	    {2000, 1000, 2.5230053428432517e-74},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		near(stats_mcnemar(cases[i].won, cases[i].lost), cases[i].p,
		    1e-11 * cases[i].p);
}

static void
what_is_needed_is_statsmodels_s(void **state)
{
	(void)state;
	assert_int_equal(stats_needed(.02, .5), 4906);
	assert_int_equal(stats_needed(.1, .3), 71);
	assert_int_equal(stats_needed(.05, .45), 636);
	assert_int_equal(stats_needed(.01, .2), 3140);
	assert_int_equal(stats_needed(.3, .4), 14);
	assert_int_equal(stats_needed(.3, 0), 0);
	assert_true(stats_needed(0, .3) == UINT64_MAX);
	assert_true(stats_needed(0, 0) == UINT64_MAX);
}

static void
percentiles_are_numpy_s(void **state)
{
	double v[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5};

	(void)state;
	stats_sort(v, LENGTH(v));
	near(stats_percentile(v, LENGTH(v), 0), 1, 0);
	near(stats_percentile(v, LENGTH(v), .05), 1, 0);
	near(stats_percentile(v, LENGTH(v), .5), 4, 0);
	near(stats_percentile(v, LENGTH(v), .9), 6, 0);
	near(stats_percentile(v, LENGTH(v), .95), 7.5, 1e-14);
	near(stats_percentile(v, LENGTH(v), .99), 8.7, 1e-14);
	near(stats_percentile(v, LENGTH(v), 1), 9, 0);
	near(stats_percentile(v, 1, .5), 1, 0);
}

/* Compares models of n examples, of which the other wins and loses so many by
 * so much. */
static struct stats_comparison
compare(size_t n, size_t won, size_t lost, double by, bool binary)
{
	static double base[5000], other[5000];
	struct stats_comparison c;

	for (size_t i = 0; i < n; i++) {
		base[i] = i >= won && i < won + lost ? by : 0;
		other[i] = i < won ? by : 0;
	}
	stats_compare(base, other, n, binary, STATS_WORTH, &c);
	return c;
}

static void
says(struct stats_comparison c, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	stats_verdict_write(&b, &c);
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
binary_scores_are_judged_by_mcnemar(void **state)
{
	struct stats_comparison c = compare(20, 6, 0, 1, true);

	(void)state;
	assert_int_equal(c.won, 6);
	assert_int_equal(c.lost, 0);
	assert_int_equal(c.tied, 14);
	near(c.difference, .3, 1e-15);
	near(c.p, 0.03125, 1e-15);
	says(c, "better");
	says(compare(20, 0, 6, 1, true), "worse");
	/* s^2 = (15 * .25^2 + 5 * .75^2 + 1) / 20, d = .25 */
	says(compare(20, 5, 0, 1, true),
	    "too few examples to tell: about 30 needed");
	/* p = 0.0525 */
	says(compare(22, 16, 6, 1, true),
	    "too few examples to tell: about 32 needed");
	says(compare(100, 0, 0, 1, true),
	    "too few examples to tell: about 200 needed");
	says(compare(200, 0, 0, 1, true), "no difference shown");
	says(compare(5000, 50, 50, 1, true), "no difference shown");
	says(compare(1000, 50, 50, 1, true),
	    "too few examples to tell: about 2,000 needed");
	says(compare(0, 0, 0, 1, true),
	    "too few examples to tell: about 20,000 needed");
}

static void
other_scores_are_judged_by_the_bootstrap(void **state)
{
	struct stats_comparison c = compare(100, 30, 10, .5, false);

	(void)state;
	assert_true(c.low > 0 && c.high < .2 && c.p < .05 && c.p > 0);
	near(c.difference, .1, 1e-15);
	says(c, "better");
	c = compare(100, 10, 30, .5, false);
	assert_true(c.low > -.2 && c.high < 0);
	says(c, "worse");
	c = compare(100, 22, 18, .5, false);
	assert_true(c.low < 0 && c.high > 0 && c.p > .3 && c.p < .8);
	says(c, "too few examples to tell: about 2,200 needed");
	says(compare(5000, 100, 100, .5, false), "no difference shown");
	/* The same difference everywhere, but of too few. */
	says(compare(3, 3, 0, .5, false),
	    "too few examples to tell: about 11 needed");
	says(compare(9, 9, 0, .9, false),
	    "too few examples to tell: about 10 needed");
	says(compare(10, 10, 0, .5, false), "better");
}

static void
an_interval_that_ends_at_0_has_p_of_5_percent(void **state)
{
	static double base[200], other[200];
	struct stats_comparison c;
	int seen = 0;

	(void)state;
	for (int shift = 0; shift < 200; shift++) {
		fill(other, 200, true);
		for (size_t i = 0; i < 200; i++)
			base[i] = .15 + shift / 2000.;
		stats_compare(base, other, 200, false, STATS_WORTH, &c);
		if (fabs(c.p - .05) < .001)
			continue;
		seen++;
		assert_int_equal(c.p<.05, c.low> 0 || c.high < 0);
	}
	assert_true(seen > 150);
}

/* Fixed for ever: whoever changes the generator changes published figures. */
static void
the_draws_are_the_same_for_ever(void **state)
{
	static double v[40];
	struct stats_mean m;

	(void)state;
	fill(v, 40, false);
	stats_mean(v, 40, false, &m);
	near(m.low, 0.35644983984422457, 1e-12);
	near(m.high, 0.54525000000000001, 1e-12);
}

static void
of_many_examples_the_normal_interval_is_near(void **state)
{
	static double v[STATS_NORMAL];
	struct stats_mean drawn, normal;

	(void)state;
	fill(v, STATS_NORMAL, true);
	stats_mean(v, STATS_NORMAL - 1, false, &drawn);
	stats_mean(v, STATS_NORMAL, false, &normal);
	near(drawn.low, normal.low, 2e-4);
	near(drawn.high, normal.high, 2e-4);
	assert_true(drawn.low != normal.low);
}

static void
together_they_come_to_the_same_as_each_by_itself(void **state)
{
	enum { N = 60, SETS = 7 };
	double v[SETS][N];
	struct stats_mean together[SETS], alone;
	struct stats_comparison both, one;
	struct stats_task tasks[SETS + 1];

	(void)state;
	for (size_t k = 0; k < SETS; k++)
		for (size_t i = 0; i < N; i++)
			v[k][i] = (double)((i * (k + 3) + i * i) % 11) / 10;
	for (size_t k = 0; k < SETS; k++)
		tasks[k] = (struct stats_task){.score = v[k],
		    .n = k == 3 ? N - 1 : N,
		    .mean = &together[k]};
	tasks[SETS] = (struct stats_task){.base = v[0],
	    .score = v[1],
	    .n = N,
	    .worth = STATS_WORTH,
	    .to = &both};
	stats_run(tasks, SETS + 1);
	for (size_t k = 0; k < SETS; k++) {
		stats_mean(v[k], tasks[k].n, false, &alone);
		assert_memory_equal(&alone, &together[k], sizeof(alone));
	}
	stats_compare(v[0], v[1], N, false, STATS_WORTH, &one);
	assert_true(one.low == both.low && one.high == both.high);
	assert_true(one.p == both.p && one.needed == both.needed);
	assert_int_equal(one.won, both.won);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_normal_distribution_is_scipy_s),
	    cmocka_unit_test(of_binary_scores_the_interval_is_wilson_s),
	    cmocka_unit_test(of_other_scores_the_interval_is_the_bootstrap_s),
	    cmocka_unit_test(few_scores_say_little),
	    cmocka_unit_test(mcnemar_is_statsmodels_s),
	    cmocka_unit_test(what_is_needed_is_statsmodels_s),
	    cmocka_unit_test(percentiles_are_numpy_s),
	    cmocka_unit_test(binary_scores_are_judged_by_mcnemar),
	    cmocka_unit_test(other_scores_are_judged_by_the_bootstrap),
	    cmocka_unit_test(an_interval_that_ends_at_0_has_p_of_5_percent),
	    cmocka_unit_test(the_draws_are_the_same_for_ever),
	    cmocka_unit_test(of_many_examples_the_normal_interval_is_near),
	    cmocka_unit_test(together_they_come_to_the_same_as_each_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
