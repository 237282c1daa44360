/* SPDX-License-Identifier: MIT */
#include "tests/unit/json_bench.h"

#define END "found the end of the text"

static const struct refused {
	struct str text;
	size_t off;
	const char *message;
} refused[] = {
    /* Nothing, and too little. */
    {STR(""), 0, "expected a value, " END},
    {STR(" \t\r\n"), 4, "expected a value, " END},
    {STR("["), 1, "expected a value or ']', " END},
    {STR("[1 "), 3, "expected ',' or ']' after an element, " END},
    {STR("[1,"), 3, "expected a value after ',', " END},
    {STR("{"), 1, "expected a key in double quotes or '}', " END},
    {STR("{\"a\" "), 5, "expected ':' after a key, " END},
    {STR("{\"a\":"), 5, "expected a value after ':', " END},
    {STR("{\"a\":1"), 6, "expected ',' or '}' after a member, " END},
    {STR("{\"a\":1,"), 7, "expected a key in double quotes after ',', " END},
    {STR("[[]"), 3, "expected ',' or ']' after an element, " END},
    /* The wrong thing. */
    {STR("{\"a\":1 \"b\":2}"), 7,
	"expected ',' or '}' after a member, found '\"'"},
    {STR("{\"a\":\"b\" : 1}"), 9,
	"expected ',' or '}' after a member, found ':'"},
    {STR("{\"a\",1}"), 4, "expected ':' after a key, found ','"},
    {STR("{\"a\"::1}"), 5, "expected a value after ':', found ':'"},
    {STR("{\"a\":1,}"), 7,
	"expected a key in double quotes after ',', found '}'"},
    {STR("{\"a\":}"), 5, "expected a value after ':', found '}'"},
    {STR("{,}"), 1, "expected a key in double quotes or '}', found ','"},
    {STR("{a:1}"), 1, "expected a key in double quotes or '}', found 'a'"},
    {STR("{1:1}"), 1, "expected a key in double quotes or '}', found '1'"},
    {STR("{'a':1}"), 1,
	"expected a key in double quotes or '}', found a single quote"},
    {STR("{[]:1}"), 1, "expected a key in double quotes or '}', found '['"},
    {STR("{\"a\":{]}"), 6, "expected a key in double quotes or '}', found ']'"},
    {STR("[1,]"), 3, "expected a value after ',', found ']'"},
    {STR("[,1]"), 1, "expected a value or ']', found ','"},
    {STR("[1,,2]"), 3, "expected a value after ',', found ','"},
    {STR("[1;2]"), 2, "expected ',' or ']' after an element, found ';'"},
    {STR("[1}"), 2, "expected ',' or ']' after an element, found '}'"},
    {STR("[\"a\" true]"), 5,
	"expected ',' or ']' after an element, found 'true'"},
    {STR("['a']"), 1, "expected a value or ']', found a single quote"},
    {STR("]"), 0, "expected a value, found ']'"},
    {STR("{} {}"), 3,
	"expected the end of the text after the value, found '{'"},
    {STR("1 2"), 2, "expected the end of the text after the value, found '2'"},
    {STR("[]]"), 2, "expected the end of the text after the value, found ']'"},
    {STR("\xE2\x80\x9C"
	 "a\xE2\x80\x9D"),
	0, "expected a value, found U+201C"},
    {STR("[\xC2\xA0"
	 "1]"),
	1, "expected a value or ']', found U+00A0"},
    {STR("[\x7F]"), 1, "expected a value or ']', found the byte 0x7f"},
    /* Comments. */
    {STR("// a\n1"), 0,
	"expected a value, found a comment, which JSON does not have"},
    {STR("[1,/* b */2]"), 3,
	"expected a value after ',', found a comment, which JSON does not "
	"have"},
    {STR("1 # c"), 2,
	"expected the end of the text after the value, found a comment, which "
	"JSON does not have"},
    /* Words. */
    {STR("tru"), 0, "expected a value, found 'tru'"},
    {STR("[nul]"), 1, "expected a value or ']', found 'nul'"},
    {STR("truest"), 4,
	"expected the end of the text after the value, found 'st'"},
    {STR("{\"a\": True}"), 6, "'True' is Python's, JSON writes true"},
    {STR("[False]"), 1, "'False' is Python's, JSON writes false"},
    {STR("[1,None]"), 3, "'None' is Python's, JSON writes null"},
    {STR("[undefined]"), 1, "'undefined' is JavaScript's, JSON writes null"},
    {STR("NaN"), 0, "'NaN' is not a number in JSON"},
    {STR("[Infinity]"), 1, "'Infinity' is not a number in JSON"},
    {STR("[-Infinity]"), 1, "'-Infinity' is not a number in JSON"},
    {STR("[Nonesuch]"), 1, "expected a value or ']', found 'Nonesuch'"},
    {STR("abcdefghijklmnopqrstuvwxyz"), 0,
	"expected a value, found 'abcdefghijklmnopqrst'"},
    /* Numbers. */
    {STR("01"), 0, "a number has no leading zeros"},
    {STR("[-012]"), 2, "a number has no leading zeros"},
    {STR("[0 1]"), 3, "expected ',' or ']' after an element, found '1'"},
    {STR("+1"), 0, "a number begins with a digit or '-', not with '+'"},
    {STR("[.5]"), 1, "a number begins with a digit or '-', not with '.'"},
    {STR("-"), 1, "expected a digit after '-', " END},
    {STR("[-a]"), 2, "expected a digit after '-', found 'a'"},
    {STR("[- 1]"), 2, "expected a digit after '-', found ' '"},
    {STR("1."), 2, "expected a digit after '.', " END},
    {STR("[1.e5]"), 3, "expected a digit after '.', found 'e5'"},
    {STR("1e"), 2, "expected a digit in the exponent, " END},
    {STR("[1E+]"), 4, "expected a digit in the exponent, found ']'"},
    {STR("0x10"), 1,
	"expected the end of the text after the value, found 'x10'"},
    {STR("1_000"), 1,
	"expected the end of the text after the value, found '_000'"},
    /* Strings. */
    {STR("[\"ab"), 1, "the string that begins here is not closed"},
    {STR("{\"ab"), 1, "the string that begins here is not closed"},
    {STR("\"a\\"), 0, "the string that begins here is not closed"},
    {STR("\"a\\\""), 0, "the string that begins here is not closed"},
    {STR("\"a\\u12"), 0, "the string that begins here is not closed"},
    {STR("\"a\tb\""), 2, "control character 0x09 in a string, JSON writes \\t"},
    {STR("{\"a\nb\":1}"), 3,
	"control character 0x0a in a string, JSON writes \\n"},
    {STR("\"a\0b\""), 2,
	"control character 0x00 in a string, JSON writes \\u0000"},
    {STR("\"\x0B\""), 1,
	"control character 0x0b in a string, JSON writes \\u000b"},
    {STR("\"\x1F\""), 1,
	"control character 0x1f in a string, JSON writes \\u001f"},
    {STR("\"a\\'b\""), 2, "'\\'' is no escape in JSON"},
    {STR("\"\\n\\x41\""), 3, "'\\x' is no escape in JSON"},
    {STR("\"\\\n\""), 1,
	"a backslash before the byte 0x0a is no escape in JSON"},
    {STR("\"\\u12g4\""), 1, "expected four hex digits after '\\u'"},
    {STR("\"\\u123g\""), 1, "expected four hex digits after '\\u'"},
    {STR("\"\\uD800\\u\""), 7, "expected four hex digits after '\\u'"},
    /* White space that yajl takes and JSON does not. */
    {STR("\f1"), 0, "control character 0x0c between the tokens"},
    {STR("1\f"), 1, "control character 0x0c between the tokens"},
    {STR("[1,\v2]"), 3, "control character 0x0b between the tokens"},
    {STR("[\v]"), 1, "control character 0x0b between the tokens"},
    {STR("{\"a\"\f:1}"), 4, "control character 0x0c between the tokens"},
    {STR("{\"a\":1\f}"), 6, "control character 0x0c between the tokens"},
    {STR("{\"a\":1,\f\"b\":2}"), 7,
	"control character 0x0c between the tokens"},
    {STR("[1]\0"), 3, "control character 0x00 between the tokens"},
    /* Not UTF-8. */
    {STR("[1,\"caf\xE9\"]"), 7, "invalid UTF-8 at the byte 0xe9"},
    {STR("{\"\xC0\x80\":1}"), 2, "invalid UTF-8 at the byte 0xc0"},
    {STR("[nonsense \xFF"), 10, "invalid UTF-8 at the byte 0xff"},
    {STR("\"\xED\xA0\x80\""), 1, "invalid UTF-8 at the byte 0xed"},
    {STR("\xEF\xBB\xBF{}"), 0,
	"expected a value, found a byte-order mark (U+FEFF)"},
    {STR("{\xEF\xBB\xBF}"), 1,
	"expected a key in double quotes or '}', found U+FEFF"},
    {STR("\xFF\xFE{\0}\0"), 0, "expected UTF-8, found UTF-16"},
    {STR("\xFE\xFF\0{\0}"), 0, "expected UTF-8, found UTF-16"},
};

/* The text stands where memory ends, for the sanitizers to see. */
static bool
reads(struct bench *t, struct str text)
{
	char *p = malloc(text.n == 0 ? 1 : text.n);
	bool ok;

	assert_non_null(p);
	if (text.n > 0)
		memcpy(p, text.p, text.n);
	ok = json_parse(&t->r, str_of(p, text.n), &t->doc, &t->f);
	free(p);
	return ok;
}

static void
what_is_no_json_is_refused_with_place_and_reason(void **state)
{
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(refused); i++) {
		const struct refused *row = &refused[i];

		if (reads(t, row->text))
			fail_msg("row %zu: '%.*s' was taken", i,
			    STR_ARGS(row->text));
		assert_int_equal(t->f.status, STATUS_INPUT);
		if (t->f.off != row->off || strcmp(t->f.text, row->message))
			fail_msg("row %zu: %zu: %s", i, t->f.off, t->f.text);
		arena_reset(&t->arena);
	}
}

static void
nobody_needs_to_ask_for_the_reason(void **state)
{
	struct bench *t = *state;

	for (size_t i = 0; i < LENGTH(refused); i++)
		assert_false(json_parse(&t->r, refused[i].text, &t->doc, NULL));
}

/* Every beginning of a document is a text that breaks off, and is told so. */
static void
a_text_that_breaks_off_is_refused_wherever_it_does(void **state)
{
	struct str text = STR("{\"a\":[1.5e-3,true,\"b\\u00e9\\n\",{}],"
			      "\"c\" : null }");
	struct bench *t = *state;

	assert_true(reads(t, text));
	for (size_t n = 0; n < text.n; n++) {
		assert_false(reads(t, str_of(text.p, n)));
		assert_true(t->f.off <= n);
	}
}

static struct str
repeat(struct buf *b, const char *begin, size_t n, const char *end)
{
	buf_clear(b);
	for (size_t i = 0; i < n; i++)
		buf_adds(b, begin);
	for (size_t i = 0; i < n; i++)
		buf_adds(b, end);
	return buf_str(b);
}

static void
depth_ends_at_the_limit(void **state)
{
	struct bench *t = *state;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(reads(t, repeat(&b, "[", JSON_DEPTH_MAX, "]")));
	assert_false(reads(t, repeat(&b, "[", JSON_DEPTH_MAX + 1, "]")));
	assert_int_equal(t->f.off, JSON_DEPTH_MAX);
	assert_string_equal(t->f.text, "nested more than 512 deep");
	assert_false(reads(t, repeat(&b, "[", 100000, "")));
	assert_int_equal(t->f.off, JSON_DEPTH_MAX);
	assert_false(reads(t, repeat(&b, "{\"a\":", 100000, "")));
	assert_int_equal(t->f.off, JSON_DEPTH_MAX * 5);
	buf_free(&b);
}

static struct str
array_of(struct buf *b, size_t n)
{
	buf_clear(b);
	buf_addc(b, '[');
	for (size_t i = 0; i < n; i++)
		buf_adds(b, "1,");
	b->p[b->n - 1] = ']';
	return buf_str(b);
}

static void
the_number_of_values_ends_at_the_limit(void **state)
{
	struct bench *t = *state;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(reads(t, array_of(&b, JSON_VALUES_MAX - 1)));
	assert_int_equal(t->doc.root->count, JSON_VALUES_MAX - 1);
	arena_reset(&t->arena);
	assert_false(reads(t, array_of(&b, JSON_VALUES_MAX)));
	assert_int_equal(t->f.off, 1 + 2 * (JSON_VALUES_MAX - 1));
	assert_string_equal(t->f.text, "more than 1048576 values");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_no_json_is_refused_with_place_and_reason),
	    TEST(nobody_needs_to_ask_for_the_reason),
	    TEST(a_text_that_breaks_off_is_refused_wherever_it_does),
	    TEST(depth_ends_at_the_limit),
	    TEST(the_number_of_values_ends_at_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
