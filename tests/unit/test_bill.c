/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/num.h"
#include "common/market/bill.h"

static void
auto_epochs_are_three_in_between(void **state)
{
	(void)state;
	assert_int_equal(bill_auto_epochs(33), 3);
	assert_int_equal(bill_auto_epochs(34), 3);
	assert_int_equal(bill_auto_epochs(101), 3);
	assert_int_equal(bill_auto_epochs(103), 3);
	assert_int_equal(bill_auto_epochs(8333), 3);
}

static void
few_examples_are_seen_a_hundred_times_in_all(void **state)
{
	(void)state;
	assert_int_equal(bill_auto_epochs(5), 20);
	assert_int_equal(bill_auto_epochs(10), 10);
	assert_int_equal(bill_auto_epochs(11), 9);
	assert_int_equal(bill_auto_epochs(32), 3);
	assert_int_equal(bill_auto_epochs(25), 4);
}

static void
auto_epochs_are_at_most_25(void **state)
{
	(void)state;
	for (uint64_t n = 0; n <= 4; n++)
		assert_int_equal(bill_auto_epochs(n), 25);
}

static void
many_examples_are_seen_25000_times_in_all(void **state)
{
	(void)state;
	assert_int_equal(bill_auto_epochs(8334), 2);
	assert_int_equal(bill_auto_epochs(12500), 2);
	assert_int_equal(bill_auto_epochs(12501), 1);
	assert_int_equal(bill_auto_epochs(24999), 1);
	assert_int_equal(bill_auto_epochs(25000), 1);
	assert_int_equal(bill_auto_epochs(25001), 1);
	assert_int_equal(bill_auto_epochs(UINT64_MAX), 1);
}

/* The cookbook's own words, where they do not overflow. */
static unsigned
by_the_book(uint64_t n)
{
	uint64_t epochs = 3;

	if (n * 3 < 100)
		epochs = 100 / n < 25 ? 100 / n : 25;
	else if (n * 3 > 25000)
		epochs = 25000 / n > 1 ? 25000 / n : 1;
	return (unsigned)epochs;
}

static void
auto_epochs_follow_the_book_for_every_small_number(void **state)
{
	(void)state;
	for (uint64_t n = 1; n < 60000; n++)
		assert_int_equal(bill_auto_epochs(n), by_the_book(n));
}

static void
tokens_beyond_the_limit_are_not_billed(void **state)
{
	(void)state;
	assert_int_equal(bill_tokens(99, 100), 99);
	assert_int_equal(bill_tokens(100, 100), 100);
	assert_int_equal(bill_tokens(101, 100), 100);
}

static void
without_a_limit_all_tokens_are_billed(void **state)
{
	(void)state;
	assert_true(bill_tokens(UINT64_MAX, 0) == UINT64_MAX);
}

static void
a_hundred_thousand_tokens_three_times_at_8_dollars_cost_2_40(void **state)
{
	int64_t nano;

	(void)state;
	assert_true(bill_cost(8 * NANO, 100000, 3, &nano));
	assert_true(nano == 2400000000);
}

static void
nothing_costs_nothing(void **state)
{
	int64_t nano = 1;

	(void)state;
	assert_true(bill_cost(25 * NANO, 0, 3, &nano));
	assert_true(nano == 0);
	nano = 1;
	assert_true(bill_cost(25 * NANO, 1000, 0, &nano));
	assert_true(nano == 0);
}

static void
a_cost_beyond_all_money_is_refused(void **state)
{
	int64_t nano;

	(void)state;
	assert_false(bill_cost(NANO, UINT64_MAX, 2, &nano));
	assert_false(bill_cost(NANO, UINT64_MAX, 1, &nano));
	assert_false(bill_cost(1, UINT64_MAX / 2 + 1, 2, &nano));
	assert_true(bill_cost(0, UINT64_MAX, 1, &nano));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(auto_epochs_are_three_in_between),
	    cmocka_unit_test(few_examples_are_seen_a_hundred_times_in_all),
	    cmocka_unit_test(auto_epochs_are_at_most_25),
	    cmocka_unit_test(many_examples_are_seen_25000_times_in_all),
	    cmocka_unit_test(
		auto_epochs_follow_the_book_for_every_small_number),
	    cmocka_unit_test(tokens_beyond_the_limit_are_not_billed),
	    cmocka_unit_test(without_a_limit_all_tokens_are_billed),
	    cmocka_unit_test(
		a_hundred_thousand_tokens_three_times_at_8_dollars_cost_2_40),
	    cmocka_unit_test(nothing_costs_nothing),
	    cmocka_unit_test(a_cost_beyond_all_money_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
