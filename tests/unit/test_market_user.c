/* SPDX-License-Identifier: MIT */
/* Tables of models that a user gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/base/num.h"
#include "common/market/market.h"

static struct market market;

static int
load(void **state)
{
	(void)state;
	market_init(&market);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	market_free(&market);
	return 0;
}

/* What comes of a user's table with that text. */
struct outcome {
	struct market m;
	size_t line;
	struct fault f;
	bool ok;
};

static struct outcome *
with_user(struct str text)
{
	struct outcome *o = mem_zero(1, sizeof(*o));

	market_init(&o->m);
	o->ok = market_add(&o->m, text, STR("mine.tsv"), &o->line, &o->f);
	return o;
}

static void
forget(struct outcome *o)
{
	market_free(&o->m);
	free(o);
}

static void
a_users_row_replaces_what_its_columns_name(void **state)
{
	struct outcome *o = with_user(STR("# mine\n\n"
					  "model\tprovider\ttrain\n"
					  "gpt-4o-2024-08-06\topenai\t1.25\n"));
	const struct model *m;

	(void)state;
	assert_true(o->ok);
	assert_int_equal(o->m.nmodels, market.nmodels);
	m = market_find(&o->m, STR("gpt-4o"));
	assert_non_null(m);
	assert_true(m->train == 1250000000);
	assert_int_equal(m->example_limit, 65536);
	assert_int_equal(m->shutdown, 20270114);
	assert_true(str_is(m->encoding, "o200k_base"));
	/* Whose figure it is can not stay what it was. */
	assert_int_equal(m->price_date, NO_DATE);
	assert_true(str_is(m->price_source, "mine.tsv"));
	assert_true(m->limits_date != NO_DATE);
	forget(o);
}

static void
a_users_row_can_say_that_a_figure_is_not_known(void **state)
{
	struct outcome *o = with_user(STR("provider\tmodel\ttrain\tshutdown\n"
					  "openai\tgpt-4o-2024-08-06\t-\t-\n"));
	const struct model *m = market_find(&o->m, STR("gpt-4o"));

	(void)state;
	assert_true(o->ok);
	assert_true(m->train == NO_FIGURE);
	assert_true(m->shutdown == NO_DATE);
	assert_true(m->input != NO_FIGURE);
	forget(o);
}

static void
a_new_row_of_the_user_adds_a_model(void **state)
{
	struct outcome *o = with_user(
	    STR("\xef\xbb\xbf"
		"provider\tmodel\taliases\tencoding\tmethods\texample_limit\t"
		"train\tprice_date\tprice_source\tshutdown\r\n"
		"acme\tbig/one\tbig, large\tcl100k_base\tpreference\t4096\t"
		"0.000000001\t2026-11\tour contract\t2030-01-01"));
	const struct model *m = market_find(&o->m, STR("acme/large"));

	(void)state;
	assert_true(o->ok);
	assert_int_equal(o->m.nmodels, market.nmodels + 1);
	assert_non_null(m);
	assert_ptr_equal(market_find(&o->m, STR("big/one")), m);
	assert_ptr_equal(market_find(&o->m, STR("acme/big/one")), m);
	assert_true(str_is(m->name, "big/one"));
	assert_true(m->train == 1);
	assert_true(m->input == NO_FIGURE);
	assert_int_equal(m->methods, METHOD_PREFERENCE);
	assert_int_equal(m->price_date, 20261100);
	assert_true(str_is(m->price_source, "our contract"));
	assert_true(str_is(m->limits_source, "mine.tsv"));
	assert_int_equal(m->shutdown, 20300101);
	forget(o);
}

static void
a_table_with_no_rows_changes_nothing(void **state)
{
	struct outcome *o = with_user(STR("provider\tmodel\n# end"));

	(void)state;
	assert_true(o->ok);
	assert_int_equal(o->m.nmodels, market.nmodels);
	forget(o);
}

static void
assert_bad(struct str text, size_t line, size_t off, const char *message)
{
	struct outcome *o = with_user(text);

	assert_false(o->ok);
	assert_int_equal(o->f.status, STATUS_INPUT);
	if (strstr(o->f.text, message) == NULL)
		fail_msg("'%s' does not say '%s'", o->f.text, message);
	assert_int_equal(o->line, line);
	assert_int_equal(o->f.off, off);
	/* What was read before the fault does not count. */
	assert_int_equal(o->m.nmodels, market.nmodels);
	assert_true(market_find(&o->m, STR("gpt-4o"))->train == 25 * NANO);
	forget(o);
}

#define HEAD "provider\tmodel\ttrain\n"
#define GOOD "openai\tgpt-4o-2024-08-06\t1\n"

static void
a_table_without_columns_is_refused(void **state)
{
	(void)state;
	assert_bad(STR(""), 1, 0, "names its columns");
	assert_bad(STR("\n# only words\n\n"), 4, 0, "names its columns");
	assert_bad(STR("provider\tmodel\tprize\n"), 1, 15, "'prize'");
	assert_bad(STR("model\tprovider\tmodel\n"), 1, 15, "named twice");
	assert_bad(STR("provider\tmodel\t\n"), 1, 15, "unknown column ''");
	assert_bad(STR("model\ttrain\ngpt-4o\t1\n"), 2, 0, "needs a provider");
	assert_bad(STR("provider\ttrain\nx\t1\n"), 2, 0, "needs a model");
}

static void
a_bad_cell_is_told_with_line_and_column(void **state)
{
	(void)state;
	assert_bad(STR(HEAD GOOD "a\tb\t8 USD\n"), 3, 4, "not '8 USD'");
	assert_bad(STR(HEAD "a\tb\t-1\n"), 2, 4, "a price such as");
	assert_bad(STR(HEAD "a\tb\t1e3\n"), 2, 4, "a price such as");
	assert_bad(STR(HEAD "a\tb\tnan\n"), 2, 4, "a price such as");
	assert_bad(STR(HEAD "a\tb\t0.0000000001\n"), 2, 4, "a price such as");
	assert_bad(STR(HEAD "a\tb\t99999999999999999999\n"), 2, 4, "price");
	assert_bad(
	    STR("provider\tmodel\tcontext\na\tb\t18446744073709551616\n"), 2, 4,
	    "a whole number");
	assert_bad(STR("provider\tmodel\tshutdown\na\tb\t2026-02-30\n"), 2, 4,
	    "a date such as");
	assert_bad(STR("provider\tmodel\tmethods\na\tb\tdpo\n"), 2, 4,
	    "methods out of");
}

static void
a_row_of_another_width_is_refused(void **state)
{
	(void)state;
	assert_bad(STR(HEAD GOOD "a\tb\n"), 3, 3, "column 'train' is missing");
	assert_bad(STR(HEAD "a\n"), 2, 1, "column 'model' is missing");
	assert_bad(STR(HEAD "a\tb\t1\t2\n"), 2, 6, "more cells");
	assert_bad(STR(HEAD "\tb\t1\n"), 2, 0, "needs a provider");
	assert_bad(STR(HEAD "a\t-\t1\n"), 2, 2, "needs a model");
}

static void
a_second_row_for_the_same_model_is_refused(void **state)
{
	(void)state;
	assert_bad(STR(HEAD GOOD GOOD), 3, 0, "a second row for gpt-4o");
	assert_bad(STR(HEAD "a\tb\t1\na\tb\t1\n"), 3, 0, "a second row for b");
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
	(void)state;
	assert_bad(STR(HEAD "a\tb\0c\t1\n"), 2, 3, "0x00");
	assert_bad(STR(HEAD "a\tb\x1b[2J\t1\n"), 2, 3, "0x1b");
	assert_bad(STR(HEAD "a\tb\rc\t1\n"), 2, 3, "0x0d");
	assert_bad(STR(HEAD "a\tb\xff\t1\n"), 2, 3, "UTF-8");
	assert_bad(STR(HEAD "a\t\xed\xa0\x80\t1\n"), 2, 2, "UTF-8");
	assert_bad(STR("\0"), 1, 0, "0x00");
}

static void
a_line_has_a_greatest_length(void **state)
{
	char *text = mem_zero(1, 1 << 20);

	(void)state;
	memset(text, 'a', 1 << 20);
	assert_bad(str_of(text, 1 << 20), 1, 0, "at most 65536 bytes");
	free(text);
}

static void
a_table_has_a_greatest_number_of_rows(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, HEAD);
	for (int i = 0; i < 5001; i++)
		buf_printf(&b, "a\t%d\t1\n", i);
	assert_bad(buf_str(&b), 5002, 0, "at most 5000 rows");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_users_row_replaces_what_its_columns_name),
	    cmocka_unit_test(a_users_row_can_say_that_a_figure_is_not_known),
	    cmocka_unit_test(a_new_row_of_the_user_adds_a_model),
	    cmocka_unit_test(a_table_with_no_rows_changes_nothing),
	    cmocka_unit_test(a_table_without_columns_is_refused),
	    cmocka_unit_test(a_bad_cell_is_told_with_line_and_column),
	    cmocka_unit_test(a_row_of_another_width_is_refused),
	    cmocka_unit_test(a_second_row_for_the_same_model_is_refused),
	    cmocka_unit_test(bytes_that_are_no_text_are_refused),
	    cmocka_unit_test(a_line_has_a_greatest_length),
	    cmocka_unit_test(a_table_has_a_greatest_number_of_rows),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
