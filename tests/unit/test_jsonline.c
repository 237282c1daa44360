/* SPDX-License-Identifier: MIT */
#include "common/json/jsonline.h"
#include "tests/unit/unit.h"

static void
assert_line(const char *json, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	jsonline_add(&b, str_c(json));
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
blanks_between_tokens_go(void **state)
{
	(void)state;
	assert_line(" {\n\t\"a\" : [ 1 , 2.0e1 ] ,\r\n \"b\":null } \n",
	    "{\"a\":[1,2.0e1],\"b\":null}");
	assert_line("", "");
	assert_line("  ", "");
}

static void
blanks_in_strings_stay(void **state)
{
	(void)state;
	assert_line("[ \"a b\" , \" \\\" c \" , \"\\\\\" , \" \" ]",
	    "[\"a b\",\" \\\" c \",\"\\\\\",\" \"]");
	assert_line("\"0123456789 0123456789 0123456789 \" ",
	    "\"0123456789 0123456789 0123456789 \"");
}

static void
what_is_cut_off_is_taken_as_it_is(void **state)
{
	(void)state;
	assert_line("\"abc ", "\"abc ");
	assert_line("\"abc\\", "\"abc\\");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blanks_between_tokens_go),
	    cmocka_unit_test(blanks_in_strings_stay),
	    cmocka_unit_test(what_is_cut_off_is_taken_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
