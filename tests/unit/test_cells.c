/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tools/csv2jsonl/cells.c"
#include "tools/csv2jsonl/dialect.c"

static struct arena arena;

static void
assert_cell(struct str got, const char *want)
{
	assert_true(str_is(got, want));
}

static void
white_space_of_unicode_is_trimmed_at_both_ends(void **state)
{
	struct csvin_cell cells[] = {{STR(" a b\r\n"), 0},
	    {STR("\xc2\xa0\xe3\x80\x80x\xe2\x80\xa9"), 0}, {STR(" \t "), 0},
	    {STR(""), 0}, {STR("\xe2\x80\x8b"), 0}};
	struct csvin_row row = {.cells = cells, .n = LENGTH(cells)};

	(void)state;
	cells_trim(&row);
	assert_cell(cells[0].text, "a b");
	assert_cell(cells[1].text, "x");
	assert_cell(cells[2].text, "");
	assert_cell(cells[3].text, "");
	/* A zero width space is no White_Space. */
	assert_cell(cells[4].text, "\xe2\x80\x8b");
}

static void
cells_are_normalised_as_asked(void **state)
{
	struct csvin_cell cells[] = {
	    {STR("Cafe\xcc\x81"), 0}, {STR("\xef\xac\x81"), 0}, {STR("x"), 0}};
	struct csvin_row row = {.cells = cells, .n = LENGTH(cells)};

	(void)state;
	cells_normalise(&arena, &row, CELLS_AS_IS);
	assert_cell(cells[0].text, "Cafe\xcc\x81");
	cells_normalise(&arena, &row, CELLS_NFC);
	assert_cell(cells[0].text, "Caf\xc3\xa9");
	assert_cell(cells[1].text, "\xef\xac\x81");
	cells_normalise(&arena, &row, CELLS_NFKC);
	assert_cell(cells[1].text, "fi");
	assert_cell(cells[2].text, "x");
}

static void
what_is_no_utf8_is_replaced_and_counted(void **state)
{
	struct csvin_cell cells[] = {
	    {STR("a\xff\xfe"), 0}, {STR("b"), 0}, {STR("\xe2\x82"), 0}};
	struct csvin_row row = {.cells = cells, .n = LENGTH(cells)};

	(void)state;
	assert_int_equal(cells_repair(&arena, &row), 3);
	assert_cell(cells[0].text, "a\xef\xbf\xbd\xef\xbf\xbd");
	assert_cell(cells[1].text, "b");
	assert_cell(cells[2].text, "\xef\xbf\xbd");
}

static void
a_row_is_filled_up_behind_its_end(void **state)
{
	struct csvin_cell cells[] = {{STR("a"), 7}};
	struct csvin_row row = {
	    .cells = cells, .n = 1, .off = 7, .raw = STR("a")};

	(void)state;
	cells_pad(&arena, &row, 3);
	assert_int_equal(row.n, 3);
	assert_cell(row.cells[0].text, "a");
	assert_cell(row.cells[2].text, "");
	assert_int_equal(row.cells[2].off, 8);
}

static void
guess(const char *head, char want)
{
	struct csv_dialect d = {',', '"'};

	assert_int_equal(dialect_guess(d, str_c(head)), want);
}

static void
the_delimiter_is_the_one_that_makes_rows_of_one_width(void **state)
{
	(void)state;
	guess("a,b\n\"1;2\",3\n", ',');
	guess("a;b\n1,5;x, y, z\n2,5;\"p;q\"\n", ';');
	guess("a\tb\nhello, world\tx; y\n", '\t');
	guess("a|b|c\n1|2|3", '|');
	guess("a|b", '|');
	guess("a\nb\n", ',');
	guess("", ',');
	guess("a,b;c\n1;2\n3;4\n5;6\n", ';');
}

static void
the_half_row_at_the_end_does_not_count(void **state)
{
	(void)state;
	guess("a;b\nc;d\ne,f,", ';');
	guess("a;b\nc;\"d,", ';');
}

static int
free_arena(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(white_space_of_unicode_is_trimmed_at_both_ends),
	    cmocka_unit_test(cells_are_normalised_as_asked),
	    cmocka_unit_test(what_is_no_utf8_is_replaced_and_counted),
	    cmocka_unit_test(a_row_is_filled_up_behind_its_end),
	    cmocka_unit_test(
		the_delimiter_is_the_one_that_makes_rows_of_one_width),
	    cmocka_unit_test(the_half_row_at_the_end_does_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
