/* SPDX-License-Identifier: MIT */
#include "tests/unit/unit.h"

#include <math.h>

#include "tools/job/chart.c"
#include "tools/job/chartdraw.c"
#define escape svg_escape
#define colors svg_colors
#include "tools/job/chartsvg.c"

static void
assert_ticks(double low, double high, size_t about, const char *want)
{
	struct chart_span s = {low, high};
	struct chart_ticks t = chart_tick(&s, about);
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < t.n; i++) {
		chart_write_tick(&b, chart_tick_at(&t, i));
		buf_addc(&b, ' ');
	}
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
ticks_are_round_numbers(void **state)
{
	(void)state;
	assert_ticks(0, 1, 5, "0 0.2 0.4 0.6 0.8 1 ");
	assert_ticks(1, 6, 5, "1 2 3 4 5 6 ");
	assert_ticks(-1, 1, 4, "-1 -0.5 0 0.5 1 ");
	assert_ticks(0.11, 2.3, 5, "0.5 1 1.5 2 ");
	assert_ticks(1, 5000, 5, "1000 2000 3000 4000 5000 ");
	assert_ticks(6e-5, 2e-4, 3, "0.0001 0.00015 0.0002 ");
}

static void
ticks_end_whatever_the_span(void **state)
{
	static const struct chart_span spans[] = {
	    {1e15, 1e15 + 1}, {-1e299, 1e299}, {1e-300, 2e-300}, {0, 5e-324}};

	(void)state;
	for (size_t i = 0; i < LENGTH(spans); i++)
		assert_true(chart_tick(&spans[i], 5).n <= TICKS_MAX);
}

static void
draw(const struct chart_line *lines, size_t n, const struct chart_look *look,
    const char *want)
{
	struct chart c = {STR("job"), STR("step"), STR("loss"), lines, n};
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(chart_draw(&b, &c, look));
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static const double x[] = {1, 2, 3}, down_y[] = {3, 2, 1}, up_y[] = {1, 2, 3};

static void
letters_show_each_line_where_it_is(void **state)
{
	const struct chart_line lines[] = {
	    {STR("train"), x, down_y, 3}, {STR("valid"), x, up_y, 3}};

	(void)state;
	draw(lines, 2, &(struct chart_look){.columns = 40},
	    "job  * train  o valid\n"
	    "  3 +**                               oo\n"
	    "    |  **                           oo\n"
	    "    |    ***                     ooo\n"
	    "    |       **                 oo\n"
	    "2.5 +         **             oo\n"
	    "    |           ***       ooo\n"
	    "    |              **   oo\n"
	    "  2 +                ooo\n"
	    "    |              oo   **\n"
	    "    |            oo       **\n"
	    "    |          oo           **\n"
	    "1.5 +        oo               **\n"
	    "    |      oo                   **\n"
	    "    |    oo                       **\n"
	    "    |  oo                           **\n"
	    "  1 +oo                               **\n"
	    "    ++----------------+----------------+\n"
	    "     1                2  step\n");
}

static void
dots_of_braille_are_eight_to_a_cell(void **state)
{
	struct buf b;
	const struct chart_line line = {STR("train"), x, down_y, 3};
	struct chart c = {STR("\033j"), STR("step"), STR("loss"), &line, 1};
	struct chart_look look = {.columns = 40, .utf8 = true, .color = true};

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(chart_draw(&b, &c, &look));
	assert_true(str_starts(buf_str(&b),
	    STR("\\x1bj  \033[36m\u2824\u2824\033[0m train\n"
		"  3 \u2524\033[36m\u2811\u2884\033[0m\n")));
	assert_int_equal(dot(0, 0) | dot(1, 0) | dot(0, 1) | dot(1, 1) |
		dot(0, 2) | dot(1, 2) | dot(0, 3) | dot(1, 3),
	    0xff);
	buf_free(&b);
}

static void
no_line_is_wider_than_the_terminal(void **state)
{
	static const double wide_x[] = {1, 1e9}, wide_y[] = {-1.2345e-9, 1e9};
	const struct chart_line line = {STR("l"), wide_x, wide_y, 2};
	struct chart c = {STR("job"), STR("step"), STR("loss"), &line, 1};

	(void)state;
	for (size_t columns = COLUMNS_MIN; columns < 200; columns++) {
		struct buf b;
		struct str rest, one;

		buf_init(&b, BUF_NO_MAX);
		assert_true(chart_draw(
		    &b, &c, &(struct chart_look){.columns = columns}));
		rest = buf_str(&b);
		while (str_split(&rest, '\n', &one))
			assert_true(one.n <= columns);
		buf_free(&b);
	}
}

static void
one_point_can_be_drawn(void **state)
{
	const struct chart_line line = {STR("l"), x, up_y, 1};
	struct chart c = {STR("job"), STR("step"), STR("loss"), &line, 1};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(chart_draw(&b, &c, &(struct chart_look){.columns = 80}));
	buf_clear(&b);
	assert_true(chart_svg(&b, &c));
	assert_true(str_search(buf_str(&b), STR("nan")) == b.n);
	assert_true(str_search(buf_str(&b), STR("<circle")) < b.n);
	buf_free(&b);
}

static void
what_is_not_finite_is_passed_over(void **state)
{
	const double odd_x[] = {1, 2, 3, NAN, 5, 1e308},
		     odd_y[] = {NAN, INFINITY, -1e308, 1, -INFINITY, 1};
	struct chart_line lines[] = {
	    {STR("l"), odd_x, odd_y, 6}, {STR("m"), x, up_y, 3}};
	struct chart c = {STR("job"), STR("step"), STR("loss"), lines, 1};
	struct chart_span sx, sy;
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_false(chart_draw(&b, &c, &(struct chart_look){.columns = 80}));
	assert_false(chart_svg(&b, &c));
	assert_int_equal(b.n, 0);
	c.nlines = 2;
	assert_true(chart_measure(&c, &sx, &sy));
	assert_true(sx.low == 1 && sx.high == 3 && sy.high == 3);
	assert_true(chart_draw(&b, &c, &(struct chart_look){.columns = 80}));
	assert_true(chart_svg(&b, &c));
	assert_true(str_search(buf_str(&b), STR("nan")) == b.n);
	buf_free(&b);
}

static void
great_numbers_can_be_drawn(void **state)
{
	const double great_x[] = {-9e299, 9e299}, great_y[] = {9e299, -9e299};
	const struct chart_line line = {STR("l"), great_x, great_y, 2};
	struct chart c = {STR("job"), STR("step"), STR("loss"), &line, 1};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(chart_draw(&b, &c, &(struct chart_look){.columns = 80}));
	assert_true(chart_svg(&b, &c));
	buf_free(&b);
}

static void
a_tick_beside_its_span_is_on_its_edge(void **state)
{
	const struct chart_span s = {1, 3};

	(void)state;
	assert_true(chart_place(&s, 2) == 0.5);
	assert_true(chart_place(&s, 3.0000001) == 1);
	assert_true(chart_place(&s, 0.9999999) == 0);
}

static void
markup_in_names_is_escaped(void **state)
{
	const struct chart_line line = {
	    STR("<script>&\"'\x01\xff"), x, up_y, 3};
	struct chart c = {STR("</title>"), STR("<"), STR("loss"), &line, 1};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	assert_true(chart_svg(&b, &c));
	assert_true(str_search(buf_str(&b), STR("<script")) == b.n);
	assert_true(
	    str_search(buf_str(&b), STR("<title>&#60;/title&#62;<")) < b.n);
	assert_true(str_search(buf_str(&b),
			STR("&#60;script&#62;&#38;&#34;&#39;\xEF\xBF\xBD"
			    "\xEF\xBF\xBD<")) < b.n);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ticks_are_round_numbers),
	    cmocka_unit_test(ticks_end_whatever_the_span),
	    cmocka_unit_test(letters_show_each_line_where_it_is),
	    cmocka_unit_test(dots_of_braille_are_eight_to_a_cell),
	    cmocka_unit_test(no_line_is_wider_than_the_terminal),
	    cmocka_unit_test(one_point_can_be_drawn),
	    cmocka_unit_test(what_is_not_finite_is_passed_over),
	    cmocka_unit_test(great_numbers_can_be_drawn),
	    cmocka_unit_test(a_tick_beside_its_span_is_on_its_edge),
	    cmocka_unit_test(markup_in_names_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
