/* SPDX-License-Identifier: MIT */
#include "tests/unit/doc.h"

#include "tools/job/base64.c"
#include "tools/job/metrics.c"

static void
assert_decodes(const char *text, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_true(base64_read(&b, str_c(text)));
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
base64_is_decoded_padded_or_not(void **state)
{
	(void)state;
	assert_decodes("", "");
	assert_decodes("Zg==", "f");
	assert_decodes("Zg", "f");
	assert_decodes("Zm8=", "fo");
	assert_decodes("Zm9v", "foo");
	assert_decodes("Zm9v\r\nYmFy\n", "foobar");
	assert_decodes("++//", "\xfb\xef\xff");
}

static void
what_is_no_base64_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "Z", "Zm9vY", "Zg=", "Zg===", "Zm9v=", "Zm=9", "Zm9v,", "-_"};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < LENGTH(wrong); i++)
		if (base64_read(&b, str_c(wrong[i])))
			fail_msg("'%s' is taken", wrong[i]);
	buf_free(&b);
}

static void
base64_of_csv_is_decoded_and_nothing_else(void **state)
{
	static const char *const texts[][2] = {
	    {"c3RlcCxhCjEsMgo=", "step,a\n1,2\n"},
	    {"step,a\n1,2\n", "step,a\n1,2\n"},
	    {"c3RlcA", "step"},
	    {"aGVsbG8=", "aGVsbG8="}, /* says "hello" */
	    {"", ""},
	};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < LENGTH(texts); i++) {
		buf_clear(&b);
		buf_adds(&b, texts[i][0]);
		metrics_decode(&b);
		assert_str(buf_str(&b), texts[i][1]);
	}
	buf_free(&b);
}

static void
read(struct metrics *m, const char *csv)
{
	struct fault f;

	metrics_init(m);
	assert_true(metrics_read(m, str_c(csv), "test", &f));
}

static void
assert_json(const struct metrics *m, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	metrics_write_json(m, &b);
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
numbers_are_numbers_and_what_is_missing_is_null(void **state)
{
	struct metrics m;

	(void)state;
	read(&m,
	    "step,train_loss,lr\n"
	    "1,,6e-05\n"
	    "2,NaN, 1.50\n"
	    "3,-inf,.5\n"
	    "4,007,+1\n"
	    "5,x,5.\n"
	    "6,-0.5E+1,-\n");
	assert_json(&m,
	    "{\"step\":1,\"train_loss\":null,\"lr\":6e-05}\n"
	    "{\"step\":2,\"train_loss\":null,\"lr\":1.50}\n"
	    "{\"step\":3,\"train_loss\":null,\"lr\":0.5}\n"
	    "{\"step\":4,\"train_loss\":7,\"lr\":\"+1\"}\n"
	    "{\"step\":5,\"train_loss\":\"x\",\"lr\":5}\n"
	    "{\"step\":6,\"train_loss\":-0.5E+1,\"lr\":\"-\"}\n");
	metrics_free(&m);
}

static void
values_are_those_of_numbers(void **state)
{
	struct metrics m;
	double x = 0;

	(void)state;
	read(&m, "a,b\r\n 1.5 ,nan\r\n1e999,\"2\"\r\n");
	assert_true(metrics_value(&m, 0, 0, &x));
	assert_true(x == 1.5);
	assert_false(metrics_value(&m, 0, 1, &x));
	assert_false(metrics_value(&m, 1, 0, &x));
	assert_true(metrics_value(&m, 1, 1, &x));
	assert_true(x == 2);
	metrics_free(&m);
}

static void
a_name_that_stands_twice_counts_once(void **state)
{
	struct metrics m;

	(void)state;
	read(&m, "a,b,a\n1,2,3\n");
	assert_json(&m, "{\"a\":1,\"b\":2}\n");
	assert_int_equal(metrics_column(&m, STR("b")), 1);
	assert_int_equal(metrics_column(&m, STR("c")), 3);
	metrics_free(&m);
}

static void
names_are_escaped(void **state)
{
	struct metrics m;

	(void)state;
	read(&m, "\xEF\xBB\xBF\"a\"\"\n\",b\n1,2\n");
	assert_json(&m, "{\"a\\\"\":1,\"b\":2}\n");
	metrics_free(&m);
}

static void
without_a_header_there_is_nothing(void **state)
{
	struct metrics m;
	struct fault f;
	struct buf wide;

	(void)state;
	metrics_init(&m);
	assert_false(metrics_read(&m, STR("\n\n"), "test", &f));
	assert_int_equal(f.status, STATUS_INPUT);
	buf_init(&wide, BUF_NO_MAX);
	for (int i = 0; i <= METRICS_COLUMNS; i++)
		buf_printf(&wide, "%s%d", i == 0 ? "" : ",", i);
	assert_false(metrics_read(&m, buf_str(&wide), "test", &f));
	assert_int_equal(f.status, STATUS_INPUT);
	buf_free(&wide);
	metrics_free(&m);
}

static void
objects_become_rows_in_the_order_of_steps(void **state)
{
	struct metrics m;
	struct buf b;

	(void)state;
	metrics_init(&m);
	metrics_sort(&m);
	metrics_add(&m, doc("{'step':3,'loss':0.1}"));
	metrics_add(&m, doc("{'step':2,'note':'x','loss':0.2,'valid':7}"));
	metrics_add(&m, doc("{'step':1}"));
	metrics_sort(&m);
	assert_json(&m,
	    "{\"step\":1,\"loss\":null,\"valid\":null}\n"
	    "{\"step\":2,\"loss\":0.2,\"valid\":7}\n"
	    "{\"step\":3,\"loss\":0.1,\"valid\":null}\n");
	buf_init(&b, BUF_NO_MAX);
	metrics_write_csv(&m, &b);
	assert_str(buf_str(&b), "step,loss,valid\n1,,\n2,0.2,7\n3,0.1,\n");
	buf_free(&b);
	metrics_free(&m);
}

static void
more_names_than_columns_are_left_out(void **state)
{
	struct metrics m;
	struct buf json;

	(void)state;
	metrics_init(&m);
	buf_init(&json, BUF_NO_MAX);
	for (int i = 0; i < 2 * METRICS_COLUMNS; i++) {
		buf_clear(&json);
		buf_printf(&json, "{'c%d':%d}", i, i);
		metrics_add(&m, doc(buf_cstr(&json)));
	}
	buf_free(&json);
	assert_int_equal(m.ncolumns, METRICS_COLUMNS);
	assert_int_equal(m.nrows, 2 * METRICS_COLUMNS);
	assert_str(metrics_cell(&m, 63, 63), "63");
	assert_str(metrics_cell(&m, 64, 63), "");
	metrics_free(&m);
}

static void
cells_are_quoted_where_they_must_be(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	write_quoted(&b, STR("a b"));
	write_quoted(&b, STR("a,\"b\"\n"));
	assert_str(buf_str(&b), "a b\"a,\"\"b\"\"\n\"");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(base64_is_decoded_padded_or_not),
	    cmocka_unit_test(what_is_no_base64_is_refused),
	    cmocka_unit_test(base64_of_csv_is_decoded_and_nothing_else),
	    cmocka_unit_test(numbers_are_numbers_and_what_is_missing_is_null),
	    cmocka_unit_test(values_are_those_of_numbers),
	    cmocka_unit_test(a_name_that_stands_twice_counts_once),
	    cmocka_unit_test(names_are_escaped),
	    cmocka_unit_test(without_a_header_there_is_nothing),
	    cmocka_unit_test(objects_become_rows_in_the_order_of_steps),
	    cmocka_unit_test(more_names_than_columns_are_left_out),
	    cmocka_unit_test(cells_are_quoted_where_they_must_be),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
