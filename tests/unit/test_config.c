/* SPDX-License-Identifier: MIT */
/* The configuration of ft-lint, and its baseline. */
#include "tests/unit/unit.h"

#include "tools/lint/baseline.c"
#include "tools/lint/config.c"
#include "tools/lint/content.c"

const struct rule rules[] = {{.id = "E101"}, {.id = "W102"}};
const size_t rule_count = LENGTH(rules);

const struct rule *
rule_find(struct str id)
{
	for (size_t i = 0; i < rule_count; i++)
		if (str_is(id, rules[i].id))
			return &rules[i];
	return NULL;
}

static const struct config_key keys[] = {{"model", false}, {"warn", true}};

static void
entries_have_their_places_and_no_blanks_around(void **state)
{
	struct config c = {0};
	struct fault f;

	(void)state;
	assert_true(config_parse(&c,
	    STR("# warn = a\n \n\tmodel\t=  gpt 4 # \t\r\n"
		"warn=x=y\nwarn = z"),
	    keys, LENGTH(keys), &f));
	assert_int_equal(c.n, 3);
	assert_string_equal(c.v[0].key->name, "model");
	assert_string_equal(c.v[0].value, "gpt 4 #");
	assert_int_equal(c.v[0].line, 3);
	assert_int_equal(c.v[0].column, 11);
	assert_string_equal(c.v[1].value, "x=y");
	assert_string_equal(c.v[2].value, "z");
	assert_int_equal(c.v[2].line, 5);
	config_free(&c);
}

static void
a_configuration_of_nothing_has_no_entries(void **state)
{
	static const char *const texts[] = {
	    "", "\n", "#", " # x", "\xEF\xBB\xBF", "\r\n\r\n"};

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct config c = {0};

		assert_true(config_parse(
		    &c, str_c(texts[i]), keys, LENGTH(keys), NULL));
		assert_int_equal(c.n, 0);
		config_free(&c);
	}
}

static void
many_repeated_entries_are_all_kept(void **state)
{
	struct config c = {0};
	struct buf text;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "warn = %d\n", i);
	assert_true(config_parse(&c, buf_str(&text), keys, LENGTH(keys), NULL));
	assert_int_equal(c.n, 1000);
	assert_string_equal(c.v[999].value, "999");
	config_free(&c);
	buf_free(&text);
}

static void
a_baseline_is_read_as_it_was_written(void **state)
{
	static const char *const text = "# ft-lint baseline 1\n"
					"E101 00000000000000ff 1\n"
					"E101 ffffffffffffff00 3\n"
					"W102 0000000000000001 2\n";
	struct content_counts known = {0};
	struct fault f;
	size_t line;

	(void)state;
	assert_true(baseline_read(&known, str_c(text), &line, &f));
	assert_int_equal(baseline_total(&known), 6);
	assert_int_equal(known.used, 3);
	content_free(&known);
}

static void
a_finding_is_known_as_often_as_it_was(void **state)
{
	struct content_counts known = {0};

	(void)state;
	assert_false(content_take(&known, 7));
	assert_int_equal(content_add(&known, 7, &rules[0], 2), 2);
	/* All of one slot, before and behind growing. */
	for (uint64_t i = 1; i < 1000; i++)
		assert_int_equal(
		    content_add(&known, 7 + (i << 32), &rules[1], 1), 1);
	assert_true(content_take(&known, 7));
	assert_true(content_take(&known, 7));
	assert_false(content_take(&known, 7));
	assert_int_equal(baseline_left(&known), 999);
	assert_int_equal(content_add(&known, 7, &rules[0], 1), 3);
	assert_true(content_take(&known, 7));
	content_free(&known);
}

static void
findings_of_rules_that_are_gone_are_passed_over(void **state)
{
	struct content_counts known = {0};
	struct fault f;
	size_t line;

	(void)state;
	assert_true(baseline_read(&known,
	    STR("# ft-lint baseline 1\nE999 0123456789abcdef 5"), &line, &f));
	assert_int_equal(baseline_total(&known), 0);
	content_free(&known);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test(name)
	const struct CMUnitTest tests[] = {
	    TEST(entries_have_their_places_and_no_blanks_around),
	    TEST(a_configuration_of_nothing_has_no_entries),
	    TEST(many_repeated_entries_are_all_kept),
	    TEST(a_baseline_is_read_as_it_was_written),
	    TEST(a_finding_is_known_as_often_as_it_was),
	    TEST(findings_of_rules_that_are_gone_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
