/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/mem.h"
#include "common/base/sort.h"
#include "tools/split/number.c"
#include "tools/split/plan.c"

/* The same on every machine: ft-split(1) promises it. */

static void
what_is_drawn_with_a_place_is_splitmix64(void **state)
{
	(void)state;
	assert_true(number_of_place(0, 0) == UINT64_C(0xe220a8397b1dcdaf));
	assert_true(number_of_place(0, 1) == UINT64_C(0x6e789e6aa1b965f4));
	assert_true(number_of_place(0, 2) == UINT64_C(0x06c45d188009454f));
	assert_true(
	    number_of_place(1234567, 0) == UINT64_C(6457827717110365317));
	assert_true(
	    number_of_place(1234567, 1) == UINT64_C(3203168211198807973));
}

static void
the_hash_is_xxh3_without_a_seed(void **state)
{
	(void)state;
	assert_true(number_hash(STR("")) == UINT64_C(0x2d06800538d394c2));
}

static void
what_is_drawn_with_a_hash_is_pinned(void **state)
{
	(void)state;
	assert_true(number_of_hash(0, 0) == UINT64_C(0x48218226ff3cd4bf));
	assert_true(number_of_hash(42, 1) == UINT64_C(0xc69f3558819af2c8));
	assert_true(number_of_hash(UINT64_MAX, UINT64_MAX) ==
	    UINT64_C(0x4650bc0eb3312e23));
}

static void
seeds_and_hashes_that_differ_draw_differently(void **state)
{
	uint64_t v[4096];

	(void)state;
	for (uint64_t i = 0; i < LENGTH(v); i++)
		v[i] = number_of_hash(i / 64, i % 64);
	sort_u64(v, LENGTH(v));
	for (size_t i = 1; i < LENGTH(v); i++)
		assert_true(v[i - 1] < v[i]);
}

static void
a_share_is_exact_and_its_halves_are_rounded_up(void **state)
{
	(void)state;
	assert_int_equal(number_share(900000000, 100), 90);
	/* 0.7 * 45 is 31.499999999999996 in binary. */
	assert_int_equal(number_share(700000000, 45), 32);
	assert_int_equal(number_share(500000000, 1), 1);
	assert_int_equal(number_share(499999999, 1), 0);
	assert_int_equal(number_share(0, 12345), 0);
	assert_int_equal(number_share(NUMBER_WHOLE, 12345), 12345);
	assert_true(number_share(NUMBER_WHOLE, UINT64_MAX) == UINT64_MAX);
	assert_true(number_share(900000000, UINT64_C(1000000000000000005)) ==
	    UINT64_C(900000000000000005));
}

static void
a_bound_is_exact(void **state)
{
	(void)state;
	assert_true(number_bound(0) == 0);
	assert_true(number_bound(500000000) == UINT64_C(1) << 63);
	assert_true(number_bound(900000000) == UINT64_C(16602069666338596454));
	assert_true(number_bound(1) == UINT64_C(18446744073));
	assert_true(
	    number_bound(NUMBER_WHOLE - 1) == UINT64_C(18446744055262807542));
}

static void
a_ratio_is_rounded_to_billionths(void **state)
{
	(void)state;
	assert_int_equal(number_ratio(9, 10), 900000000);
	assert_int_equal(number_ratio(1, 3), 333333333);
	assert_int_equal(number_ratio(2, 3), 666666667);
	assert_int_equal(number_ratio(0, 7), 0);
	assert_int_equal(number_ratio(7, 7), NUMBER_WHOLE);
	assert_int_equal(number_ratio(1, 2000000000), 1);
	assert_int_equal(number_ratio(1, 2000000001), 0);
}

/* Plans: records with the given hashes, split by shares in percent. */

struct case_ {
	struct plan plan;
	uint64_t *hashes; /* as given; the plan gets a copy */
	uint64_t *copy;
	size_t n;
	uint64_t seed;
	uint64_t counts[SIDES];
};

static void
begin(struct case_ *c, size_t n, uint64_t train, uint64_t test)
{
	uint64_t share[SIDES] = {
	    [TRAIN] = train * (NUMBER_WHOLE / 100),
	    [TEST] = test * (NUMBER_WHOLE / 100),
	};

	share[VALIDATION] = NUMBER_WHOLE - share[TRAIN] - share[TEST];
	*c = (struct case_){.n = n, .seed = 42};
	c->plan.nsides = test > 0 ? 3 : 2;
	c->hashes = mem_zero(n, sizeof(*c->hashes));
	c->copy = mem_zero(n, sizeof(*c->copy));
	for (size_t i = 0; i < n; i++)
		c->hashes[i] = number_hash(str_of((char *)&i, sizeof(i)));
	plan_want(&c->plan, share, n);
}

/* The hashes from `at` on become groups of equal ones. */
static size_t
add_groups(struct case_ *c, size_t at, size_t groups, size_t size)
{
	for (size_t g = 0; g < groups; g++, at += size)
		for (size_t i = 1; i < size; i++)
			c->hashes[at + i] = c->hashes[at];
	return at;
}

static enum side
shuffled_side(const struct case_ *c, size_t i)
{
	return plan_side(
	    &c->plan, number_of_hash(c->seed, c->hashes[i]), c->hashes[i]);
}

static void
shuffle(struct case_ *c)
{
	memcpy(c->copy, c->hashes, c->n * sizeof(*c->copy));
	plan_shuffle(&c->plan, c->copy, c->n, c->seed, false);
	memset(c->counts, 0, sizeof(c->counts));
	for (size_t i = 0; i < c->n; i++)
		c->counts[shuffled_side(c, i)]++;
}

static void
end(struct case_ *c)
{
	plan_free(&c->plan);
	free(c->hashes);
	free(c->copy);
}

static void
every_side_gets_exactly_its_share(void **state)
{
	struct case_ c;

	(void)state;
	for (size_t n = 0; n < 300; n += n < 40 ? 1 : 37)
		for (uint64_t train = 0; train <= 100; train += 10)
			for (uint64_t test = 0; train + test <= 100;
			     test += 50) {
				begin(&c, n, train, test);
				shuffle(&c);
				assert_memory_equal(
				    c.counts, c.plan.wanted, sizeof(c.counts));
				assert_int_equal(
				    c.counts[TRAIN], (n * train + 50) / 100);
				assert_int_equal(
				    c.counts[0] + c.counts[1] + c.counts[2], n);
				end(&c);
			}
}

static void
groups_do_not_keep_a_share_from_being_exact(void **state)
{
	struct case_ c;

	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		begin(&c, 1000, 90, seed % 2 * 5);
		c.seed = seed;
		add_groups(&c, add_groups(&c, 0, 10, 30), 20, 7);
		shuffle(&c);
		assert_int_equal(c.counts[TRAIN], 900);
		assert_in_range(c.counts[TEST],
		    c.plan.wanted[TEST] > 30 ? c.plan.wanted[TEST] - 30 : 0,
		    c.plan.wanted[TEST]);
		assert_int_equal(c.plan.duplicates, 10 * 29 + 20 * 6);
		end(&c);
	}
}

static void
where_groups_do_not_fit_the_nearest_count_is_reached(void **state)
{
	struct case_ c;

	(void)state;
	begin(&c, 120, 67, 0); /* wants 80 */
	add_groups(&c, 0, 4, 30);
	shuffle(&c);
	assert_int_equal(c.counts[TRAIN], 90);
	end(&c);

	begin(&c, 120, 62, 0); /* wants 74 */
	add_groups(&c, 0, 4, 30);
	shuffle(&c);
	assert_int_equal(c.counts[TRAIN], 60);
	end(&c);

	/* Of those that do not fit the smallest is nearest: 70 to 61. */
	begin(&c, 110, 55, 0);
	add_groups(&c, add_groups(&c, 0, 1, 30), 2, 40);
	for (c.seed = 0; c.seed < 50; c.seed++) {
		shuffle(&c);
		assert_int_equal(c.counts[TRAIN], 70);
	}
	end(&c);

	/* 20 is nearer to 18 than 10 is, but leaves nothing to validate. */
	begin(&c, 20, 90, 0);
	add_groups(&c, 0, 2, 10);
	shuffle(&c);
	assert_int_equal(c.counts[TRAIN], 10);
	end(&c);
}

static void
the_side_does_not_depend_on_the_order_of_the_input(void **state)
{
	enum side sides[500];
	struct case_ c;

	(void)state;
	begin(&c, LENGTH(sides), 80, 10);
	add_groups(&c, 100, 40, 5);
	shuffle(&c);
	for (size_t i = 0; i < c.n; i++)
		sides[i] = shuffled_side(&c, i);
	for (size_t i = 0; i < c.n / 2; i++) {
		uint64_t h = c.hashes[i];

		c.hashes[i] = c.hashes[c.n - 1 - i];
		c.hashes[c.n - 1 - i] = h;
	}
	shuffle(&c);
	for (size_t i = 0; i < c.n; i++)
		assert_int_equal(sides[i], shuffled_side(&c, c.n - 1 - i));
	end(&c);
}

static void
every_record_is_as_likely_as_any_other(void **state)
{
	enum { N = 20, SEEDS = 4000 };
	size_t picked[N] = {0};
	struct case_ c;

	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		begin(&c, N, 90, 0);
		c.seed = seed;
		shuffle(&c);
		for (size_t i = 0; i < N; i++)
			picked[i] += shuffled_side(&c, i) == VALIDATION;
		end(&c);
	}
	/* Expected 400; the standard deviation is 19. */
	for (size_t i = 0; i < N; i++)
		assert_in_range(picked[i], 400 - 95, 400 + 95);
}

static void
with_leak_equal_records_part(void **state)
{
	uint64_t counts[SIDES] = {0};
	struct case_ c;

	(void)state;
	begin(&c, 100, 90, 0);
	add_groups(&c, 0, 1, 100);
	plan_shuffle(&c.plan, c.hashes, c.n, c.seed, true);
	for (size_t i = 0; i < c.n; i++)
		counts[plan_side(&c.plan, number_of_place(c.seed, i), 0)]++;
	assert_int_equal(counts[TRAIN], 90);
	assert_int_equal(counts[VALIDATION], 10);
	assert_int_equal(c.plan.duplicates, 99);
	end(&c);
}

static void
a_number_of_validation_records_is_taken_from_training(void **state)
{
	struct case_ c;

	(void)state;
	begin(&c, 50, 90, 10);
	plan_want_count(&c.plan, 7);
	assert_int_equal(c.plan.wanted[TRAIN], 38);
	assert_int_equal(c.plan.wanted[VALIDATION], 7);
	assert_int_equal(c.plan.wanted[TEST], 5);
	plan_want_count(&c.plan, 1000);
	assert_int_equal(c.plan.wanted[TRAIN], 0);
	assert_int_equal(c.plan.wanted[VALIDATION], 45);
	end(&c);
}

static void
order_cuts_and_takes_repeats_to_the_earliest_side(void **state)
{
	/* a b c d e f | b g g | h c g: 50, 25, 25 per cent of 12 */
	static const uint64_t given[] = {1, 2, 3, 4, 5, 6, 2, 7, 7, 8, 3, 7};
	static const enum side want[] = {TRAIN, TRAIN, TRAIN, TRAIN, TRAIN,
	    TRAIN, TRAIN, VALIDATION, VALIDATION, TEST, TRAIN, VALIDATION};
	struct case_ c;

	(void)state;
	for (int leak = 0; leak < 2; leak++) {
		begin(&c, LENGTH(given), 50, 25);
		memcpy(c.copy, given, sizeof(given));
		plan_order(&c.plan, c.copy, leak);
		assert_int_equal(c.plan.duplicates, 4);
		for (size_t i = 0; i < c.n; i++)
			assert_int_equal(plan_side(&c.plan, i, given[i]),
			    !leak	? want[i]
				: i < 6 ? TRAIN
				: i < 9 ? VALIDATION
					: TEST);
		end(&c);
	}
}

static void
order_agrees_with_a_look_at_all_records_before(void **state)
{
	struct case_ c;
	uint64_t given[300];

	(void)state;
	for (uint64_t values = 1; values < 400; values += 3) {
		uint64_t repeats = 0;

		begin(&c, LENGTH(given), 50, values % 2 * 25);
		for (size_t i = 0; i < c.n; i++)
			given[i] = c.copy[i] =
			    number_of_place(values, i) % values;
		plan_order(&c.plan, c.copy, false);
		for (size_t i = 0, first; i < c.n; i++) {
			for (first = 0; given[first] != given[i];)
				first++;
			repeats += first < i;
			assert_int_equal(plan_side(&c.plan, i, given[i]),
			    first < c.plan.part[1]	 ? TRAIN
				: first < c.plan.part[2] ? VALIDATION
							 : TEST);
		}
		assert_int_equal(c.plan.duplicates, repeats);
		end(&c);
	}
}

static void
by_number_each_side_has_its_share_of_the_numbers(void **state)
{
	static const uint64_t share[SIDES] = {900000000, 50000000, 50000000};
	static const uint64_t all[SIDES] = {NUMBER_WHOLE, 0, 0};
	static const uint64_t none[SIDES] = {0, NUMBER_WHOLE, 0};
	struct plan p = {.nsides = 3};
	uint64_t bound = number_bound(900000000);

	(void)state;
	plan_by_number(&p, share);
	assert_int_equal(plan_side(&p, 0, 0), TRAIN);
	assert_int_equal(plan_side(&p, bound - 1, 0), TRAIN);
	assert_int_equal(plan_side(&p, bound, 0), VALIDATION);
	bound = number_bound(950000000);
	assert_int_equal(plan_side(&p, bound - 1, 0), VALIDATION);
	assert_int_equal(plan_side(&p, bound, 0), TEST);
	assert_int_equal(plan_side(&p, UINT64_MAX, 0), TEST);
	plan_by_number(&p, all);
	assert_int_equal(plan_side(&p, UINT64_MAX, 0), TRAIN);
	plan_by_number(&p, none);
	assert_int_equal(plan_side(&p, 0, 0), VALIDATION);
	plan_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_drawn_with_a_place_is_splitmix64),
	    cmocka_unit_test(the_hash_is_xxh3_without_a_seed),
	    cmocka_unit_test(what_is_drawn_with_a_hash_is_pinned),
	    cmocka_unit_test(seeds_and_hashes_that_differ_draw_differently),
	    cmocka_unit_test(a_share_is_exact_and_its_halves_are_rounded_up),
	    cmocka_unit_test(a_bound_is_exact),
	    cmocka_unit_test(a_ratio_is_rounded_to_billionths),
	    cmocka_unit_test(every_side_gets_exactly_its_share),
	    cmocka_unit_test(groups_do_not_keep_a_share_from_being_exact),
	    cmocka_unit_test(
		where_groups_do_not_fit_the_nearest_count_is_reached),
	    cmocka_unit_test(
		the_side_does_not_depend_on_the_order_of_the_input),
	    cmocka_unit_test(every_record_is_as_likely_as_any_other),
	    cmocka_unit_test(with_leak_equal_records_part),
	    cmocka_unit_test(
		a_number_of_validation_records_is_taken_from_training),
	    cmocka_unit_test(order_cuts_and_takes_repeats_to_the_earliest_side),
	    cmocka_unit_test(order_agrees_with_a_look_at_all_records_before),
	    cmocka_unit_test(by_number_each_side_has_its_share_of_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
