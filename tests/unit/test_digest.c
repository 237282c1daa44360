/* SPDX-License-Identifier: MIT */
/* The digests that a manifest is proved by. */
#include "tools/split/digest.c"

#include "tests/unit/unit.h"

/* What other programs that know XXH3 with 128 bits say of "a". */
static void
the_digest_of_a_record_is_its_hash(void **state)
{
	struct digest d = {0};

	(void)state;
	digest_record(&d, STR("a"));
	assert_true(d.high == UINT64_C(0xa96faf705af16834));
	assert_true(d.low == UINT64_C(0xe6c632b61e964e1f));
	assert_int_equal(d.bytes, 1);
}

static void
the_order_makes_no_difference_and_parts_add_up(void **state)
{
	struct digest a = {0}, b = {0}, rest = {0};

	(void)state;
	for (char c = 'a'; c <= 'z'; c++) {
		digest_record(&a, str_of(&c, 1));
		digest_record(c % 3 == 0 ? &b : &rest, str_of(&c, 1));
	}
	digest_add(&b, &rest);
	assert_memory_equal(&a, &b, sizeof(a));
}

static void
a_carry_is_not_lost(void **state)
{
	struct digest a = {.high = 1, .low = UINT64_MAX, .bytes = 3};
	struct digest b = {.high = UINT64_MAX, .low = 2, .bytes = 4};

	(void)state;
	digest_add(&a, &b);
	assert_true(a.high == 1);
	assert_true(a.low == 1);
	assert_int_equal(a.bytes, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_digest_of_a_record_is_its_hash),
	    cmocka_unit_test(the_order_makes_no_difference_and_parts_add_up),
	    cmocka_unit_test(a_carry_is_not_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
