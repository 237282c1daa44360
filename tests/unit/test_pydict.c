/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/base/buf.h"
#include "tools/csv2jsonl/prompt.c"
#include "tools/csv2jsonl/pydict.c"

static struct arena arena;

/* "key=value;" for each member, a value that is no string in angle brackets. */
static void
expect(const char *text, const char *want)
{
	struct buf got;
	struct pydict d;
	struct fault f;

	buf_init(&got, BUF_NO_MAX);
	assert_true(pydict_parse(&arena, str_c(text), &d, &f));
	for (size_t i = 0; i < d.n; i++) {
		const struct pydict_member *m = &d.members[i];

		buf_printf(&got, m->is_string ? "%.*s=%.*s;" : "%.*s=<%.*s>;",
		    STR_ARGS(m->key), STR_ARGS(m->value));
	}
	assert_string_equal(buf_cstr(&got), want);
	buf_free(&got);
	arena_reset(&arena);
}

static void
refuse(const char *text, size_t off, const char *why)
{
	struct pydict d;
	struct fault f;

	assert_false(pydict_parse(&arena, str_c(text), &d, &f));
	assert_non_null(strstr(f.text, why));
	assert_int_equal(f.off, off);
	assert_int_equal(f.status, STATUS_INPUT);
	arena_reset(&arena);
}

static void
members_are_read_in_both_kinds_of_quotes(void **state)
{
	(void)state;
	expect("{'system': 'Be brief.', 'user': \"What's up?\"}",
	    "system=Be brief.;user=What's up?;");
	expect(" {\n 'a' :\t'b' , } ", "a=b;");
	expect("{}", "");
	expect("{'': ''}", "=;");
}

static void
other_values_are_let_through(void **state)
{
	(void)state;
	expect("{'a': None, 'b': True, 'c': -1.5e+3, 'd': .5, 'e': nan}",
	    "a=<None>;b=<True>;c=<-1.5e+3>;d=<.5>;e=<nan>;");
	refuse("{'a': null}", 6, "expected a string, a number");
	refuse("{'a': u'b'}", 6, "expected a string, a number");
}

static void
values_that_hold_others_are_let_through(void **state)
{
	(void)state;
	expect("{'a': [], 'b': [1, 'x]', ], 'c': ( 1, (2,) ), 'd': 'e'}",
	    "a=<[]>;b=<[1, 'x]', ]>;c=<( 1, (2,) )>;d=e;");
	expect("{'a': {'b': {1: None}, (1, 2): [\"'\"]} }",
	    "a=<{'b': {1: None}, (1, 2): [\"'\"]}>;");
	refuse("{'a': [1}", 8, "expected ',' or ']' behind a value");
	refuse("{'a': (1]}", 8, "expected ',' or ')' behind a value");
	refuse("{'a': {1: 2]}", 11, "expected ',' or '}' behind a value");
	refuse("{'a': {1, 2}}", 8, "expected ':' behind a key");
	refuse("{'a': [,]}", 7, "expected a string, a number");
	refuse("{'a': [1 2]}", 9, "expected ',' or ']'");
	refuse("{'a': ['b]}", 7, "not closed");
	refuse("{'a': [", 7, "expected a string, a number");
}

static void
nesting_has_a_ceiling(void **state)
{
	struct buf text;
	struct pydict d;
	struct fault f;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	buf_adds(&text, "{'a':");
	for (int i = 0; i < PYDICT_DEPTH; i++)
		buf_addc(&text, '[');
	for (int i = 0; i < PYDICT_DEPTH; i++)
		buf_addc(&text, ']');
	buf_adds(&text, ",'b':[]}");
	assert_true(pydict_parse(&arena, buf_str(&text), &d, &f));
	buf_clear(&text);
	buf_adds(&text, "{'a':");
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, '[');
	assert_false(pydict_parse(&arena, buf_str(&text), &d, &f));
	assert_non_null(strstr(f.text, "deep"));
	assert_int_equal(f.off, 5 + PYDICT_DEPTH);
	buf_free(&text);
	arena_reset(&arena);
}

static void
escapes_are_decoded(void **state)
{
	(void)state;
	expect("{'a': '\\n\\r\\t\\\\\\'\\\"'}", "a=\n\r\t\\'\";");
	expect("{'a': 'x\\xe9\\u4E2d\\U0001f642y'}",
	    "a=x\xc3\xa9\xe4\xb8\xad\xf0\x9f\x99\x82y;");
	refuse("{'a': 'b\\q'}", 8, "unknown escape");
	refuse("{'a': '\\x4'}", 10, "hexadecimal");
	refuse("{'a': '\\ud83d\\ude00'}", 7, "no character");
	refuse("{'a': '\\U00110000'}", 7, "no character");
}

static void
strings_must_close_on_their_line(void **state)
{
	(void)state;
	refuse("{'a': 'b", 6, "not closed");
	refuse("{'a': 'b\\", 8, "unknown escape");
	refuse("{'a': 'b\n'}", 8, "line end");
	refuse("{'a': '\\n\n'}", 9, "line end");
	refuse("{'a", 1, "not closed");
}

static void
a_dict_is_well_formed_and_alone(void **state)
{
	(void)state;
	refuse("", 0, "expected '{'");
	refuse("[1]", 0, "expected '{'");
	refuse("{a: 'b'}", 1, "expected a string as key");
	refuse("{'a' 'b'}", 5, "expected ':'");
	refuse("{'a': 'b' 'c'}", 10, "expected ',' or '}'");
	refuse("{'a': 'b'", 9, "expected ',' or '}'");
	refuse("{,}", 1, "expected a string as key");
	refuse("{'a': 'b'} x", 11, "text behind");
}

static void
members_have_a_ceiling(void **state)
{
	struct buf text;
	struct pydict d;
	struct fault f;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	buf_addc(&text, '{');
	for (int i = 0; i < PYDICT_MAX; i++)
		buf_adds(&text, "'a':'b',");
	assert_false(pydict_parse(&arena, buf_str(&text), &d, &f));
	buf_addc(&text, '}');
	assert_true(pydict_parse(&arena, buf_str(&text), &d, &f));
	text.n--;
	buf_adds(&text, "'a':'b'}");
	assert_false(pydict_parse(&arena, buf_str(&text), &d, &f));
	buf_free(&text);
}

/* Opens a prompt; system and user with a bar between, or the plain text. */
static void
open_prompt(const char *cell, const char *want)
{
	struct json_reader r;
	struct prompt p;
	struct fault f;
	struct buf got;

	json_reader_init(&r, &arena);
	buf_init(&got, BUF_NO_MAX);
	if (!prompt_open(&r, str_c(cell), &p, &f))
		buf_printf(&got, "%zu: %s", f.off, f.text);
	else if (p.opened)
		buf_printf(
		    &got, "%.*s|%.*s", STR_ARGS(p.system), STR_ARGS(p.user));
	else
		buf_printf(&got, "%.*s", STR_ARGS(p.user));
	assert_string_equal(buf_cstr(&got), want);
	buf_free(&got);
	json_reader_free(&r);
	arena_reset(&arena);
}

static void
a_prompt_is_opened_as_json_or_as_a_dict(void **state)
{
	(void)state;
	open_prompt("{\"system\": \"s\", \"user\": \"u\\n\"}", "s|u\n");
	open_prompt(" {'system': 's', 'user': 'u'} ", "s|u");
	open_prompt("{'id': 7, 'user': 'u'}", "|u");
	open_prompt("{\"user\":\"u\",\"system\":null}", "|u");
	open_prompt("{'system': None, 'user': 'u'}", "|u");
}

static void
a_prompt_that_is_no_such_object_is_text(void **state)
{
	(void)state;
	open_prompt("", "");
	open_prompt("hello", "hello");
	open_prompt("{name}, hello", "{name}, hello");
	open_prompt("{\"a\": 1}", "{\"a\": 1}");
	open_prompt("{\"a\": 1} user", "{\"a\": 1} user");
	open_prompt("{'a': 'b'", "{'a': 'b'");
	open_prompt("{", "{");
}

static void
a_prompt_that_begins_as_one_must_be_one(void **state)
{
	(void)state;
	open_prompt("{'system': 's', 'user': 'u}",
	    "24: Python dict: string that is not closed");
	open_prompt("{'system': 's'}",
	    "0: the prompt's object has no \"user\" that is a string");
	open_prompt("{'user': 3}",
	    "9: the prompt's object has no \"user\" that is a string");
	open_prompt("{\"user\": \"u\", \"system\": [1]}",
	    "24: the prompt's \"system\" is no string");
	open_prompt("{\"user\": \"\\ud83d\"}",
	    "10: half a surrogate pair is no character");
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
	    cmocka_unit_test(members_are_read_in_both_kinds_of_quotes),
	    cmocka_unit_test(other_values_are_let_through),
	    cmocka_unit_test(values_that_hold_others_are_let_through),
	    cmocka_unit_test(nesting_has_a_ceiling),
	    cmocka_unit_test(escapes_are_decoded),
	    cmocka_unit_test(strings_must_close_on_their_line),
	    cmocka_unit_test(a_dict_is_well_formed_and_alone),
	    cmocka_unit_test(members_have_a_ceiling),
	    cmocka_unit_test(a_prompt_is_opened_as_json_or_as_a_dict),
	    cmocka_unit_test(a_prompt_that_is_no_such_object_is_text),
	    cmocka_unit_test(a_prompt_that_begins_as_one_must_be_one),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
