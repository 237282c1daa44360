/* SPDX-License-Identifier: MIT */
#include "tests/unit/json_bench.h"

static void
each_type_is_read(void **state)
{
	struct bench *t = *state;
	const struct json *v = parse(t, "[null,true,false,-1.50,\"a\",[],{}]");
	static const enum json_type types[] = {JSON_NULL, JSON_BOOL, JSON_BOOL,
	    JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT};
	size_t i = 0;

	assert_int_equal(v->type, JSON_ARRAY);
	assert_int_equal(v->count, 7);
	for (const struct json *c = v->child; c != NULL; c = c->next) {
		assert_int_equal(c->type, types[i++]);
		assert_ptr_equal(c->parent, v);
		assert_null(c->child);
		assert_int_equal(c->count, 0);
	}
	assert_int_equal(i, 7);
	assert_true(v->child->next->truth);
	assert_false(v->child->next->next->truth);
	is_text(v->child->next->next->next->text, "-1.50");
	is_text(v->child->next->next->next->next->text, "a");
	assert_null(v->parent);
	assert_null(v->next);
	assert_null(t->doc.odd);
}

static void
a_value_alone_is_a_document(void **state)
{
	static const char *const texts[] = {
	    "1", " -0.5e3 ", "\"\"", "null", "\r\n\ttrue", "[]", "{ }", "0"};
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(texts); i++) {
		const struct json *v = parse(t, texts[i]);
		struct str s = str_trim(str_c(texts[i]));

		assert_int_equal(v->off, s.p - texts[i]);
		assert_int_equal(v->end, v->off + s.n);
	}
}

/* The value that comes next in the text. */
static const struct json *
following(const struct json *v)
{
	if (v->child != NULL)
		return v->child;
	while (v != NULL && v->next == NULL)
		v = v->parent;
	return v == NULL ? NULL : v->next;
}

static void
offsets_tell_where_values_and_keys_stand(void **state)
{
	static const char text[] =
	    " { \"key\" :\t[ 12 ,\"a\\\"]\" , true] ,\"\\u006b2\":{\"\":-1e5}"
	    ", \"x\":null }\n";
	static const struct {
		const char *value, *key;
	} want[] = {
	    {"[ 12 ,\"a\\\"]\" , true]", "\"key\" :"},
	    {"12", NULL},
	    {"\"a\\\"]\"", NULL},
	    {"true", NULL},
	    {"{\"\":-1e5}", "\"\\u006b2\":"},
	    {"-1e5", "\"\":"},
	    {"null", "\"x\":"},
	};
	struct bench *t = *state;
	const struct json *v = parse(t, text);

	assert_int_equal(v->off, 1);
	assert_int_equal(v->end, strlen(text) - 1);
	for (size_t i = 0; i < LENGTH(want); i++) {
		v = following(v);
		assert_non_null(v);
		is_text(str_of(text + v->off, v->end - v->off), want[i].value);
		if (want[i].key != NULL)
			assert_memory_equal(text + v->key_off, want[i].key,
			    strlen(want[i].key));
	}
	assert_null(following(v));
}

static void
escapes_are_decoded(void **state)
{
	static const struct {
		const char *json;
		struct str text;
	} cases[] = {
	    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", STR("\"\\/\b\f\n\r\t")},
	    {"\"a\\u0041\\u00e9\\u6F22z\"", STR("aA\xC3\xA9\xE6\xBC\xA2z")},
	    {"\"\\u0000\"", STR("\0")},
	    {"\"\\ud83d\\uDE00\"", STR("\xF0\x9F\x98\x80")},
	    {"\"\\uDBFF\\uDFFF\"", STR("\xF4\x8F\xBF\xBF")},
	    {"\"\\ufeff\\uffff\"", STR("\xEF\xBB\xBF\xEF\xBF\xBF")},
	    {"\"\\\\u0041\"", STR("\\u0041")},
	    {"\"\xC3\xA9\\n\x7F\"", STR("\xC3\xA9\n\x7F")},
	};
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct json *v = parse(t, cases[i].json);

		if (!str_eq(v->text, cases[i].text))
			fail_msg("%s", cases[i].json);
		assert_null(t->doc.odd);
		assert_int_equal(v->end, strlen(cases[i].json));
	}
}

static void
text_without_escapes_is_not_copied(void **state)
{
	struct str text = STR("{\"key\":[\"value\", 15]}");
	struct bench *t = *state;
	const struct json *v = parse_str(t, text);

	assert_ptr_equal(v->child->key.p, text.p + 2);
	assert_ptr_equal(v->child->child->text.p, text.p + 9);
	assert_ptr_equal(v->child->child->next->text.p, text.p + 17);
}

static void
members_are_got_by_name(void **state)
{
	struct bench *t = *state;
	const struct json *v =
	    parse(t, "{\"a\":1,\"ab\":2,\"\":3,\"x\\u0000y\":4,\"a\":5}");

	is_text(json_get(v, "a")->text, "5");
	is_text(json_get(v, "ab")->text, "2");
	is_text(json_get(v, "")->text, "3");
	is_text(json_get_str(v, STR("x\0y"))->text, "4");
	assert_null(json_get(v, "x"));
	assert_null(json_get(v, "b"));
	assert_null(json_get(NULL, "a"));
	assert_null(json_get(v->child, "a"));
	assert_null(json_get(parse(t, "[\"a\"]"), "a"));
}

static void
numbers_are_read_where_they_fit(void **state)
{
	struct bench *t = *state;
	const struct json *v = parse(t,
	    "[0,18446744073709551615,18446744073709551616,-1,1.0,1e2,\"1\"]");
	static const bool whole[] = {true, true, false};
	uint64_t n = 7;
	double x = 7;
	size_t i = 0;

	for (const struct json *c = v->child; c != NULL; c = c->next, i++)
		assert_int_equal(json_u64(c, &n), i < 3 && whole[i]);
	assert_true(n == UINT64_MAX);
	assert_false(json_u64(NULL, &n));
	assert_true(json_real(v->child->next->next->next->next->next, &x));
	assert_true(x == 100);
	assert_true(json_real(parse(t, "-2.5"), &x));
	assert_true(x == -2.5);
	assert_false(json_real(parse(t, "1e400"), &x));
	assert_false(json_real(parse(t, "\"1\""), &x));
	assert_false(json_real(NULL, &x));
	assert_true(x == -2.5);
}

/* What stands behind the text is not ours to read. */
static void
a_number_at_the_very_end_is_read_no_further(void **state)
{
	struct bench *t = *state;
	double x;

	assert_true(json_real(parse_str(t, str_of("12.5999", 4)), &x));
	assert_true(x == 12.5);
	assert_true(json_real(parse_str(t, str_of("1e30", 3)), &x));
	assert_true(x == 1000);
	parse_str(t, str_of("1e999", 4));
	assert_null(t->doc.odd);
}

static void
a_pointer_leads_from_the_root_to_the_value(void **state)
{
	struct bench *t = *state;
	const struct json *v =
	    parse(t, "{\"a~/b\":[0,{\"\":[[1]],\"m\\u00e9\":2}]}");

	json_pointer(v, &t->b);
	assert_int_equal(t->b.n, 0);
	v = v->child->child->next->child;
	json_pointer(v->child->child, &t->b);
	is_text(buf_str(&t->b), "/a~0~1b/1//0/0");
	buf_clear(&t->b);
	json_pointer(v->next, &t->b);
	is_text(buf_str(&t->b), "/a~0~1b/1/m\xC3\xA9");
}

static void
types_have_names_and_tests(void **state)
{
	struct bench *t = *state;
	const struct json *v = parse(t, "[null,true,1,\"\",[],{}]")->child;
	static bool (*const tests[])(const struct json *) = {json_is_null,
	    json_is_bool, json_is_number, json_is_string, json_is_array,
	    json_is_object};
	static const char *const names[] = {"null", "a boolean", "a number",
	    "a string", "an array", "an object"};

	for (size_t i = 0; i < LENGTH(tests); i++, v = v->next) {
		for (size_t k = 0; k < LENGTH(tests); k++)
			assert_int_equal(tests[k](v), i == k);
		assert_false(tests[i](NULL));
		assert_string_equal(json_type_name(v->type), names[i]);
	}
}

static void
a_reader_serves_again_after_a_fault_and_a_reset(void **state)
{
	struct bench *t = *state;

	for (int i = 0; i < 100; i++) {
		assert_false(json_parse(&t->r,
		    STR("{\"a\":[\"\\n\",{\"a\":1,\"a\":"), &t->doc, &t->f));
		parse(t, "{\"a\":[\"\\n\"]}");
		assert_null(t->doc.odd);
		is_text(json_get(t->doc.root, "a")->child->text, "\n");
		arena_reset(&t->arena);
	}
}

static void
long_strings_with_escapes_are_decoded_whole(void **state)
{
	struct bench *t = *state;
	const size_t n = 300000; /* more than yajl's memory holds at first */
	const struct json *v;

	buf_addc(&t->b, '"');
	for (size_t i = 0; i < n; i++)
		buf_adds(&t->b, "x\\n");
	buf_addc(&t->b, '"');
	v = parse_str(t, buf_str(&t->b));
	assert_int_equal(v->text.n, 2 * n);
	for (size_t i = 0; i < n; i++)
		assert_memory_equal(v->text.p + 2 * i, "x\n", 2);
}

static void
assert_place(struct bench *t, const char *text, size_t off, const char *there)
{
	const struct json *v = parse_str(t, str_c(text));
	size_t at = json_place(str_c(text), v->child, off);

	assert_string_equal(text + at, there);
}

static void
a_byte_of_a_string_is_found_where_it_is_written(void **state)
{
	struct bench *t = *state;

	assert_place(t, "[\"plain\"]", 2, "ain\"]");
	assert_place(t, "[\"plain\"]", 5, "\"]");
	assert_place(t, "[\"a\\nb\\\"c\"]", 1, "\\nb\\\"c\"]");
	assert_place(t, "[\"a\\nb\\\"c\"]", 4, "c\"]");
	assert_place(t, "[\"\\u0041x\"]", 1, "x\"]");
	assert_place(t, "[\"\\u00e9x\"]", 2, "x\"]");
	assert_place(t, "[\"\\u20acx\"]", 3, "x\"]");
	assert_place(t, "[\"\\ud83d\\ude00x\"]", 4, "x\"]");
	/* Within what an escape decodes to: the escape. */
	assert_place(t, "[\"\\u00e9x\"]", 1, "\\u00e9x\"]");
	/* Half a pair is U+FFFD. */
	assert_place(t, "[\"\\ud83dx\"]", 3, "x\"]");
	assert_place(t, "[\"\\ud83d\\u0041x\"]", 4, "x\"]");
	assert_place(t, "[\"x\\n\"]", 2, "\"]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_type_is_read),
	    TEST(a_value_alone_is_a_document),
	    TEST(offsets_tell_where_values_and_keys_stand),
	    TEST(escapes_are_decoded),
	    TEST(text_without_escapes_is_not_copied),
	    TEST(members_are_got_by_name),
	    TEST(numbers_are_read_where_they_fit),
	    TEST(a_number_at_the_very_end_is_read_no_further),
	    TEST(a_pointer_leads_from_the_root_to_the_value),
	    TEST(a_byte_of_a_string_is_found_where_it_is_written),
	    TEST(types_have_names_and_tests),
	    TEST(a_reader_serves_again_after_a_fault_and_a_reset),
	    TEST(long_strings_with_escapes_are_decoded_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
