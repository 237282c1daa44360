/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tools/csv2jsonl/cells.c"
#include "tools/csv2jsonl/columns.c"
#include "tools/csv2jsonl/template.c"

static struct arena arena;

/* The template's text for the row q, a"b, (empty) of the columns Q, A, E. */
static void
expect(const char *text, const char *want)
{
	struct csvin_cell cells[] = {
	    {STR("q"), 0}, {STR("a\"b"), 0}, {STR(""), 0}};
	struct csvin_row row = {.cells = cells, .n = LENGTH(cells)};
	struct columns columns = columns_listed(&arena, STR("Q,A,E"));
	struct template t, bound;
	struct str unknown;
	struct buf got;
	struct fault f;

	buf_init(&got, BUF_NO_MAX);
	assert_true(template_parse(&arena, text, &t, &f));
	assert_true(template_bind(&arena, &t, &columns, &bound, &unknown));
	template_write(&bound, &row, &got);
	assert_string_equal(buf_cstr(&got), want);
	buf_free(&got);
	arena_reset(&arena);
}

static void
refuse(const char *text, size_t off)
{
	struct template t;
	struct fault f;

	assert_false(template_parse(&arena, text, &t, &f));
	assert_int_equal(f.status, STATUS_USAGE);
	assert_int_equal(f.off, off);
}

static void
fields_are_replaced_and_the_rest_is_kept(void **state)
{
	(void)state;
	expect("", "");
	expect("plain", "plain");
	expect("{Q}", "q");
	expect("Q: {Q}, {A}{E}.", "Q: q, a\\\"b.");
	expect("{Q}{Q}{Q}{Q}{Q}", "qqqqq");
}

static void
what_a_template_says_is_escaped_too(void **state)
{
	(void)state;
	expect("\"\n{Q}", "\\\"\\nq");
}

static void
doubled_braces_are_braces(void **state)
{
	(void)state;
	expect("{{{Q}}}", "{q}");
	expect("{{Q}}", "{Q}");
	expect("}}{{", "}{");
}

static void
a_lone_brace_is_refused(void **state)
{
	(void)state;
	refuse("a{", 1);
	refuse("{Q", 0);
	refuse("ab}", 2);
	refuse("{{}", 2);
	refuse("{Q{A}}", 0);
}

static void
an_unknown_column_is_named(void **state)
{
	struct columns columns = columns_listed(&arena, STR("Q,A"));
	struct template t, bound;
	struct str unknown;
	struct fault f;

	(void)state;
	assert_true(template_parse(&arena, "{A} {q}", &t, &f));
	assert_false(template_bind(&arena, &t, &columns, &bound, &unknown));
	assert_true(str_is(unknown, "q"));
}

static void
a_column_on_the_next_line_vanishes_when_it_is_empty(void **state)
{
	struct csvin_cell cells[] = {{STR("do"), 0}, {STR("it"), 0}};
	struct csvin_row row = {.cells = cells, .n = LENGTH(cells)};
	struct columns columns = columns_listed(&arena, STR("a,b"));
	struct template t = {0};
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	template_add_column(&arena, &t, PIECE_CELL, &columns, 0);
	template_add_column(&arena, &t, PIECE_NEXT_LINE, &columns, 1);
	template_write(&t, &row, &got);
	assert_string_equal(buf_cstr(&got), "do\\nit");
	cells[1].text = STR("");
	buf_clear(&got);
	template_write(&t, &row, &got);
	assert_string_equal(buf_cstr(&got), "do");
	buf_free(&got);
}

static void
columns_are_found_exactly_first_and_then_without_case(void **state)
{
	struct columns c = columns_listed(&arena, STR("User,user, ASK ,ask2"));

	(void)state;
	assert_int_equal(columns_find(&c, STR("user")), 1);
	assert_int_equal(columns_find(&c, STR("ask")), NO_COLUMN);
	assert_int_equal(columns_find_loosely(&c, STR("user")), 1);
	assert_int_equal(columns_find_loosely(&c, STR("ask")), 2);
	assert_int_equal(columns_find_loosely(&c, STR("asks")), NO_COLUMN);
	assert_false(columns_repeated(&c, 0));
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
	    cmocka_unit_test(fields_are_replaced_and_the_rest_is_kept),
	    cmocka_unit_test(what_a_template_says_is_escaped_too),
	    cmocka_unit_test(doubled_braces_are_braces),
	    cmocka_unit_test(a_lone_brace_is_refused),
	    cmocka_unit_test(an_unknown_column_is_named),
	    cmocka_unit_test(
		a_column_on_the_next_line_vanishes_when_it_is_empty),
	    cmocka_unit_test(
		columns_are_found_exactly_first_and_then_without_case),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
