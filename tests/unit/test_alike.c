/* SPDX-License-Identifier: MIT */
#include "common/text/alike.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/text/minhash.h"
#include "tests/unit/unit.h"

/* How many words a text has: numbers in a row, of a range of its own. */
enum { WORDS = 204, APART = 100000 };

static void
sign(unsigned char *signature, unsigned range, unsigned first)
{
	struct minhash m;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (unsigned i = 0; i < WORDS; i++)
		buf_printf(&b, "%u ", range * APART + first + i);
	minhash_init(&m);
	minhash_text(&m, buf_str(&b));
	assert_true(minhash_sign(&m, signature));
	minhash_free(&m);
	buf_free(&b);
}

static void
texts_that_look_alike_are_one_group(void **state)
{
	/* The last has 100, 0 and 196 of 200 shingles in common with others. */
	unsigned char s[4 * MINHASH_SIZE];
	uint32_t group[4];

	(void)state;
	sign(s, 0, 104);
	sign(s + MINHASH_SIZE, 1, 0);
	sign(s + 2 * MINHASH_SIZE, 0, 0);
	sign(s + 3 * MINHASH_SIZE, 0, 4);
	alike_find(s, 4, 0.8, group);
	assert_int_equal(group[0], 0);
	assert_int_equal(group[1], 1);
	assert_int_equal(group[2], 2);
	assert_int_equal(group[3], 2);
}

static void
a_threshold_of_one_wants_all_in_common(void **state)
{
	unsigned char s[3 * MINHASH_SIZE];
	uint32_t group[3];

	(void)state;
	sign(s, 0, 0);
	sign(s + MINHASH_SIZE, 0, 2);
	sign(s + 2 * MINHASH_SIZE, 0, 0);
	alike_find(s, 3, 1, group);
	assert_int_equal(group[0], 0);
	assert_int_equal(group[1], 1);
	assert_int_equal(group[2], 0);
}

static void
being_alike_is_passed_on(void **state)
{
	enum { LINKS = 30 };
	unsigned char s[LINKS * MINHASH_SIZE];
	uint32_t group[LINKS];

	(void)state;
	for (unsigned i = 0; i < LINKS; i++)
		sign(s + (size_t)i * MINHASH_SIZE, 0, 5 * i);
	assert_true(
	    minhash_likeness(s, s + (size_t)(LINKS - 1) * MINHASH_SIZE) < 0.5);
	alike_find(s, LINKS, 0.8, group);
	for (unsigned i = 0; i < LINKS; i++)
		assert_int_equal(group[i], 0);
}

static void
texts_without_words_are_like_none(void **state)
{
	unsigned char s[2 * MINHASH_SIZE] = {0};
	uint32_t group[2];

	(void)state;
	alike_find(s, 2, 0.5, group);
	assert_int_equal(group[0], 0);
	assert_int_equal(group[1], 1);
	alike_find(s, 0, 0.5, group);
}

/* Though more than a text is held against have two bands in common. */
static void
the_order_of_the_texts_makes_no_difference(void **state)
{
	enum { CLUSTERS = 100, EACH = 3, N = CLUSTERS * EACH };
	unsigned char *s = mem_zero(2 * N, MINHASH_SIZE);
	unsigned char *back = s + (size_t)N * MINHASH_SIZE;
	uint32_t a[N], b[N];

	(void)state;
	for (unsigned i = 0; i < N; i++) {
		unsigned char *p = s + (size_t)i * MINHASH_SIZE;

		sign(p, i / EACH, 3 * (i % EACH));
		memset(p, 7, 12);
		memcpy(
		    back + (size_t)(N - 1 - i) * MINHASH_SIZE, p, MINHASH_SIZE);
	}
	alike_find(s, N, 0.8, a);
	alike_find(back, N, 0.8, b);
	for (unsigned i = 0; i < N; i++) {
		assert_int_equal(a[i], i / EACH * EACH);
		assert_int_equal(b[i], i / EACH * EACH);
	}
	free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_that_look_alike_are_one_group),
	    cmocka_unit_test(a_threshold_of_one_wants_all_in_common),
	    cmocka_unit_test(being_alike_is_passed_on),
	    cmocka_unit_test(texts_without_words_are_like_none),
	    cmocka_unit_test(the_order_of_the_texts_makes_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
