/* SPDX-License-Identifier: MIT */
#include "common/base/buf.h"
#include "tests/unit/unit.h"

static void
a_new_buffer_is_empty_and_owns_nothing(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_null(b.p);
	assert_int_equal(b.n, 0);
	assert_false(b.over);
	assert_int_equal(buf_str(&b).n, 0);
	buf_free(&b);
}

static void
what_is_added_stands_in_order(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(buf_adds(&b, "tokens"));
	assert_true(buf_addc(&b, ':'));
	assert_true(buf_add(&b, " \0", 2));
	assert_true(buf_add_str(&b, STR("n=")));
	assert_true(buf_printf(&b, "%d%s", 12, "!"));
	assert_int_equal(b.n, 14);
	assert_memory_equal(b.p, "tokens: \0n=12!", 14);
	buf_free(&b);
}

static void
every_size_up_to_the_ceiling_fits_and_one_more_does_not(void **state)
{
	(void)state;
	for (size_t max = 0; max < 600; max++) {
		struct buf b;

		buf_init(&b, max);
		for (size_t i = 0; i < max; i++)
			assert_true(buf_addc(&b, (char)i));
		assert_false(b.over);
		assert_false(buf_addc(&b, 'x'));
		assert_true(b.over);
		assert_int_equal(b.n, max);
		for (size_t i = 0; i < max; i++)
			assert_int_equal(b.p[i], (char)i);
		buf_free(&b);
	}
}

static void
adding_past_max_fails_and_changes_nothing(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	assert_true(buf_adds(&b, "abc"));
	assert_false(buf_adds(&b, "def"));
	assert_true(b.over);
	assert_str(buf_str(&b), "abc");
	assert_false(buf_printf(&b, "%d", 1000));
	assert_str(buf_str(&b), "abc");
	assert_null(buf_room(&b, 3));
	assert_null(buf_room(&b, SIZE_MAX));
	assert_true(buf_printf(&b, "%d", 10));
	assert_str(buf_str(&b), "abc10");
	assert_true(b.over); /* until it is cleared */
	buf_free(&b);
}

static void
clearing_keeps_memory_and_forgets_over(void **state)
{
	struct buf b;
	char *p;

	(void)state;
	buf_init(&b, 3);
	buf_adds(&b, "abc");
	buf_addc(&b, 'd');
	p = b.p;
	buf_clear(&b);
	assert_int_equal(b.n, 0);
	assert_false(b.over);
	assert_ptr_equal(b.p, p);
	buf_free(&b);
}

static void
shrinking_gives_only_large_memory_back(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "small");
	buf_shrink(&b, 1 << 16);
	assert_non_null(b.p);
	assert_int_equal(b.n, 0);
	assert_non_null(buf_room(&b, 1 << 20));
	buf_shrink(&b, 1 << 16);
	assert_null(b.p);
	assert_true(buf_adds(&b, "again"));
	assert_str(buf_str(&b), "again");
	buf_free(&b);
}

static void
a_freed_buffer_keeps_its_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 2);
	buf_adds(&b, "ab");
	buf_free(&b);
	assert_true(buf_adds(&b, "cd"));
	assert_false(buf_addc(&b, 'e'));
	buf_free(&b);
}

static void
nothing_can_be_added_to_an_empty_buffer(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	assert_true(buf_add(&b, NULL, 0));
	assert_true(buf_adds(&b, ""));
	assert_true(buf_printf(&b, "%s", ""));
	assert_non_null(buf_room(&b, 0));
	assert_false(b.over);
	assert_int_equal(b.n, 0);
	buf_free(&b);
}

static void
a_c_string_ends_also_where_memory_and_ceiling_end(void **state)
{
	(void)state;
	for (size_t n = 0; n < 600; n++) {
		struct buf b;

		buf_init(&b, n);
		for (size_t i = 0; i < n; i++)
			buf_addc(&b, 'x');
		assert_int_equal(strlen(buf_cstr(&b)), n);
		assert_int_equal(b.n, n);
		assert_false(b.over);
		buf_free(&b);
	}
}

static void
printing_fits_at_every_place(void **state)
{
	(void)state;
	for (size_t before = 0; before < 300; before++) {
		struct buf b;

		buf_init(&b, before + 3);
		for (size_t i = 0; i < before; i++)
			buf_addc(&b, '.');
		assert_true(buf_printf(&b, "%s", "abc"));
		assert_memory_equal(b.p + before, "abc", 3);
		assert_false(buf_printf(&b, "%c", 'd'));
		buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_new_buffer_is_empty_and_owns_nothing),
	    cmocka_unit_test(what_is_added_stands_in_order),
	    cmocka_unit_test(
		every_size_up_to_the_ceiling_fits_and_one_more_does_not),
	    cmocka_unit_test(adding_past_max_fails_and_changes_nothing),
	    cmocka_unit_test(clearing_keeps_memory_and_forgets_over),
	    cmocka_unit_test(shrinking_gives_only_large_memory_back),
	    cmocka_unit_test(a_freed_buffer_keeps_its_ceiling),
	    cmocka_unit_test(nothing_can_be_added_to_an_empty_buffer),
	    cmocka_unit_test(a_c_string_ends_also_where_memory_and_ceiling_end),
	    cmocka_unit_test(printing_fits_at_every_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
