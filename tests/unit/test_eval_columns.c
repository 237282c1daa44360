/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include "tools/eval/columns.c"

/* One column of that width, its lines between bars. */
static void
expect(size_t width, const char *text, enum style style, bool color,
    const char *want)
{
	struct column c[2];
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	column_init(&c[0], width, color);
	column_init(&c[1], 1, color);
	column_add(&c[0], str_c(text), style);
	column_end(&c[0]);
	columns_write(&b, c, 2, "|");
	assert_string_equal(buf_cstr(&b), want);
	column_free(&c[0]);
	column_free(&c[1]);
	buf_free(&b);
}

#define PLAIN(width, text, want) expect(width, text, STYLE_PLAIN, false, want)

static void
lines_break_between_words(void **state)
{
	(void)state;
	PLAIN(9, "one two three", "one two  |\nthree    |\n");
	PLAIN(7, "one two three", "one two|\nthree  |\n");
	PLAIN(3, "a\n\nb", "a  |\n   |\nb  |\n");
}

static void
a_word_wider_than_a_line_is_broken(void **state)
{
	(void)state;
	PLAIN(4, "ab cdefghij", "ab  |\ncdef|\nghij|\n");
}

static void
width_is_that_on_the_terminal(void **state)
{
	(void)state;
	/* Two ideographs of two columns each, an accent of none. */
	PLAIN(4, "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
	    "\xe6\x97\xa5\xe6\x9c\xac|\n\xe8\xaa\x9e  |\n");
	PLAIN(2, "e\xcc\x81xy", "e\xcc\x81x|\ny |\n");
	PLAIN(1, "\xe6\x97\xa5", "\xe6\x97\xa5|\n");
}

static void
what_would_drive_the_terminal_is_masked(void **state)
{
	(void)state;
	PLAIN(10, "\033[2J\r\xff", "\\x1b[2J   |\n\\xff      |\n");
}

static void
changes_are_marked_by_signs_or_by_colour(void **state)
{
	(void)state;
	expect(12, "a b", STYLE_MISSING, false, "[-a b-]     |\n");
	expect(12, "a", STYLE_MORE, false, "{+a+}       |\n");
	expect(4, "a", STYLE_MORE, true, "\033[4;32ma\033[0m   |\n");
	/* Every line has its own, so that the next column is not coloured. */
	expect(1, "a\nb", STYLE_HEAD, true,
	    "\033[1ma\033[0m|\n\033[1mb\033[0m|\n");
}

static void
columns_stand_beside_each_other(void **state)
{
	struct column c[2];
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	column_init(&c[0], 3, false);
	column_init(&c[1], 3, false);
	column_add(&c[0], STR("a"), STYLE_PLAIN);
	column_end(&c[0]);
	column_end(&c[0]);
	column_add(&c[1], STR("b\nc"), STYLE_PLAIN);
	column_end(&c[1]);
	columns_write(&b, c, 2, " | ");
	assert_string_equal(buf_cstr(&b), "a   | b\n    | c\n");
	column_free(&c[0]);
	column_free(&c[1]);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_break_between_words),
	    cmocka_unit_test(a_word_wider_than_a_line_is_broken),
	    cmocka_unit_test(width_is_that_on_the_terminal),
	    cmocka_unit_test(what_would_drive_the_terminal_is_masked),
	    cmocka_unit_test(changes_are_marked_by_signs_or_by_colour),
	    cmocka_unit_test(columns_stand_beside_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
