/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/eval/shortname.c"

static void
expect(const char *name, size_t columns, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	shortname_write(&b, str_c(name), columns);
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
a_name_that_fits_stays(void **state)
{
	(void)state;
	expect("gpt-4o", 6, "gpt-4o");
	expect("", 1, "");
}

static void
of_a_longer_one_both_ends_are_left(void **state)
{
	(void)state;
	expect("ft:gpt-4o:acme::AbCd", 13, "ft:gp...:AbCd");
	expect("abcdef", 5, "a...f");
}

static void
no_character_is_cut(void **state)
{
	(void)state;
	/* Two ideographs, of two columns each, at either end. */
	expect("\xe6\x97\xa5\xe6\x9c\xac-------\xe6\x97\xa5\xe6\x9c\xac", 10,
	    "\xe6\x97\xa5...\xe6\x9c\xac");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_name_that_fits_stays),
	    cmocka_unit_test(of_a_longer_one_both_ends_are_left),
	    cmocka_unit_test(no_character_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
