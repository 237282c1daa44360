/* SPDX-License-Identifier: MIT */
#include "common/base/str.h"
#include "tests/unit/unit.h"

static void
a_null_c_string_is_empty(void **state)
{
	(void)state;
	assert_int_equal(str_c(NULL).n, 0);
	assert_int_equal(str_c("").n, 0);
	assert_true(str_eq(str_c(NULL), str_c("")));
	assert_true(str_is(str_of(NULL, 0), ""));
}

static void
a_literal_keeps_its_nul_bytes(void **state)
{
	(void)state;
	assert_int_equal(STR("a\0b").n, 3);
	assert_true(str_eq(STR("a\0b"), str_of("a\0b", 3)));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_is(STR("a\0b"), "a"));
}

static void
beginnings_and_ends_are_found(void **state)
{
	struct str s = STR("validation.jsonl");

	(void)state;
	assert_true(str_starts(s, STR("valid")));
	assert_true(str_starts(s, s));
	assert_true(str_starts(s, STR("")));
	assert_false(str_starts(s, STR("alid")));
	assert_false(str_starts(STR("val"), STR("valid")));
	assert_true(str_ends(s, STR(".jsonl")));
	assert_true(str_ends(s, s));
	assert_true(str_ends(s, STR("")));
	assert_false(str_ends(s, STR(".json")));
	assert_false(str_ends(STR("l"), STR("jsonl")));
}

static void
order_is_that_of_bytes_and_then_of_length(void **state)
{
	(void)state;
	assert_int_equal(str_cmp(STR("same"), STR("same")), 0);
	assert_int_equal(str_cmp(STR(""), str_of(NULL, 0)), 0);
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("b"), STR("a")) > 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR("\x7f"), STR("\x80")) < 0);
	assert_true(str_cmp(STR("a\0b"), STR("a\0c")) < 0);
}

static void
a_byte_is_found_or_the_end(void **state)
{
	struct str s = STR("a,b\0,");

	(void)state;
	assert_int_equal(str_find(s, ','), 1);
	assert_int_equal(str_find(s, '\0'), 3);
	assert_int_equal(str_find(s, ';'), 5);
	assert_int_equal(str_find(str_of(NULL, 0), ','), 0);
}

static void
a_needle_is_found_at_every_place(void **state)
{
	char hay[16];

	(void)state;
	for (size_t at = 0; at + 3 <= sizeof(hay); at++) {
		memset(hay, 'a', sizeof(hay));
		memcpy(hay + at, "aab", 3);
		assert_int_equal(
		    str_search(str_of(hay, sizeof(hay)), STR("aab")), at);
	}
	assert_int_equal(str_search(STR("aaa"), STR("ab")), 3);
	assert_int_equal(str_search(STR("aa"), STR("aab")), 2);
	assert_int_equal(str_search(STR("aa"), STR("")), 0);
	assert_int_equal(str_search(STR(""), STR("a")), 0);
	assert_int_equal(str_search(str_of(NULL, 0), STR("")), 0);
}

static void
blanks_are_trimmed_at_both_ends_only(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t\r\na b\n\r\t ")), "a b");
	assert_str(str_trim(STR("ab")), "ab");
	assert_str(str_trim(STR(" \n ")), "");
	assert_str(str_trim(str_of(NULL, 0)), "");
	assert_int_equal(str_trim(STR("\xc2\xa0")).n, 2);
}

static void
pieces_come_in_order_and_empty_ones_count(void **state)
{
	struct str rest = STR("a,,b,"), piece;
	static const char *const want[] = {"a", "", "b", ""};

	(void)state;
	for (size_t i = 0; i < LENGTH(want); i++) {
		assert_true(str_split(&rest, ',', &piece));
		assert_str(piece, want[i]);
	}
	assert_false(str_split(&rest, ',', &piece));
	assert_null(rest.p);
	assert_false(str_split(&rest, ',', &piece));
}

static void
the_one_piece_of_nothing_is_empty(void **state)
{
	struct str rest = STR(""), piece = STR("x");

	(void)state;
	assert_true(str_split(&rest, ',', &piece));
	assert_int_equal(piece.n, 0);
	assert_false(str_split(&rest, ',', &piece));
}

static void
what_is_left_begins_where_it_is_told(void **state)
{
	(void)state;
	assert_str(str_from(STR("abc"), 0), "abc");
	assert_str(str_from(STR("abc"), 2), "c");
	assert_str(str_from(STR("abc"), 3), "");
	assert_null(str_from(str_of(NULL, 0), 0).p);
}

static void
what_was_sorted_is_found(void **state)
{
	struct str v[] = {STR("b"), STR("a\0b"), STR(""), STR("ab"), STR("a"),
	    STR("\xff"), STR("b")};

	(void)state;
	for (size_t n = 0; n <= LENGTH(v); n++) {
		struct str sorted[LENGTH(v)];

		memcpy(sorted, v, sizeof(v));
		str_sort(sorted, n);
		for (size_t i = 1; i < n; i++)
			assert_true(str_cmp(sorted[i - 1], sorted[i]) <= 0);
		for (size_t i = 0; i < LENGTH(v); i++)
			assert_int_equal(str_among(sorted, n, v[i]),
			    i < n || (i == 6 && n > 0));
		assert_false(str_among(sorted, n, STR("aa")));
	}
	assert_false(str_among(NULL, 0, STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_null_c_string_is_empty),
	    cmocka_unit_test(a_literal_keeps_its_nul_bytes),
	    cmocka_unit_test(beginnings_and_ends_are_found),
	    cmocka_unit_test(order_is_that_of_bytes_and_then_of_length),
	    cmocka_unit_test(a_byte_is_found_or_the_end),
	    cmocka_unit_test(a_needle_is_found_at_every_place),
	    cmocka_unit_test(blanks_are_trimmed_at_both_ends_only),
	    cmocka_unit_test(pieces_come_in_order_and_empty_ones_count),
	    cmocka_unit_test(the_one_piece_of_nothing_is_empty),
	    cmocka_unit_test(what_is_left_begins_where_it_is_told),
	    cmocka_unit_test(what_was_sorted_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
