/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/io/csvcut.h"

static const struct csv_dialect comma = {',', '"'}, plain = {',', '\0'};

/* The rule in words of one byte; the offset of the first row's line end. */
static size_t
slow_row(const struct csv_dialect *d, struct str data)
{
	enum { START, UNQUOTED, QUOTED, CLOSED } state = START;

	for (size_t i = 0; i < data.n; i++) {
		char c = data.p[i];

		if (state == QUOTED) {
			if (c == d->quote)
				state = CLOSED;
		} else if (c == '\n' || c == '\r') {
			return i;
		} else if (c == d->delimiter) {
			state = START;
		} else if (c == d->quote && state != UNQUOTED) {
			state = QUOTED;
		} else {
			state = UNQUOTED;
		}
	}
	return data.n;
}

static struct cut
slow_cut(const struct csv_dialect *d, struct str data, bool at_end)
{
	struct cut c = {0};
	size_t at = 0;

	if (!at_end && str_ends(data, STR("\r")))
		data.n--;
	while (at < data.n) {
		size_t n = slow_row(d, str_from(data, at));

		if (at + n == data.n && !at_end)
			break;
		c.records += n > 0;
		at += n + (at + n < data.n);
		c.bytes = at;
	}
	for (size_t i = 0; i < c.bytes; i++)
		c.lines += data.p[i] == '\r' ||
		    (data.p[i] == '\n' && (i == 0 || data.p[i - 1] != '\r'));
	if (c.bytes > 0 && data.p[c.bytes - 1] != '\n' &&
	    data.p[c.bytes - 1] != '\r')
		c.lines++;
	return c;
}

static void
check(const struct csv_dialect *d, struct str data)
{
	size_t row = csvcut_row(d, data);

	assert_int_equal(row, slow_row(d, data));
	for (int at_end = 0; at_end < 2; at_end++) {
		struct cut got = csvcut(d, data, at_end, SIZE_MAX);
		struct cut want = slow_cut(d, data, at_end);

		assert_int_equal(got.bytes, want.bytes);
		assert_int_equal(got.lines, want.lines);
		assert_int_equal(got.records, want.records);
		assert_false(got.too_long);
	}
}

static void
it_agrees_with_reading_byte_by_byte(void **state)
{
	/* Letters stand for runs, so that quotes fall on all block borders. */
	static const char letters[] = "\"\"\"\"\"\n\n\r\r,,,,xy";
	uint32_t random = 1;
	char text[300];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = 0, want = (random >> 8) % sizeof(text);
		unsigned quotes = (random >> 20) % 6;

		while (n < want) {
			random = random * 1664525 + 1013904223;
			text[n++] =
			    letters[quotes + (random >> 16) % (15 - quotes)];
		}
		check(round % 8 == 0 ? &plain : &comma, str_of(text, n));
		random = random * 1664525 + 1013904223;
	}
}

static void
well_formed_quotes_on_every_border_of_a_block(void **state)
{
	char text[200];

	(void)state;
	for (size_t before = 0; before < 70; before++) {
		static const struct str cell = {
		    "\"a\n\"\"\nb\"\"\",\"\"\nc\r\n", 17};

		memset(text, 'x', sizeof(text));
		if (before > 0)
			text[before - 1] = ',';
		memcpy(text + before, cell.p, cell.n);
		check(&comma, str_of(text, before + cell.n));
		check(&comma, str_of(text, sizeof(text)));
	}
}

static void
a_cr_waits_for_what_comes_behind_it(void **state)
{
	struct cut c;

	(void)state;
	c = csvcut(&comma, STR("a\r\nb\r"), false, 10);
	assert_int_equal(c.bytes, 3);
	assert_int_equal(c.lines, 1);
	c = csvcut(&comma, STR("a\r"), false, 10);
	assert_int_equal(c.bytes, 0);
	c = csvcut(&comma, STR("a\r"), true, 10);
	assert_int_equal(c.bytes, 2);
	assert_int_equal(c.lines, 1);
}

static void
a_row_over_the_ceiling_ends_the_cut_in_front_of_it(void **state)
{
	struct cut c;

	(void)state;
	c = csvcut(&comma, STR("abcd\r\n\"bc\nd\"\nx\n"), false, 4);
	assert_true(c.too_long);
	assert_int_equal(c.bytes, 6);
	assert_int_equal(c.lines, 1);
	c = csvcut(&comma, STR("abcd\r\nabcd\r"), false, 4);
	assert_false(c.too_long);
	c = csvcut(&comma, STR("abcde"), false, 4);
	assert_true(c.too_long);
	c = csvcut(&comma, STR("abcde"), true, 4);
	assert_true(c.too_long);
	assert_int_equal(c.bytes, 0);
}

static void
an_open_quote_is_found(void **state)
{
	struct str closed = STR("a,\"b\"\nc\"d\n");
	char text[150];

	(void)state;
	assert_int_equal(csvcut_open_quote(&comma, STR("a,\"b\",\"c\n")), 6);
	assert_int_equal(csvcut_open_quote(&comma, closed), closed.n);
	memset(text, '\n', sizeof(text));
	text[70] = '"';
	assert_int_equal(
	    csvcut_open_quote(&comma, str_of(text, sizeof(text))), 70);
}

static void
places_count_lines_from_one_and_columns_in_bytes(void **state)
{
	struct str data = STR("\xef\xbb\xbf"
			      "ab\r\ncd\re\n\nf");
	static const size_t want[][3] = {{3, 5, 1}, {5, 5, 3}, {6, 5, 3},
	    {7, 6, 1}, {9, 6, 3}, {10, 7, 1}, {12, 8, 1}, {13, 9, 1},
	    {4, 5, 2}};
	struct csvcut_cursor c = csvcut_cursor(data, 5, 3);

	(void)state;
	for (size_t i = 0; i < LENGTH(want); i++) {
		struct csv_place at = csvcut_place(&c, want[i][0]);

		assert_int_equal(at.line, want[i][1]);
		assert_int_equal(at.column, want[i][2]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_agrees_with_reading_byte_by_byte),
	    cmocka_unit_test(well_formed_quotes_on_every_border_of_a_block),
	    cmocka_unit_test(a_cr_waits_for_what_comes_behind_it),
	    cmocka_unit_test(
		a_row_over_the_ceiling_ends_the_cut_in_front_of_it),
	    cmocka_unit_test(an_open_quote_is_found),
	    cmocka_unit_test(places_count_lines_from_one_and_columns_in_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
