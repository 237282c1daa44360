/* SPDX-License-Identifier: MIT */
/* What a record asks, and what should be answered. */
#include "tests/unit/unit.h"

#include "tools/eval/calls.c"
#include "tools/eval/question.c"

static struct arena arena;
static struct asker asker;
static struct question q;
static struct fault fault;

static int
start(void **state)
{
	(void)state;
	asker_init(&asker);
	arena_init(&arena);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	asker_free(&asker);
	arena_free(&arena);
	return 0;
}

/* Begins the record, written with ' for ". */
static bool
reads(const char *text)
{
	struct str s = arena_copy(&arena, str_c(text));

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			((char *)s.p)[i] = '"';
	return asker_read(&asker, s, &fault);
}

static void
assert_quoted(struct str got, const char *want)
{
	struct str s = arena_copy(&arena, got);

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '"')
			((char *)s.p)[i] = '\'';
	assert_str(s, want);
}

/* The record has this one question. */
static void
expect(const char *record, const char *messages, const char *expected)
{
	struct question none;

	assert_true(reads(record));
	assert_true(asker_next(&asker, &arena, &q));
	assert_quoted(q.messages, messages);
	assert_quoted(q.expected, expected);
	assert_false(asker_next(&asker, &arena, &none));
}

/* The record has none, for this reason; `broken` if it is no example. */
static void
expect_none(const char *record, bool broken, const char *why)
{
	assert_false(reads(record));
	assert_int_equal(fault.status, broken ? STATUS_INPUT : STATUS_OK);
	assert_non_null(strstr(fault.text, why));
}

#define USER(t)	     "{'role':'user','content':'" t "'}"
#define MASKED	     "{'role':'assistant','content':'d','weight':0}"
#define ASSISTANT(t) "{'role':'assistant','content':'" t "'}"

static void
the_last_answer_of_a_chat_is_the_truth(void **state)
{
	(void)state;
	expect("{'messages':[" USER("a") "," ASSISTANT("b") "," USER(
		   "c") "," ASSISTANT("d") "]}",
	    "[" USER("a") "," ASSISTANT("b") "," USER("c") "]", "d");
	assert_int_equal(q.truth, TRUTH_TEXT);
	expect("{'system':'s','messages':[" USER("a") "," ASSISTANT("b") "]}",
	    "[{'role':'system','content':'s'}," USER("a") "]", "b");
}

static void
what_is_for_training_alone_is_not_sent(void **state)
{
	(void)state;
	expect("{'messages':[" USER("a") ",{'weight':0,'role':'assistant',"
					 "'content':'b'}," USER(
					     "c") "," ASSISTANT("d") "]}",
	    "[" USER("a") "," ASSISTANT("b") "," USER("c") "]", "d");
}

static void
every_turn_is_a_question_but_those_not_learned(void **state)
{
	(void)state;
	asker.every_turn = true;
	assert_true(reads("{'messages':[" USER("a") "," ASSISTANT("b") "," USER(
	    "c") "," MASKED
		 "," USER("e") "," ASSISTANT("f") "," USER("g") "]}"));
	assert_true(asker_next(&asker, &arena, &q));
	assert_int_equal(q.turn, 1);
	assert_quoted(q.messages, "[" USER("a") "]");
	assert_true(asker_next(&asker, &arena, &q));
	assert_int_equal(q.turn, 2);
	assert_quoted(q.expected, "f");
	assert_false(asker_next(&asker, &arena, &q));
	asker.every_turn = false;
}

#define FUNCTION "{'name':'f','arguments':"
#define SPELT	 "'{\\u0022x\\u0022: [1,\\n 2]}'"

static void
calls_have_one_form_whatever_their_spelling(void **state)
{
	(void)state;
	expect("{'messages':[" USER(
		   "a") ",{'role':'assistant','tool_calls':[{'id':'1',"
			"'type':'function','function':" FUNCTION SPELT
			"}}]}],'tools':[{'type':'function'}],"
			"'parallel_tool_calls':false}",
	    "[" USER("a") "]", "[" FUNCTION "{'x':[1,2]}}]");
	assert_int_equal(q.truth, TRUTH_CALLS);
	assert_int_equal(q.nfields, 2);
}

static void
the_old_form_of_a_call_is_one(void **state)
{
	(void)state;
	assert_true(reads(
	    "{'messages':[" USER("a") ",{'role':'assistant',"
				      "'function_call':" FUNCTION "'oh'}}],"
				      "'functions':[{'name':'f'}]}"));
	assert_true(asker_next(&asker, &arena, &q));
	assert_quoted(q.expected, "[" FUNCTION "'oh'}]");
	assert_int_equal(q.truth, TRUTH_CALLS);
	assert_int_equal(q.nfields, 1);
	assert_str(q.fields[0].name, "functions");
	assert_quoted(q.fields[0].json, "[{'name':'f'}]");
}

static void
an_option_of_tools_goes_only_with_tools(void **state)
{
	(void)state;
	assert_true(reads("{'messages':[" USER("a") "," ASSISTANT(
	    "b") "],'tools':[],'parallel_tool_calls':false}"));
	assert_true(asker_next(&asker, &arena, &q));
	assert_int_equal(q.nfields, 0);
}

static void
a_preference_has_what_is_not_wanted(void **state)
{
	(void)state;
	assert_true(reads("{'input':{'messages':[" USER(
	    "a") "]},'preferred_output':[" ASSISTANT("b") "],'non_preferred_"
							  "output':[" ASSISTANT(
							      "c") "]}"));
	assert_true(asker_next(&asker, &arena, &q));
	assert_quoted(q.messages, "[" USER("a") "]");
	assert_true(q.is_preference);
	assert_str(q.expected, "b");
	assert_str(q.rejected, "c");
	expect("{'prompt':'a','chosen':'b','rejected':'c'}", "[" USER("a") "]",
	    "b");
}

static void
a_reference_is_the_value_of_a_key(void **state)
{
	struct jsonpath path;

	(void)state;
	expect("{'messages':[" USER("a") "],'topic':'t','answer':'yes'}",
	    "[" USER("a") "]", "yes");
	expect("{'messages':[" USER("a") "],'answer':{ 'x' : 1 }}",
	    "[" USER("a") "]", "{'x':1}");
	assert_int_equal(q.truth, TRUTH_JSON);
	expect_none("{'messages':[" USER("a") "],'topic':'t'}", false,
	    "no key has a reference");
	assert_true(jsonpath_read(&path, "metadata.truth", &fault));
	asker.reference = &path;
	expect("{'messages':[" USER("a") "," ASSISTANT(
		   "b") "],'metadata':{'truth':7}}",
	    "[" USER("a") "]", "7");
	expect_none("{'messages':[" USER("a") "]}", false, "no such reference");
	asker.reference = NULL;
	jsonpath_free(&path);
}

static void
a_prompt_is_what_the_user_says(void **state)
{
	(void)state;
	expect("{'prompt':'a','completion':' b'}", "[" USER("a") "]", " b");
	expect("{'question':'a','answer':'{}'}", "[" USER("a") "]", "{}");
	expect("{'prompt':[" USER("a") "],'completion':[" ASSISTANT("b") "]}",
	    "[" USER("a") "]", "b");
}

static void
parts_stay_as_they_are_and_texts_are_joined(void **state)
{
	(void)state;
	expect("{'messages':[{'role':'user','content':[{'type':'text','text':"
	       "'a'},{'type':'image_url','image_url':{'url':'x'}}]},"
	       "{'role':'assistant','content':[{'type':'text','text':'b'},"
	       "{'type':'text','text':'c'}]}]}",
	    "[{'role':'user','content':[{'type':'text','text':'a'},"
	    "{'type':'image_url','image_url':{'url':'x'}}]}]",
	    "bc");
}

static void
what_has_no_truth_is_said(void **state)
{
	(void)state;
	expect_none("{'messages':[" USER("a") "]}", false, "not an assistant");
	expect_none(
	    "{'messages':[" USER("a") ",{'role':'assistant','content':null}]}",
	    false, "is empty");
	expect_none("{'messages':[]}", false, "no answer");
	expect_none("{'messages':[" ASSISTANT("b") "]}", false,
	    "nothing stands before");
}

static void
what_is_no_example_is_a_fault(void **state)
{
	(void)state;
	expect_none("{'x':1}", true, "no training example");
	expect_none("[1", true, "");
	expect_none("{'contents':[{'role':'user','parts':[{'text':'a'}]}]}",
	    true, "converted");
}

static void
a_value_is_written_on_one_line(void **state)
{
	struct json_reader reader;
	struct json_doc doc;
	struct str text = STR("{ \"a\" :\n[1.50, \"x\\n\\u00e9\"], \"b\":{}}");
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	json_reader_init(&reader, &arena);
	assert_true(json_parse(&reader, text, &doc, &fault));
	question_compact(&b, text, doc.root);
	assert_string_equal(
	    buf_cstr(&b), "{\"a\":[1.50,\"x\\n\\u00e9\"],\"b\":{}}");
	json_reader_free(&reader);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_last_answer_of_a_chat_is_the_truth),
	    cmocka_unit_test(what_is_for_training_alone_is_not_sent),
	    cmocka_unit_test(every_turn_is_a_question_but_those_not_learned),
	    cmocka_unit_test(calls_have_one_form_whatever_their_spelling),
	    cmocka_unit_test(the_old_form_of_a_call_is_one),
	    cmocka_unit_test(an_option_of_tools_goes_only_with_tools),
	    cmocka_unit_test(a_preference_has_what_is_not_wanted),
	    cmocka_unit_test(a_reference_is_the_value_of_a_key),
	    cmocka_unit_test(a_prompt_is_what_the_user_says),
	    cmocka_unit_test(parts_stay_as_they_are_and_texts_are_joined),
	    cmocka_unit_test(what_has_no_truth_is_said),
	    cmocka_unit_test(what_is_no_example_is_a_fault),
	    cmocka_unit_test(a_value_is_written_on_one_line),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
