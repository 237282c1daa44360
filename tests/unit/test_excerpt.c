/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/lint/excerpt.c"

static struct buf got;

static int
set_up(void **state)
{
	(void)state;
	buf_init(&got, BUF_NO_MAX);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_free(&got);
	return 0;
}

static void
assert_excerpt(
    const char *line, size_t off, size_t end, size_t columns, const char *want)
{
	struct excerpt e = {.line = str_c(line),
	    .number = 7,
	    .off = off,
	    .end = end,
	    .columns = columns,
	    .color = ""};

	buf_clear(&got);
	excerpt_write(&got, &e);
	assert_string_equal(buf_cstr(&got), want);
}

static void
a_short_line_is_shown_whole(void **state)
{
	(void)state;
	assert_excerpt("{\"role\":\"boss\"}", 8, 14, 80,
	    "    7 | {\"role\":\"boss\"}\n"
	    "      |         ^~~~~~\n");
}

static void
without_an_end_one_place_is_marked(void **state)
{
	(void)state;
	assert_excerpt("abc", 1, 0, 80, "    7 | abc\n      |  ^\n");
}

static void
behind_the_line_the_mark_stands_alone(void **state)
{
	(void)state;
	assert_excerpt("abc", 3, 0, 80, "    7 | abc\n      |    ^\n");
	assert_excerpt("", 0, 0, 80, "    7 | \n      | ^\n");
	assert_excerpt("abc", 9, 12, 80, "    7 | abc\n      |    ^\n");
}

static void
of_a_long_line_what_stands_around_is_shown(void **state)
{
	(void)state;
	/* 30 columns: 8 for the number, 7 before the mark, 15 from it on. */
	assert_excerpt("abcdefghijklmnopqrstuvwxyz0123456789", 13, 16, 30,
	    "    7 | ...jklmnopqrstuvwxy...\n"
	    "      |        ^~~\n");
	assert_excerpt("abcdefghijklmnopqrstuvwxyz0123456789", 1, 36, 30,
	    "    7 | abcdefghijklmnopqrs...\n"
	    "      |  ^~~~~~~~~~~~~~~~~~\n");
}

static void
the_mark_stands_right_behind_wide_and_combining_characters(void **state)
{
	(void)state;
	/* Two of two columns, and an accent of none. */
	assert_excerpt("\xE6\xBC\xA2\xE5\xAD\x97"
		       "e\xCC\x81!\xE6\xBC\xA2.",
	    9, 13, 80,
	    "    7 | \xE6\xBC\xA2\xE5\xAD\x97"
	    "e\xCC\x81!\xE6\xBC\xA2.\n"
	    "      |      ^~~\n");
}

static void
what_drives_a_terminal_is_masked(void **state)
{
	(void)state;
	assert_excerpt("\033[2Jx\xE9y", 4, 6, 80,
	    "    7 | \\x1b[2Jx\\xe9y\n"
	    "      |        ^~~~~\n");
}

static void
a_character_is_not_cut_at_the_left(void **state)
{
	char line[600];

	(void)state;
	for (size_t i = 0; i < 597; i += 3)
		memcpy(line + i, "\xE6\xBC\xA2", 3);
	line[597] = '\0';
	/* 600 bytes back are more than fit; so are 80 from a limit within. */
	for (size_t columns = 28; columns < 60; columns++) {
		struct excerpt e = {.line = str_c(line),
		    .number = 1,
		    .off = 594,
		    .columns = columns,
		    .color = ""};

		buf_clear(&got);
		excerpt_write(&got, &e);
		assert_null(strstr(buf_cstr(&got), "\\x"));
	}
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_short_line_is_shown_whole),
	    TEST(without_an_end_one_place_is_marked),
	    TEST(behind_the_line_the_mark_stands_alone),
	    TEST(of_a_long_line_what_stands_around_is_shown),
	    TEST(the_mark_stands_right_behind_wide_and_combining_characters),
	    TEST(what_drives_a_terminal_is_masked),
	    TEST(a_character_is_not_cut_at_the_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
