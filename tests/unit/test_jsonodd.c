/* SPDX-License-Identifier: MIT */
#include "tests/unit/json_bench.h"

static void
odd(const struct json_odd *odd, enum json_oddity what, size_t off,
    const struct json *at)
{
	assert_non_null(odd);
	assert_int_equal(odd->what, what);
	assert_int_equal(odd->off, off);
	assert_ptr_equal(odd->at, at);
}

static void
lone_surrogates_are_replaced_and_noted(void **state)
{
	static const struct {
		const char *json, *text;
		size_t n, off[2];
	} cases[] = {
	    {"\"\\ud800\"", "\xEF\xBF\xBD", 1, {1}},
	    {"\"a\\udc00b\"",
		"a\xEF\xBF\xBD"
		"b",
		1, {2}},
	    {"\"\\udc00\\ud800\"", "\xEF\xBF\xBD\xEF\xBF\xBD", 2, {1, 7}},
	    {"\"\\ud800\\n\"", "\xEF\xBF\xBD\n", 1, {1}},
	    {"\"\\ud800\\u0041\"",
		"\xEF\xBF\xBD"
		"A",
		1, {1}},
	    {"\"\\ud800\\ud83d\\ude00\"", "\xEF\xBF\xBD\xF0\x9F\x98\x80", 1,
		{1}},
	    {"\"\\ud800u\\ude00\"", "\xEF\xBF\xBDu\xEF\xBF\xBD", 2, {1, 8}},
	};
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct json *v = parse(t, cases[i].json);
		const struct json_odd *o = t->doc.odd;

		is_text(v->text, cases[i].text);
		for (size_t k = 0; k < cases[i].n; k++, o = o->next)
			odd(o, JSON_LONE_SURROGATE, cases[i].off[k], v);
		assert_null(o);
	}
}

static void
a_key_that_comes_again_is_noted(void **state)
{
	struct bench *t = *state;
	const struct json *v =
	    parse(t, "{\"a\":{\"a\":1},\"b\":2,\"\\u0061\":3,\"a\":4,\"A\":5}");
	const struct json *third = v->child->next->next;

	odd(t->doc.odd, JSON_DUPLICATE_KEY, 19, third);
	odd(t->doc.odd->next, JSON_DUPLICATE_KEY, 30, third->next);
	assert_null(t->doc.odd->next->next);
	is_text(json_get(v, "a")->text, "4");
	parse(t, "[{\"a\":1},{\"a\":1}]");
	assert_null(t->doc.odd);
}

/* Beyond some keys a table is used, which grows. */
static void
duplicates_are_found_among_any_number_of_keys(void **state)
{
	struct bench *t = *state;

	for (size_t n = 1; n <= 1000; n += n < 80 ? 1 : 307)
		for (size_t twin = 0; twin < n; twin += n / 3 + 1) {
			buf_clear(&t->b);
			buf_addc(&t->b, '{');
			for (size_t i = 0; i < n; i++)
				buf_printf(&t->b, "\"key %zu\":0,", i);
			buf_printf(&t->b, "\"key %zu\":1}", twin);
			parse_str(t, buf_str(&t->b));
			assert_non_null(t->doc.odd);
			assert_int_equal(t->doc.odd->at->end, t->b.n - 1);
			assert_null(t->doc.odd->next);
			arena_reset(&t->arena);
		}
}

static void
a_hundred_thousand_keys_take_no_time(void **state)
{
	struct bench *t = *state;

	buf_addc(&t->b, '{');
	for (size_t i = 0; i < 100000; i++)
		buf_printf(&t->b, "\"%zu\":0,", i);
	buf_adds(&t->b, "\"50000\":1}");
	assert_int_equal(parse_str(t, buf_str(&t->b))->count, 100001);
	assert_null(t->doc.odd->next);
}

static void
numbers_that_no_machine_type_holds_are_noted(void **state)
{
	static const char *const huge[] = {"18446744073709551616",
	    "-9223372036854775809", "1e400", "-1E+400", "1e309",
	    "100000000000000000000000", "0.1e99999999999999999999"};
	static const char *const fine[] = {"18446744073709551615",
	    "-9223372036854775808", "1e308", "1e-400", "0", "-0",
	    "1.7976931348623157e308", "0.00000000000000000000000000000001",
	    "123456789012345678901234.5", "0e999999999999"};
	struct bench *t = *state;
	const struct json *v;

	for (size_t i = 0; i < LENGTH(huge); i++) {
		v = parse(t, huge[i]);
		odd(t->doc.odd, JSON_HUGE_NUMBER, 0, v);
		is_text(v->text, huge[i]);
	}
	for (size_t i = 0; i < LENGTH(fine); i++) {
		v = parse(t, fine[i]);
		if (t->doc.odd != NULL)
			fail_msg("%s", fine[i]);
		is_text(v->text, fine[i]);
	}
}

static void
what_is_odd_comes_in_the_order_of_the_text(void **state)
{
	struct bench *t = *state;
	const struct json_odd *o;
	size_t last = 0, n = 0;

	parse(t,
	    "{\"\\ud800\":1e999,\"\\ud801\":[\"\\udc00\"],\"a\":"
	    "{\"b\":1,\"b\":9e999},\"a\":\"\\ud800\"}");
	for (o = t->doc.odd; o != NULL; o = o->next, n++) {
		assert_true(o->off > last);
		last = o->off;
	}
	/* Both keys are U+FFFD, so the second one is odd itself, and that
	 * stands before its escape. */
	assert_int_equal(n, 9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(lone_surrogates_are_replaced_and_noted),
	    TEST(a_key_that_comes_again_is_noted),
	    TEST(duplicates_are_found_among_any_number_of_keys),
	    TEST(a_hundred_thousand_keys_take_no_time),
	    TEST(numbers_that_no_machine_type_holds_are_noted),
	    TEST(what_is_odd_comes_in_the_order_of_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
