/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/io/csvin.h"
#include "common/io/csvquick.h"

static const struct csv_dialect comma = {',', '"'};

/* A check of bytes that needs no Unicode: 0xff is what is wrong. */
static bool
has_no_ff(struct str s, size_t *bad)
{
	*bad = str_find(s, '\xff');
	return *bad == s.n;
}

static void
show_row(struct csvin *c, const struct csvin_row *row, struct buf *to)
{
	struct csv_place at;

	if (row->bad) {
		at = csvin_place(c, row->fault->off);
		buf_printf(to, "%zu:%zu %s <%.*s>\n", at.line, at.column,
		    row->fault->text, STR_ARGS(row->raw));
		return;
	}
	at = csvin_place(c, row->off);
	buf_printf(to, "%zu", at.line);
	for (size_t i = 0; i < row->n; i++) {
		at = csvin_place(c, row->cells[i].off);
		buf_printf(to, " %zu:%zu[%.*s]", at.line, at.column,
		    STR_ARGS(row->cells[i].text));
	}
	buf_addc(to, '\n');
}

/* Reads text as the engine would, `chunk` bytes at a time. */
static void
show(struct csv_dialect d, struct str text, size_t width, size_t chunk,
    size_t slice, bool alone, struct buf *to)
{
	struct csvin *c = csvin_new(d, has_no_ff);
	size_t line = 1, records = 0, shown = 0;
	bool first = true;

	csvin_width(c, width);
	csvin_slice(c, slice, alone);
	for (size_t want = chunk; text.n > 0; want += chunk) {
		bool at_end = want >= text.n;
		struct str held = str_of(text.p, at_end ? text.n : want);
		struct cut cut = csvcut(&d, held, at_end, 1000);
		/* The chunk ends where its memory ends: ASan sees more. */
		char *copy = mem_copy(held.p, cut.bytes);
		struct csvin_row row;

		csvin_chunk(c, str_of(copy, cut.bytes), line, first);
		for (; cut.bytes > 0 && csvin_row(c, &row); shown++)
			show_row(c, &row, to);
		free(copy);
		records += cut.records;
		if (cut.bytes > 0) {
			first = false;
			want = 0;
		}
		line += cut.lines;
		text = str_from(text, cut.bytes);
	}
	assert_int_equal(records, shown);
	csvin_free(c);
}

static void
expect_by(struct csv_dialect d, size_t width, struct str text, bool alone,
    const char *want)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t chunk = 1; chunk <= text.n + 1; chunk++)
		for (size_t slice = 1; slice <= text.n + 1; slice++) {
			if (chunk > 3 && chunk <= text.n && slice > 3)
				break;
			buf_clear(&got);
			show(d, text, width, chunk, slice, alone, &got);
			assert_string_equal(buf_cstr(&got), want);
		}
	buf_free(&got);
}

/* At every chunk size, and for some at every slice, the same. */
static void
expect_as(struct csv_dialect d, size_t width, struct str text, const char *want)
{
	expect_by(d, width, text, false, want);
	expect_by(d, width, text, true, want);
}

static void
expect(struct str text, const char *want)
{
	expect_as(comma, 0, text, want);
}

static void
cells_have_line_and_column(void **state)
{
	(void)state;
	expect(STR("a,b\n1,\"x\ny\",\"\"\"q\"\"\",z\n,\n"),
	    "1 1:1[a] 1:3[b]\n"
	    "2 2:1[1] 2:3[x\ny] 3:4[\"q\"] 3:12[z]\n"
	    "4 4:1[] 4:2[]\n");
}

static void
lines_may_end_in_lf_crlf_or_cr(void **state)
{
	(void)state;
	expect(STR("a\nb\r\nc\rd"), "1 1:1[a]\n2 2:1[b]\n3 3:1[c]\n4 4:1[d]\n");
	expect(STR("\"a\r\nb\",c\r\nd,e\r\n"),
	    "1 1:1[a\r\nb] 2:4[c]\n3 3:1[d] 3:3[e]\n");
	expect(STR("\"a\rb\r\r\",c\rd,e\r"),
	    "1 1:1[a\rb\r\r] 4:3[c]\n5 5:1[d] 5:3[e]\n");
}

static void
empty_lines_are_no_rows_but_an_empty_quoted_cell_is_one(void **state)
{
	(void)state;
	expect(STR("\r\n\n\rA\r\n\r\n\"\"\r\n\n"), "4 4:1[A]\n6 6:1[]\n");
	expect(STR("\n\n"), "");
	expect(STR(""), "");
}

static void
every_byte_of_a_cell_is_kept(void **state)
{
	(void)state;
	expect(STR(" a ,\t,\" b \"\n#x\x1a, \n"),
	    "1 1:1[ a ] 1:5[\t] 1:7[ b ]\n2 2:1[#x\x1a] 2:5[ ]\n");
}

static void
a_last_row_needs_no_line_end(void **state)
{
	(void)state;
	expect(STR("a,"), "1 1:1[a] 1:3[]\n");
	expect(STR("a,\"b\""), "1 1:1[a] 1:3[b]\n");
	expect(STR("\"\"\"\""), "1 1:1[\"]\n");
	expect(STR(","), "1 1:1[] 1:2[]\n");
}

static void
a_byte_order_mark_is_left_out_of_the_first_cell_alone(void **state)
{
	(void)state;
	expect(STR("\xef\xbb\xbfx,y\n\xef\xbb\xbfz,w\n"),
	    "1 1:1[x] 1:3[y]\n2 2:1[\xef\xbb\xbfz] 2:6[w]\n");
	expect(STR("\xef\xbb\xbf\na\n"), "2 2:1[a]\n");
	expect(STR("\xef\xbb\xbf"), "");
	expect(STR("\xef\xbb\xbf\xef\xbb\xbf\"a\nb\"\n"),
	    "1:4 quote within an unquoted cell <\xef\xbb\xbf\"a>\n"
	    "2:2 quote within an unquoted cell <b\">\n");
	expect(STR("\xef\xbb\xbf\"x\ny\",z\n\"a\"\n"),
	    "1 1:1[x\ny] 2:4[z]\n3 3:1[a]\n");
}

static void
text_behind_a_closing_quote_is_refused(void **state)
{
	(void)state;
	expect(STR("a,\"b\" c\nd,e\n"),
	    "1:6 text behind a closing quote <a,\"b\" c>\n2 2:1[d] 2:3[e]\n");
	expect(STR("\"say \"hi\", he, said\"\nd,e"),
	    "1:7 text behind a closing quote "
	    "<\"say \"hi\", he, said\">\n2 2:1[d] 2:3[e]\n");
}

static void
a_quote_within_an_unquoted_cell_is_refused_and_opens_nothing(void **state)
{
	(void)state;
	expect(STR("5\" pipe,x\n\"a\nb\",c\n"),
	    "1:2 quote within an unquoted cell <5\" pipe,x>\n"
	    "2 2:1[a\nb] 3:4[c]\n");
	expect(STR("x\"\"y\n \"z\"\nw\n"),
	    "1:2 quote within an unquoted cell <x\"\"y>\n"
	    "2:2 quote within an unquoted cell < \"z\">\n3 3:1[w]\n");
}

static void
a_quote_that_never_closes_is_told_where_it_opened(void **state)
{
	(void)state;
	expect(STR("a,b\nc,\"d\ne,f\n"),
	    "1 1:1[a] 1:3[b]\n2:3 quote that is never closed <c,\"d\ne,f\n>\n");
	expect(STR("\n\""), "2:1 quote that is never closed <\">\n");
}

static void
nul_and_invalid_bytes_are_refused_where_they_stand(void **state)
{
	(void)state;
	expect(STR("a\nb,\"\n\xff\"\nc\n"),
	    "1 1:1[a]\n3:1 invalid UTF-8: byte 0xff <b,\"\n\xff\">\n"
	    "4 4:1[c]\n");
	expect(STR("\xff\n\n\xff\xff\nc"),
	    "1:1 invalid UTF-8: byte 0xff <\xff>\n"
	    "3:1 invalid UTF-8: byte 0xff <\xff\xff>\n4 4:1[c]\n");
}

static void
nul_bytes_are_refused(void **state)
{
	struct str text = STR("a\0b,c\nd\n\0");
	struct csvin *c = csvin_new(comma, NULL);
	struct csvin_row row;

	(void)state;
	csvin_chunk(c, text, 7, true);
	assert_true(csvin_row(c, &row));
	assert_true(row.bad);
	assert_int_equal(row.fault->off, 1);
	assert_string_equal(row.fault->text, "NUL byte");
	assert_true(csvin_row(c, &row));
	assert_false(row.bad);
	assert_true(csvin_row(c, &row));
	assert_true(row.bad);
	assert_int_equal(csvin_place(c, row.fault->off).line, 9);
	assert_false(csvin_row(c, &row));
	csvin_free(c);
}

static void
the_first_fault_of_a_row_is_the_one_that_is_told(void **state)
{
	(void)state;
	expect(STR("a\"\xff\n\xff\"a\"b\nc\n"),
	    "1:2 quote within an unquoted cell <a\"\xff>\n"
	    "2:1 invalid UTF-8: byte 0xff <\xff\"a\"b>\n3 3:1[c]\n");
}

static void
rows_of_another_width_are_refused(void **state)
{
	(void)state;
	expect_as(comma, 2, STR("a,b\nc\nd,e,f,\ng,h\n"),
	    "1 1:1[a] 1:3[b]\n2:1 1 cell, expected 2 <c>\n"
	    "3:5 4 cells, expected 2 <d,e,f,>\n4 4:1[g] 4:3[h]\n");
	expect_as(comma, 2, STR("a\nb\"\nc,d\n"),
	    "1:1 1 cell, expected 2 <a>\n"
	    "2:2 quote within an unquoted cell <b\">\n3 3:1[c] 3:3[d]\n");
}

static void
delimiter_and_quote_can_be_chosen(void **state)
{
	(void)state;
	expect_as((struct csv_dialect){';', '\''}, 0, STR("'a;''b''';c,\"d\n"),
	    "1 1:1[a;'b'] 1:11[c,\"d]\n");
	expect_as((struct csv_dialect){'\t', '\0'}, 0, STR("\"a\t\"b\"c\n\"\n"),
	    "1 1:1[\"a] 1:4[\"b\"c]\n2 2:1[\"]\n");
}

static void
a_row_of_too_many_cells_is_refused_and_not_kept(void **state)
{
	struct csvin *c = csvin_new(comma, NULL);
	struct csvin_row row;
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	for (int i = 0; i < CSVIN_CELLS; i++)
		buf_addc(&text, ',');
	buf_adds(&text, "\na,b\n");
	csvin_chunk(c, buf_str(&text), 1, true);
	assert_true(csvin_row(c, &row));
	assert_true(row.bad);
	assert_string_equal(
	    row.fault->text, "65537 cells, expected 65536 at most");
	assert_true(csvin_row(c, &row));
	assert_false(row.bad);
	assert_int_equal(row.n, 2);
	assert_true(str_is(row.cells[1].text, "b"));
	buf_free(&text);
	csvin_free(c);
}

static void
an_offset_in_a_cell_is_found_again_in_the_chunk(void **state)
{
	struct str text = STR("ab,\"c\"\"\"\"d\"\n");
	struct csvin *c = csvin_new(comma, NULL);
	struct csvin_row row;

	(void)state;
	csvin_chunk(c, text, 1, true);
	assert_true(csvin_row(c, &row));
	assert_int_equal(csvin_offset(c, &row.cells[0], 1), 1);
	assert_int_equal(csvin_offset(c, &row.cells[1], 0), 4);
	assert_int_equal(csvin_offset(c, &row.cells[1], 3), 9);
	assert_int_equal(text.p[9], 'd');
	csvin_free(c);
}

/* How many bytes are read without libcsv. */
static size_t
read_quickly(struct csv_dialect d, struct str text)
{
	struct csv_rows rows = {0};
	size_t n = csvquick(&rows, &d, text, 0, SIZE_MAX / 2);

	csv_rows_free(&rows);
	return n;
}

static void
libcsv_sees_only_what_is_malformed_or_not_ended(void **state)
{
	static const struct csv_dialect none = {'\t', '\0'};
	struct str good = STR("\"a\",b\n\"c\"\"d\",\"\"\r\n\n\"e\nf\",g\r");

	(void)state;
	assert_int_equal(read_quickly(comma, good), good.n);
	assert_int_equal(read_quickly(none, STR("\"a\tb\"c\n\"\n")), 9);
	assert_int_equal(read_quickly(comma, STR("a,b\nc,d")), 4);
	assert_int_equal(read_quickly(comma, STR("a\nb\"\nc\n")), 2);
	assert_int_equal(read_quickly(comma, STR("a\n\"b\"c\nd\n")), 2);
	assert_int_equal(read_quickly(comma, STR("a\n\"b\nc\n")), 2);
}

/* A text of the bytes that matter, the last ones of which are rare. */
static struct str
random_text(uint64_t *seed, char *to, size_t max)
{
	static const char bytes[] = {',', '"', '"', '\n', 'a', ',', '"', '\n',
	    'b', ' ', '\r', ';', '\'', '\xff', '\0', '\xef'};
	size_t n, kinds;

	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	n = (size_t)(*seed >> 40) % (max + 1);
	kinds = 4 + (size_t)(*seed >> 33) % (LENGTH(bytes) - 4);
	for (size_t i = 0; i < n; i++) {
		*seed = *seed * 6364136223846793005 + 1442695040888963407;
		to[i] = bytes[(size_t)(*seed >> 33) % kinds];
		/* Runs, so that blocks without quotes come up too. */
		for (size_t run = (size_t)(*seed >> 50) % 90;
		     to[i] == 'a' && run > 0 && i + 1 < n; run--, i++)
			to[i + 1] = 'a';
	}
	return str_of(to, n);
}

static void
whatever_the_bytes_the_rows_are_those_of_libcsv_alone(void **state)
{
	static const struct csv_dialect dialects[] = {
	    {',', '"'}, {';', '\''}, {'"', ','}, {',', '\0'}, {' ', 'a'}};
	uint64_t seed = 1;
	struct buf want, got;
	char bytes[400];

	(void)state;
	buf_init(&want, BUF_NO_MAX);
	buf_init(&got, BUF_NO_MAX);
	for (int i = 0; i < 20000; i++) {
		struct csv_dialect d = dialects[i % 5];
		struct str text =
		    random_text(&seed, bytes, i % 2 == 0 ? 30 : sizeof(bytes));
		size_t width = (size_t)i % 3, chunk = 1 + (size_t)i % 500;

		buf_clear(&want);
		buf_clear(&got);
		show(d, text, width, 1000, 1000, true, &want);
		show(d, text, width, chunk, 1 + (size_t)i % 99, false, &got);
		assert_int_equal(got.n, want.n);
		if (want.n > 0)
			assert_memory_equal(got.p, want.p, want.n);
	}
	buf_free(&want);
	buf_free(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells_have_line_and_column),
	    cmocka_unit_test(lines_may_end_in_lf_crlf_or_cr),
	    cmocka_unit_test(
		empty_lines_are_no_rows_but_an_empty_quoted_cell_is_one),
	    cmocka_unit_test(every_byte_of_a_cell_is_kept),
	    cmocka_unit_test(a_last_row_needs_no_line_end),
	    cmocka_unit_test(
		a_byte_order_mark_is_left_out_of_the_first_cell_alone),
	    cmocka_unit_test(text_behind_a_closing_quote_is_refused),
	    cmocka_unit_test(
		a_quote_within_an_unquoted_cell_is_refused_and_opens_nothing),
	    cmocka_unit_test(a_quote_that_never_closes_is_told_where_it_opened),
	    cmocka_unit_test(
		nul_and_invalid_bytes_are_refused_where_they_stand),
	    cmocka_unit_test(nul_bytes_are_refused),
	    cmocka_unit_test(the_first_fault_of_a_row_is_the_one_that_is_told),
	    cmocka_unit_test(rows_of_another_width_are_refused),
	    cmocka_unit_test(delimiter_and_quote_can_be_chosen),
	    cmocka_unit_test(a_row_of_too_many_cells_is_refused_and_not_kept),
	    cmocka_unit_test(an_offset_in_a_cell_is_found_again_in_the_chunk),
	    cmocka_unit_test(libcsv_sees_only_what_is_malformed_or_not_ended),
	    cmocka_unit_test(
		whatever_the_bytes_the_rows_are_those_of_libcsv_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
