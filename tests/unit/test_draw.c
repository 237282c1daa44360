/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/tokcount/bins.c"
#include "tools/tokcount/draw.c"

static void
add(struct histogram *h, uint64_t value, size_t times)
{
	while (times-- > 0)
		histogram_add(h, value);
}

static void
assert_starts(const struct bins *b, const uint64_t *want, size_t n)
{
	assert_int_equal(b->n + 1, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(b->start[i], want[i]);
}

static void
round_numbers_are_1_2_5_and_so_on(void **state)
{
	static const uint64_t want[] = {
	    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
	uint64_t n = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(want); i++) {
		n = round_above(n);
		assert_int_equal(n, want[i]);
	}
	assert_int_equal(round_above(199), 200);
	assert_int_equal(round_above(999999999999), 1000000000000);
}

static void
one_number_is_one_bin(void **state)
{
	static const uint64_t want[] = {58, 59}, zero[] = {0, 1};
	struct histogram h = {0};
	struct bins b;

	(void)state;
	add(&h, 58, 3);
	bins_find(&b, &h, 0);
	assert_starts(&b, want, LENGTH(want));
	histogram_free(&h);
	add(&h, 0, 1);
	bins_find(&b, &h, 100);
	assert_starts(&b, zero, LENGTH(zero));
	histogram_free(&h);
}

static void
the_bulk_is_in_bins_of_one_width(void **state)
{
	static const uint64_t want[] = {
	    20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130};
	struct histogram h = {0};
	struct bins b;

	(void)state;
	add(&h, 23, 1);
	add(&h, 90, 90);
	add(&h, 120, 1);
	bins_find(&b, &h, 0);
	assert_starts(&b, want, LENGTH(want));
	assert_int_equal(b.even, 11);
	histogram_free(&h);
}

static void
numbers_far_above_are_in_wider_ones(void **state)
{
	static const uint64_t want[] = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90,
	    100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000};
	struct histogram h = {0};
	struct bins b;

	(void)state;
	for (uint64_t i = 0; i < 100; i++)
		add(&h, i, 10);
	add(&h, 70000, 1);
	bins_find(&b, &h, 0);
	assert_starts(&b, want, LENGTH(want));
	assert_int_equal(b.even, 10);
	histogram_free(&h);
}

static void
a_limit_parts_a_bin(void **state)
{
	static const uint64_t whole[] = {
	    0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50};
	static const uint64_t parted[] = {
	    0, 5, 10, 15, 20, 25, 30, 33, 35, 40, 45, 50};
	static const uint64_t none[] = {0, 4, 34, 49, 50, 1000};
	struct histogram h = {0};
	struct bins b;

	(void)state;
	add(&h, 3, 1);
	add(&h, 49, 1);
	bins_find(&b, &h, 32);
	assert_starts(&b, parted, LENGTH(parted));
	assert_int_equal(b.even, LENGTH(parted) - 1);
	for (size_t i = 0; i < LENGTH(none); i++) {
		bins_find(&b, &h, none[i]);
		assert_starts(&b, whole, LENGTH(whole));
	}
	histogram_free(&h);
}

/* All numbers are in the bins, however they are spread. */
static void
nothing_falls_between_bins(void **state)
{
	static const uint64_t spread[] = {
	    1, 7, 100, 4095, 65536, 1000001, 33333333};
	struct histogram h = {0};
	struct bins b;

	(void)state;
	for (size_t k = 0; k < 200; k++) {
		uint64_t x = 2 * k + 1, sum = 0;
		size_t n = 1 + k % 37;

		for (size_t i = 0; i < n; i++) {
			x = x * 6364136223846793005u + 1442695040888963407u;
			histogram_add(&h,
			    (x >> 33) % spread[(k + i / 20) % LENGTH(spread)]);
		}
		bins_find(&b, &h, k % 3 == 0 ? 0 : (x >> 40) % 70000);
		assert_true(b.n <= BINS_MAX);
		assert_true(b.even <= b.n);
		for (size_t i = 0; i < b.n; i++) {
			assert_true(b.start[i] < b.start[i + 1]);
			sum +=
			    histogram_count(&h, b.start[i], b.start[i + 1] - 1);
		}
		assert_int_equal(sum, n);
		histogram_free(&h);
	}
}

static void
assert_drawn(struct drawing *d, const char *rows)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	write_rows(&b, d);
	if (d->limit > 0)
		write_verdict(&b, d);
	assert_string_equal(buf_cstr(&b), rows);
	buf_free(&b);
}

static void
bars_fit_the_columns(void **state)
{
	struct histogram h = {0};
	struct drawing d = {.tokens = &h,
	    .one = "text",
	    .many = "texts",
	    .model = "m\033",
	    .columns = 42};

	(void)state;
	add(&h, 7, 1000);
	add(&h, 8, 500);
	add(&h, 9, 1);
	assert_drawn(&d,
	    "   tokens  texts\n"
	    "        7  1,000  66.6 %  ################\n"
	    "        8    500  33.3 %  ########\n"
	    "        9      1   0.1 %  .\n");
	d.utf8 = true;
	assert_drawn(&d,
	    "   tokens  texts\n"
	    "        7  1,000  66.6 %  "
	    "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588"
	    "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\n"
	    "        8    500  33.3 %  "
	    "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\n"
	    "        9      1   0.1 %  \u258f\n");
	d.utf8 = false;
	d.columns = 1;
	d.limit = 8;
	d.color = true;
	assert_drawn(&d,
	    "   tokens  texts\n"
	    "        7  1,000  66.6 %  ##########\n"
	    "        8    500  33.3 %  #####\n"
	    "  -------  the limit of m\\x1b\n"
	    "        9      1   0.1 %  \033[31m.\033[0m\n"
	    "1 text (0.1 %) is over 8 tokens, the limit of m\\x1b\n");
	d.color = false;
	d.limit = 6;
	assert_drawn(&d,
	    "   tokens  texts\n"
	    "  -------  the limit of m\\x1b\n"
	    "        7  1,000  66.6 %  ##########\n"
	    "        8    500  33.3 %  #####\n"
	    "        9      1   0.1 %  .\n"
	    "1,501 texts (100.0 %) are over 6 tokens, the limit of m\\x1b\n");
	histogram_free(&h);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(round_numbers_are_1_2_5_and_so_on),
	    cmocka_unit_test(one_number_is_one_bin),
	    cmocka_unit_test(the_bulk_is_in_bins_of_one_width),
	    cmocka_unit_test(numbers_far_above_are_in_wider_ones),
	    cmocka_unit_test(a_limit_parts_a_bin),
	    cmocka_unit_test(nothing_falls_between_bins),
	    cmocka_unit_test(bars_fit_the_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
