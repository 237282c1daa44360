/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "common/text/grid.h"

static void
assert_written(const struct grid *g, const char *want)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	grid_write(g, &text);
	assert_str(buf_str(&text), want);
	buf_free(&text);
}

static void
columns_are_as_wide_as_their_widest_cell(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "lrl");
	grid_cell(&g, STR("id"));
	grid_cell(&g, STR("bytes"));
	grid_cell(&g, STR("name"));
	grid_cell(&g, STR("file-1"));
	grid_number(&g, 1234567);
	grid_cell(&g, STR("a"));
	assert_written(&g,
	    "id          bytes  name\n"
	    "file-1  1,234,567  a\n");
	grid_free(&g);
}

static void
width_is_counted_in_columns_of_the_terminal(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "ll");
	grid_cell(&g, STR("\xe6\x97\xa5")); /* two columns wide */
	grid_cell(&g, STR("x"));
	grid_cell(&g, STR("abc"));
	grid_cell(&g, STR("y"));
	assert_written(&g, "\xe6\x97\xa5   x\nabc  y\n");
	grid_free(&g);
}

static void
no_line_ends_in_blanks(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "lll");
	grid_cell(&g, STR("a"));
	grid_cell(&g, STR(""));
	grid_cell(&g, STR(""));
	grid_cell(&g, STR("b"));
	grid_cell(&g, STR(""));
	grid_cell(&g, STR("c"));
	assert_written(&g, "a\nb    c\n");
	grid_free(&g);
}

static void
what_would_drive_a_terminal_is_masked(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "l");
	grid_cell(&g, STR("\033[2J"));
	assert_written(&g, "\\x1b[2J\n");
	grid_free(&g);
}

static void
what_is_not_known_is_a_dash(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "lrl");
	grid_text(&g, STR(""));
	grid_number(&g, INT64_MIN);
	grid_time(&g, INT64_MIN);
	grid_text(&g, STR("a"));
	grid_number(&g, 0);
	grid_time(&g, INT64_MAX);
	assert_written(&g, "-  -  -\na  0  -\n");
	grid_free(&g);
}

static void
a_time_is_told_in_utc(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "l");
	grid_time(&g, 1795250977);
	assert_written(&g, "2026-11-21 08:49\n");
	grid_free(&g);
}

static void
a_row_that_is_not_full_is_left_out(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, "ll");
	for (int i = 0; i < 301; i++)
		grid_cell(&g, STR("a"));
	{
		struct buf text;

		buf_init(&text, BUF_NO_MAX);
		grid_write(&g, &text);
		assert_int_equal(text.n, 150 * 5);
		buf_free(&text);
	}
	grid_free(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
	    cmocka_unit_test(width_is_counted_in_columns_of_the_terminal),
	    cmocka_unit_test(no_line_ends_in_blanks),
	    cmocka_unit_test(what_would_drive_a_terminal_is_masked),
	    cmocka_unit_test(what_is_not_known_is_a_dash),
	    cmocka_unit_test(a_time_is_told_in_utc),
	    cmocka_unit_test(a_row_that_is_not_full_is_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
