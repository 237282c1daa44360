/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/base/histogram.h"

static void
an_empty_one_has_only_zeros(void **state)
{
	struct histogram h = {0};

	(void)state;
	assert_true(histogram_quantile(&h, .5) == 0);
	assert_true(histogram_mean(&h) == 0);
	histogram_free(&h);
}

static void
quantiles_lie_between_neighbours(void **state)
{
	struct histogram h = {0};

	(void)state;
	/* numpy.quantile([1, 2, 3, 10], q) */
	histogram_add(&h, 10);
	histogram_add(&h, 1);
	histogram_add(&h, 3);
	histogram_add(&h, 2);
	assert_true(histogram_quantile(&h, 0) == 1);
	assert_true(histogram_quantile(&h, .5) == 2.5);
	assert_true(histogram_quantile(&h, .75) == 4.75);
	assert_true(histogram_quantile(&h, 1) == 10);
	assert_true(histogram_mean(&h) == 4);
	assert_int_equal(h.min, 1);
	assert_int_equal(h.max, 10);
	assert_int_equal(h.sum, 16);
	assert_int_equal(h.n, 4);
	histogram_free(&h);
}

static void
numbers_far_apart_are_kept_apart(void **state)
{
	struct histogram h = {0};

	(void)state;
	histogram_add(&h, 0);
	histogram_add(&h, 511);
	histogram_add(&h, 512);
	histogram_add(&h, 5000000);
	assert_true(histogram_quantile(&h, 1) == 5000000);
	assert_true(histogram_quantile(&h, 1.0 / 3) == 511);
	assert_true(histogram_quantile(&h, 2.0 / 3) == 512);
	assert_int_equal(h.min, 0);
	histogram_free(&h);
}

static void
a_range_includes_both_its_ends(void **state)
{
	static const uint64_t numbers[] = {0, 3, 3, 511, 512, 2000};
	struct histogram h = {0};

	(void)state;
	assert_int_equal(histogram_count(&h, 0, 100), 0);
	for (size_t i = 0; i < LENGTH(numbers); i++)
		histogram_add(&h, numbers[i]);
	assert_int_equal(histogram_count(&h, 0, 0), 1);
	assert_int_equal(histogram_count(&h, 1, 2), 0);
	assert_int_equal(histogram_count(&h, 1, 3), 2);
	assert_int_equal(histogram_count(&h, 3, 511), 3);
	assert_int_equal(histogram_count(&h, 511, 512), 2);
	assert_int_equal(histogram_count(&h, 513, 1999), 0);
	assert_int_equal(histogram_count(&h, 0, (uint64_t)1 << 40), 6);
	histogram_free(&h);
}

static void
equal_numbers_count_each_time(void **state)
{
	struct histogram h = {0};

	(void)state;
	for (int i = 0; i < 99; i++)
		histogram_add(&h, 7);
	histogram_add(&h, 107);
	assert_true(histogram_quantile(&h, .5) == 7);
	assert_true(histogram_quantile(&h, 1) == 107);
	assert_true(histogram_mean(&h) == 8);
	histogram_free(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_one_has_only_zeros),
	    cmocka_unit_test(quantiles_lie_between_neighbours),
	    cmocka_unit_test(numbers_far_apart_are_kept_apart),
	    cmocka_unit_test(a_range_includes_both_its_ends),
	    cmocka_unit_test(equal_numbers_count_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
