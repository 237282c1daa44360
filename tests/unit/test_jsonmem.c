/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/base/mem.h"
#include "common/json/jsonmem.h"

/* Is p n bytes of c? */
static void
holds(const char *p, char c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != c)
			fail_msg("byte %zu of %zu is %02x", i, n, p[i]);
}

static void
pieces_are_aligned_and_do_not_overlap(void **state)
{
	static char *pieces[200];
	struct jsonmem m = {0};

	(void)state;
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		pieces[i] = jsonmem_alloc(&m, 3 * i);
		assert_int_equal(
		    (uintptr_t)pieces[i] % alignof(max_align_t), 0);
		memset(pieces[i], (int)(i % 100), 3 * i);
	}
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		holds(pieces[i], (char)(i % 100), 3 * i);
		jsonmem_free(&m, pieces[i]);
	}
	jsonmem_free_block(&m);
}

/* From the block to a larger piece of it, and to the system's memory. */
static void
a_piece_that_grows_keeps_what_it_holds(void **state)
{
	struct jsonmem m = {0};
	char *p = jsonmem_realloc(&m, NULL, 10), *other;
	size_t n = 10;

	(void)state;
	for (; n < 1 << 20; n *= 3) {
		memset(p, 'x', n);
		other = jsonmem_alloc(&m, 10);
		memset(other, 'y', 10);
		p = jsonmem_realloc(&m, p, 3 * n);
		holds(p, 'x', n);
		holds(other, 'y', 10);
		jsonmem_free(&m, other);
	}
	jsonmem_free(&m, p);
	jsonmem_free(&m, NULL);
	jsonmem_free_block(&m);
}

static void
a_reset_gives_the_same_memory_again(void **state)
{
	struct jsonmem m = {0};
	void *first = jsonmem_alloc(&m, 100);

	(void)state;
	jsonmem_free(&m, jsonmem_alloc(&m, 100000));
	jsonmem_reset(&m);
	assert_ptr_equal(jsonmem_alloc(&m, 100), first);
	jsonmem_free_block(&m);
	assert_null(m.block);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_are_aligned_and_do_not_overlap),
	    cmocka_unit_test(a_piece_that_grows_keeps_what_it_holds),
	    cmocka_unit_test(a_reset_gives_the_same_memory_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
