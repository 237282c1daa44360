/* SPDX-License-Identifier: MIT */
/* The findings of a record in order, and their columns for other programs. */
#include "tests/unit/unit.h"

#include "tools/lint/findings.c"
#include "tools/lint/units.c"

enum { MANY = 1000 };

static struct finding made[MANY];

/* A list of n findings; `line` keeps where each stood. */
static struct findings
list_of(const size_t *columns, size_t n)
{
	struct findings list = {.end = &list.first};

	for (size_t i = 0; i < n; i++)
		made[i] = (struct finding){.column = columns[i],
		    .line = i,
		    .next = i + 1 < n ? &made[i + 1] : NULL};
	list.first = n > 0 ? &made[0] : NULL;
	return list;
}

static void
assert_sorted(const struct findings *list, size_t n)
{
	size_t seen = 0;

	for (const struct finding *f = list->first; f != NULL; f = f->next) {
		seen++;
		if (f->next == NULL)
			continue;
		assert_true(f->column <= f->next->column);
		if (f->column == f->next->column)
			assert_true(f->line < f->next->line);
	}
	assert_int_equal(seen, n);
}

static void
equal_columns_keep_their_order_in_lists_of_any_length(void **state)
{
	size_t columns[MANY];
	uint32_t random = 1;

	(void)state;
	for (size_t n = 0; n < MANY; n += n < 70 ? 1 : 61) {
		struct findings list;

		for (size_t i = 0; i < n; i++) {
			random = random * 1103515245 + 12345;
			columns[i] = random >> 16 & 63;
		}
		list = list_of(columns, n);
		findings_sort(&list);
		assert_sorted(&list, n);
	}
}

static void
columns_are_told_in_utf_16(void **state)
{
	/* a, e acute, U+1F600, a byte that is no UTF-8, b */
	struct str line = STR("a\xC3\xA9\xF0\x9F\x98\x80\xFF"
			      "b");
	struct units u;

	(void)state;
	units_init(&u, line);
	assert_int_equal(units_column(&u, 1), 1);
	assert_int_equal(units_column(&u, 2), 2);
	assert_int_equal(units_column(&u, 4), 3);
	assert_int_equal(units_column(&u, 8), 5);
	assert_int_equal(units_column(&u, 9), 6);
	assert_int_equal(units_column(&u, 10), 7);
	/* Back again, and behind the end. */
	assert_int_equal(units_column(&u, 4), 3);
	assert_int_equal(units_column(&u, 99), 7);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test(name)
	const struct CMUnitTest tests[] = {
	    TEST(equal_columns_keep_their_order_in_lists_of_any_length),
	    TEST(columns_are_told_in_utf_16),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
