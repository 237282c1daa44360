/* SPDX-License-Identifier: MIT */
/* Comparisons by rows of 64, beside the tables of the textbook. */
#include "common/score/sequence.h"

#include "tests/unit/unit.h"

enum { LONG = 300 };

static size_t
lesser(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
plain_lcs(struct sequence a, struct sequence b)
{
	static size_t t[LONG + 1][LONG + 1];

	for (size_t i = 1; i <= a.n; i++)
		for (size_t j = 1; j <= b.n; j++)
			if (a.p[i - 1] == b.p[j - 1])
				t[i][j] = t[i - 1][j - 1] + 1;
			else if (t[i - 1][j] > t[i][j - 1])
				t[i][j] = t[i - 1][j];
			else
				t[i][j] = t[i][j - 1];
	return t[a.n][b.n];
}

static size_t
plain_distance(struct sequence a, struct sequence b)
{
	static size_t t[LONG + 1][LONG + 1];

	for (size_t i = 0; i <= a.n; i++)
		for (size_t j = 0; j <= b.n; j++) {
			t[i][j] = i == 0 ? j : i;
			if (i == 0 || j == 0)
				continue;
			t[i][j] = t[i - 1][j - 1] + (a.p[i - 1] != b.p[j - 1]);
			t[i][j] = lesser(t[i][j], t[i - 1][j] + 1);
			t[i][j] = lesser(t[i][j], t[i][j - 1] + 1);
		}
	return t[a.n][b.n];
}

static uint32_t
draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static void
both_are_what_the_tables_say(void **state)
{
	static const size_t sizes[] = {
	    0, 1, 2, 63, 64, 65, 100, 127, 128, 129, 192, 250, LONG};
	static const uint32_t alphabets[] = {1, 2, 3, 20, 1000};
	static uint32_t p[LONG], q[LONG];
	struct arena arena = {0};
	uint64_t seed = 7;

	(void)state;
	for (size_t i = 0; i < LENGTH(sizes); i++)
		for (size_t j = 0; j < LENGTH(sizes); j++)
			for (size_t k = 0; k < LENGTH(alphabets); k++) {
				struct sequence a = {p, sizes[i]};
				struct sequence b = {q, sizes[j]};
				uint32_t n = alphabets[k];

				for (size_t at = 0; at < LONG; at++) {
					p[at] = draw(&seed, n);
					q[at] = draw(&seed, 4) != 0
					    ? p[at]
					    : draw(&seed, n);
				}
				assert_int_equal(sequence_lcs(a, b, n, &arena),
				    plain_lcs(a, b));
				assert_int_equal(
				    sequence_distance(a, b, n, &arena),
				    plain_distance(a, b));
				arena_reset(&arena);
			}
	arena_free(&arena);
}

static void
what_both_begin_and_end_with_is_taken_off(void **state)
{
	static const uint32_t p[] = {1, 2, 3, 2, 1}, q[] = {1, 2, 1};
	struct sequence a = {p, 5}, b = {q, 3};

	(void)state;
	assert_int_equal(sequence_trim(&a, &b), 3);
	assert_int_equal(a.n, 2);
	assert_int_equal(b.n, 0);
	assert_int_equal(a.p[0], 3);
	a = b = (struct sequence){p, 5};
	assert_int_equal(sequence_trim(&a, &b), 5);
	assert_int_equal(a.n + b.n, 0);
	a = (struct sequence){p, 1};
	b = (struct sequence){p + 1, 1};
	assert_int_equal(sequence_trim(&a, &b), 0);
	assert_int_equal(a.n + b.n, 2);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(both_are_what_the_tables_say),
	    cmocka_unit_test(what_both_begin_and_end_with_is_taken_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
