/* SPDX-License-Identifier: MIT */
#include "common/base/arena.h"
#include "tests/unit/child.h"

#include <stdalign.h>

enum { MANY = 5000 };

static void
what_is_taken_is_aligned_and_apart(void **state)
{
	static char *taken[MANY];
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < MANY; i++) {
		taken[i] = arena_take(&a, i % 97, 1);
		assert_int_equal((uintptr_t)taken[i] % alignof(max_align_t), 0);
		memset(taken[i], (int)(i % 251), i % 97);
	}
	for (size_t i = 0; i < MANY; i++)
		for (size_t j = 0; j < i % 97; j++)
			assert_int_equal((unsigned char)taken[i][j], i % 251);
	arena_free(&a);
}

static void
zeroed_memory_is_zero_also_when_used_before(void **state)
{
	struct arena a;
	char *p;

	(void)state;
	arena_init(&a);
	memset(arena_take(&a, 1000, 1), 'x', 1000);
	arena_reset(&a);
	p = arena_zero(&a, 10, 100);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	arena_free(&a);
}

static void
a_reset_arena_gives_the_same_memory_again(void **state)
{
	struct arena a;
	void *first;

	(void)state;
	arena_init(&a);
	first = arena_take(&a, 100, 1);
	arena_reset(&a);
	assert_ptr_equal(arena_take(&a, 100, 1), first);
	arena_free(&a);
}

static void
one_huge_thing_does_not_stay(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	memset(arena_take(&a, 10, 1 << 20), 'x', 10 << 20);
	arena_reset(&a);
	assert_null(a.block);
	memset(arena_take(&a, 10, 1), 'x', 10);
	arena_free(&a);
}

static void
an_arena_of_zero_bytes_is_ready(void **state)
{
	struct arena a = {0};

	(void)state;
	arena_reset(&a);
	assert_non_null(arena_take(&a, 1, 1));
	arena_free(&a);
	arena_free(&a);
	assert_non_null(arena_take(&a, 0, 8));
	arena_free(&a);
}

static void
a_copy_stands_by_itself(void **state)
{
	struct arena a;
	char text[] = "a\0b";
	struct str copy;

	(void)state;
	arena_init(&a);
	copy = arena_copy(&a, str_of(text, 3));
	text[0] = 'x';
	assert_int_equal(copy.n, 3);
	assert_memory_equal(copy.p, "a\0b", 3);
	assert_int_equal(arena_copy(&a, str_of(NULL, 0)).n, 0);
	arena_free(&a);
}

static void
room_that_is_kept_is_not_given_again(void **state)
{
	struct arena a;
	size_t n, less;
	char *p;

	(void)state;
	arena_init(&a);
	p = arena_room(&a, &n);
	assert_true(n > 100);
	memset(p, 'x', n);
	assert_ptr_equal(arena_room(&a, &less), p);
	arena_keep(&a, 100);
	assert_true((char *)arena_zero(&a, 1, 1) >= p + 100);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(p[i], 'x');
	arena_room(&a, &less);
	assert_true(less <= n - 101);
	arena_keep(&a, less);
	memset(arena_room(&a, &n), 'y', 1);
	assert_true(n > 0);
	assert_int_equal(p[99], 'x');
	arena_free(&a);
}

static void
take_too_much(void *arena)
{
	void *p = arena_take(arena, SIZE_MAX / 4, 8);

	(void)p;
}

static void
a_product_that_overflows_ends_the_program(void **state)
{
	struct arena a;
	struct buf said;

	(void)state;
	arena_init(&a);
	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(child_run(2, &said, take_too_much, &a), 4);
	assert_str(buf_str(&said),
	    "ft: error: more memory is wanted than there can be\n");
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_taken_is_aligned_and_apart),
	    cmocka_unit_test(zeroed_memory_is_zero_also_when_used_before),
	    cmocka_unit_test(a_reset_arena_gives_the_same_memory_again),
	    cmocka_unit_test(one_huge_thing_does_not_stay),
	    cmocka_unit_test(an_arena_of_zero_bytes_is_ready),
	    cmocka_unit_test(a_copy_stands_by_itself),
	    cmocka_unit_test(room_that_is_kept_is_not_given_again),
	    cmocka_unit_test(a_product_that_overflows_ends_the_program),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
