/* SPDX-License-Identifier: MIT */
/* What ft-split --method hash goes by; fixed for ever. */
#include "tools/split/key.c"

#include "tests/unit/doc.h"

/* The record with " for each '; lives until doc_stop(). */
static struct str
record(const char *text)
{
	struct str s = arena_copy(&doc_arena, str_c(text));

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			((char *)s.p)[i] = '"';
	return s;
}

static void
assert_bytes(const char *text, struct str want)
{
	struct key_maker *k = key_maker_new();
	struct str got;

	key_read(k, record(text));
	got = key_prompt(k);
	if (!str_eq(got, want))
		fail_msg("%s: key is \"%.*s\"", text, STR_ARGS(got));
	key_maker_free(k);
}

/* The key is that of these values, one behind the other. */
static void
assert_key(const char *text, const char *values)
{
	struct buf want;

	buf_init(&want, BUF_NO_MAX);
	for (const struct json *v = doc(values)->child; v != NULL; v = v->next)
		jsoncanon_add(&want, v);
	assert_bytes(text, buf_str(&want));
	buf_free(&want);
}

static void
the_key_of_a_chat_is_what_stands_before_the_last_answer(void **state)
{
	(void)state;
	assert_key("{'messages':[{'role':'user','content':'hi'},"
		   "{'role':'assistant','content':'a'}]}",
	    "[{'role':'user','content':'hi'}]");
	assert_key("{'messages':[{'role':'system','content':'s'},"
		   "{'role':'assistant','content':'a'},"
		   "{'role':'user','content':'b'},"
		   "{'role':'assistant','content':'c'},"
		   "{'role':'user','content':'d'}]}",
	    "[{'role':'system','content':'s'},"
	    "{'role':'assistant','content':'a'},"
	    "{'role':'user','content':'b'}]");
}

static void
the_bytes_of_the_key_are_pinned(void **state)
{
	(void)state;
	assert_bytes("{'messages':[{'role':'user','content':'hi'},"
		     "{'role':'assistant','content':'a'}]}",
	    STR("\xfa\xff"
		"content\xffhi\xffrole\xffuser\xf9"));
}

static void
the_key_does_not_depend_on_how_the_text_is_written(void **state)
{
	(void)state;
	assert_key("{ 'x': 1, 'messages' : [ {'content':'h\\u0069', "
		   "'role':'user'} ,{'role':'assistant','content':'b'}]}",
	    "[{'role':'user','content':'hi'}]");
}

static void
all_of_a_message_is_part_of_the_key(void **state)
{
	(void)state;
	assert_key("{'messages':[{'role':'user','content':["
		   "{'type':'text','n':[1.0,true,false,null]}]},"
		   "{'role':'tool','tool_call_id':'7'},{'role':'assistant'}]}",
	    "[{'role':'user','content':["
	    "{'type':'text','n':[1.0,true,false,null]}]},"
	    "{'role':'tool','tool_call_id':'7'}]");
}

static void
without_an_answer_all_messages_are_the_key(void **state)
{
	(void)state;
	assert_key("{'messages':[{'role':'user','content':'hi'},"
		   "{'role':'user'}]}",
	    "[{'role':'user','content':'hi'},{'role':'user'}]");
	assert_key("{'messages':[1,'x']}", "[1,'x']");
}

static void
the_key_of_a_preference_is_its_whole_input(void **state)
{
	(void)state;
	assert_key("{'input':{'messages':[{'role':'user','content':'q'},"
		   "{'role':'assistant','content':'a'}]},"
		   "'preferred_output':[]}",
	    "[{'role':'user','content':'q'},"
	    "{'role':'assistant','content':'a'}]");
}

static void
the_key_of_a_completion_is_its_prompt(void **state)
{
	(void)state;
	assert_key("{'prompt':'p','completion':'c'}", "['p']");
}

static void
a_record_without_a_prompt_is_its_own_key(void **state)
{
	static const char *const own[] = {"no json", "{", "[]", "7",
	    "{'prompt':'','completion':'c'}", "{'prompt':[1]}",
	    "{'messages':[]}", "{'messages':{}}", "{'input':[]}",
	    "{'messages':[{'role':'assistant','content':'c'}]}"};

	(void)state;
	for (size_t i = 0; i < LENGTH(own); i++)
		assert_bytes(own[i], record(own[i]));
}

static void
the_key_at_a_path_is_its_value_or_the_record(void **state)
{
	struct key_maker *k = key_maker_new();
	struct jsonpath path;
	struct str got;
	bool found;

	(void)state;
	assert_true(jsonpath_read(&path, "m.topic", NULL));
	key_read(k, record("{'m':{'topic':'x'}}"));
	got = key_at(k, &path, &found);
	assert_true(found);
	assert_str(got, "\xffx");
	key_read(k, record("{'m':{'topic':null}}"));
	got = key_at(k, &path, &found);
	assert_true(found);
	assert_str(got, "\xfc");
	key_read(k, record("{'m':{}}"));
	got = key_at(k, &path, &found);
	assert_false(found);
	assert_str(got, "{\"m\":{}}");
	key_read(k, STR("no json"));
	got = key_at(k, &path, &found);
	assert_false(found);
	assert_str(got, "no json");
	jsonpath_free(&path);
	key_maker_free(k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_key_of_a_chat_is_what_stands_before_the_last_answer),
	    cmocka_unit_test(the_bytes_of_the_key_are_pinned),
	    cmocka_unit_test(
		the_key_does_not_depend_on_how_the_text_is_written),
	    cmocka_unit_test(all_of_a_message_is_part_of_the_key),
	    cmocka_unit_test(without_an_answer_all_messages_are_the_key),
	    cmocka_unit_test(the_key_of_a_preference_is_its_whole_input),
	    cmocka_unit_test(the_key_of_a_completion_is_its_prompt),
	    cmocka_unit_test(a_record_without_a_prompt_is_its_own_key),
	    cmocka_unit_test(the_key_at_a_path_is_its_value_or_the_record),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
