/* SPDX-License-Identifier: MIT */
#include "common/base/num.h"
#include "tests/unit/unit.h"

static void
whole_numbers_are_read_to_the_last_one(void **state)
{
	uint64_t v = 9;

	(void)state;
	assert_true(num_u64(STR("0"), &v));
	assert_int_equal(v, 0);
	assert_true(num_u64(STR("007"), &v));
	assert_int_equal(v, 7);
	assert_true(num_u64(STR("18446744073709551615"), &v));
	assert_true(v == UINT64_MAX);
}

static void
what_is_no_whole_number_is_refused(void **state)
{
	static const char *const wrong[] = {"", " ", "-1", "+1", " 1", "1 ",
	    "1.0", "1e3", "0x10", "18446744073709551616",
	    "99999999999999999999", "1,000", "\xd9\xa1"};
	uint64_t v = 9;

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_false(num_u64(str_c(wrong[i]), &v));
	assert_false(num_u64(STR("1\0"), &v));
	assert_int_equal(v, 9);
}

static void
sizes_count_in_powers_of_1024(void **state)
{
	size_t v = 9;

	(void)state;
	assert_true(num_size(STR("512"), &v));
	assert_int_equal(v, 512);
	assert_true(num_size(STR("64M"), &v));
	assert_int_equal(v, 64 << 20);
	assert_true(num_size(STR("3k"), &v));
	assert_int_equal(v, 3072);
	assert_true(num_size(STR("2G"), &v));
	assert_int_equal(v, (size_t)2 << 30);
	assert_true(num_size(STR("1T"), &v));
	assert_int_equal(v, (size_t)1 << 40);
	assert_true(num_size(STR("8388607T"), &v));
}

static void
what_is_no_size_is_refused(void **state)
{
	static const char *const wrong[] = {"", "K", "1KB", "1 K", "-1", "1.5M",
	    "8388608T", "18446744073709551615", "18014398509481984K", "1P",
	    "1\x0b", "1+"};
	size_t v = 9;

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_false(num_size(str_c(wrong[i]), &v));
	assert_int_equal(v, 9);
}

static void
fractions_are_read(void **state)
{
	double v = 9;

	(void)state;
	assert_true(num_real(STR("0.9"), &v));
	assert_true(v == 0.9);
	assert_true(num_real(STR(".5"), &v));
	assert_true(v == 0.5);
	assert_true(num_real(STR("-1."), &v));
	assert_true(v == -1);
	assert_true(num_real(STR("1e-3"), &v));
	assert_true(v == 1e-3);
	assert_true(num_real(STR("2E+2"), &v));
	assert_true(v == 200);
}

static void
what_is_no_fraction_is_refused(void **state)
{
	static const char *const wrong[] = {"", ".", "-", "e3", "1e", "1e+",
	    "1.2.3", "nan", "inf", "0x1p3", "1e999", "-1e999", " 1", "1 ",
	    "1,5", "+1", "--1", "1e1.5",
	    "1000000000000000000000000000000000000000000000000000000000000000"};
	double v = 9;

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_false(num_real(str_c(wrong[i]), &v));
	assert_true(v == 9);
}

static void
money_is_read_exactly(void **state)
{
	int64_t v = 9;

	(void)state;
	assert_true(money_read(STR("8"), &v));
	assert_int_equal(v, 8 * NANO);
	assert_true(money_read(STR("0.40"), &v));
	assert_int_equal(v, 400000000);
	assert_true(money_read(STR("0.000000001"), &v));
	assert_int_equal(v, 1);
	assert_true(money_read(STR("0.1"), &v));
	assert_int_equal(v, NANO / 10);
	assert_true(money_read(STR("9000000000"), &v));
	assert_int_equal(v, 9000000000 * NANO);
}

static void
what_is_no_price_is_refused(void **state)
{
	static const char *const wrong[] = {"", ".", "1.", ".5", "-1", "+1",
	    "$8", "1e3", "1,5", "0.0000000001", "9223372036", "1.2.3", "1.-5",
	    "18446744073709551616"};
	int64_t v = 9;

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++)
		assert_false(money_read(str_c(wrong[i]), &v));
	assert_int_equal(v, 9);
}

static void
written(int64_t nano, unsigned decimals, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	money_write(&b, nano, decimals);
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
money_is_written_rounded_half_up(void **state)
{
	(void)state;
	written(2400000000, 2, "2.40");
	written(0, 2, "0.00");
	written(4999999, 2, "0.00");
	written(5000000, 2, "0.01");
	written(1005000000, 2, "1.01");
	written(999999999, 2, "1.00");
	written(999999999, 9, "0.999999999");
	written(1500000000, 0, "2");
	written(1499999999, 0, "1");
	written(1234567 * NANO, 2, "1,234,567.00");
	written(INT64_MAX, 9, "9,223,372,036.854775807");
	written(INT64_MAX, 2, "9,223,372,036.85");
}

static void
written_exactly(int64_t nano, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	money_write_exact(&b, nano);
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
exact_money_is_as_short_as_it_can_be(void **state)
{
	(void)state;
	written_exactly(2400000000, "2.4");
	written_exactly(8 * NANO, "8");
	written_exactly(8000, "0.000008");
	written_exactly(0, "0");
	written_exactly(1, "0.000000001");
	written_exactly(100 * NANO + 10, "100.00000001");
}

static void
costs_are_rounded_to_a_nano_dollar(void **state)
{
	int64_t cost = 0;

	(void)state;
	assert_true(money_cost(8 * NANO, 300000, &cost));
	assert_int_equal(cost, 2400000000);
	assert_true(money_cost(1, 499999, &cost));
	assert_int_equal(cost, 0);
	assert_true(money_cost(1, 500000, &cost));
	assert_int_equal(cost, 1);
	assert_true(money_cost(0, UINT64_MAX, &cost));
	assert_int_equal(cost, 0);
	assert_true(money_cost(INT64_MAX, 1000000, &cost));
	assert_true(cost == INT64_MAX);
	assert_false(money_cost(INT64_MAX, 1000001, &cost));
	assert_false(money_cost(INT64_MAX, UINT64_MAX, &cost));
	assert_true(cost == INT64_MAX);
}

static void
grouped(uint64_t n, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	num_write_grouped(&b, n);
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
digits_are_grouped_by_three(void **state)
{
	(void)state;
	grouped(0, "0");
	grouped(999, "999");
	grouped(1000, "1,000");
	grouped(48661, "48,661");
	grouped(100000, "100,000");
	grouped(1000000, "1,000,000");
	grouped(UINT64_MAX, "18,446,744,073,709,551,615");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole_numbers_are_read_to_the_last_one),
	    cmocka_unit_test(what_is_no_whole_number_is_refused),
	    cmocka_unit_test(sizes_count_in_powers_of_1024),
	    cmocka_unit_test(what_is_no_size_is_refused),
	    cmocka_unit_test(fractions_are_read),
	    cmocka_unit_test(what_is_no_fraction_is_refused),
	    cmocka_unit_test(money_is_read_exactly),
	    cmocka_unit_test(what_is_no_price_is_refused),
	    cmocka_unit_test(money_is_written_rounded_half_up),
	    cmocka_unit_test(exact_money_is_as_short_as_it_can_be),
	    cmocka_unit_test(costs_are_rounded_to_a_nano_dollar),
	    cmocka_unit_test(digits_are_grouped_by_three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
