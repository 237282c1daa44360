/* SPDX-License-Identifier: MIT */
/* The names of what stands between cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/io/delimiter.h"

static void
every_name_is_read_as_its_character(void **state)
{
	(void)state;
	for (size_t i = 0; i < DELIMITERS; i++) {
		char c = 'x';

		assert_true(delimiter_read(delimiters[i].name, &c));
		assert_int_equal(c, delimiters[i].c);
		assert_string_equal(delimiter_name(c), delimiters[i].name);
	}
}

static void
a_character_stands_for_itself(void **state)
{
	char c = 'x';

	(void)state;
	assert_true(delimiter_read("^", &c));
	assert_int_equal(c, '^');
	assert_null(delimiter_name('^'));
}

static void
what_is_no_delimiter_changes_nothing(void **state)
{
	static const char *const wrong[] = {
	    "", "\n", "\r", ",,", "commas", "Tab", "\xc3\xa9", "\xff"};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		char c = 'x';

		assert_false(delimiter_read(wrong[i], &c));
		assert_int_equal(c, 'x');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_name_is_read_as_its_character),
	    cmocka_unit_test(a_character_stands_for_itself),
	    cmocka_unit_test(what_is_no_delimiter_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
