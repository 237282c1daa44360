/* SPDX-License-Identifier: MIT */
/* What the rules for all examples of a file remember. */
#include "tests/unit/unit.h"

#include "tools/lint/hashes.c"
#include "tools/lint/tops.c"

static void
what_was_seen_is_found_with_its_first_line(void **state)
{
	struct hashes s = {0};

	(void)state;
	assert_null(hashes_find(&s, 7));
	for (uint32_t i = 1; i <= 100000; i++)
		assert_null(hashes_add(&s,
		    (struct hash_entry){i * 0x9E3779B97F4A7C15u, i, i % 5}));
	for (uint32_t i = 1; i <= 100000; i++) {
		struct hash_entry again = {i * 0x9E3779B97F4A7C15u, 0, 9};
		const struct hash_entry *first = hashes_add(&s, again);

		assert_non_null(first);
		assert_int_equal(first->line, i);
		assert_int_equal(first->more, i % 5);
		assert_ptr_equal(hashes_find(&s, again.hash), first);
	}
	assert_int_equal(s.n, 100000);
	assert_null(hashes_find(&s, 12345));
	hashes_free(&s);
	assert_null(hashes_find(&s, 7));
}

static void
few_things_are_counted_exactly(void **state)
{
	static struct tops t;

	(void)state;
	t = (struct tops){.n = 0};
	assert_null(tops_most(&t));
	for (uint64_t i = 0; i < 1000; i++)
		tops_add(&t, 1 + i % 10, "a text", 6);
	assert_false(t.forgetful);
	assert_int_equal(t.nv, 10);
	assert_int_equal(tops_most(&t)->n, 100);
	assert_int_equal(tops_least(&t)->n, 100);
	assert_int_equal(tops_most(&t)->length, 6);
}

static void
what_is_frequent_is_found_among_many(void **state)
{
	static struct tops t;
	uint64_t n = 0;

	(void)state;
	t = (struct tops){.n = 0};
	for (uint64_t i = 0; i < 100000; i++) {
		bool one = i % 4 == 0;

		n += one;
		tops_add(&t, one ? 1 : 1000 + i, one ? "one" : "x", 1);
	}
	assert_true(t.forgetful);
	assert_int_equal(t.n, 100000);
	assert_int_equal(tops_most(&t)->hash, 1);
	assert_in_range(tops_most(&t)->n, n - t.n / (TOPS + 1), n);
}

static void
a_long_text_is_cut(void **state)
{
	static struct tops t;
	char text[2 * TOPS_TEXT] = "long";

	(void)state;
	t = (struct tops){.n = 0};
	tops_add(&t, 1, text, sizeof(text));
	assert_int_equal(t.v[0].length, TOPS_TEXT);
	tops_add(&t, 2, NULL, 0);
	assert_int_equal(t.v[1].length, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_seen_is_found_with_its_first_line),
	    cmocka_unit_test(few_things_are_counted_exactly),
	    cmocka_unit_test(what_is_frequent_is_found_among_many),
	    cmocka_unit_test(a_long_text_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
