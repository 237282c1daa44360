/* SPDX-License-Identifier: MIT */
/* What records of no known format are nearest to. */
#include "tests/unit/doc.h"

#include "common/example/nearest.h"

static void
expect_way(const char *text, enum nearest want, unsigned to, const char *way)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	assert_int_equal(nearest_way(doc(text), to, &got), want);
	assert_string_equal(buf_cstr(&got), way);
	buf_free(&got);
}

static void
expect_chat(const char *text, const char *way)
{
	expect_way(text, NEAREST_FOUND, 1U << EXAMPLE_CHAT, way);
}

static void
a_question_and_an_answer_are_told_by_their_words(void **state)
{
	(void)state;
	expect_chat("{'prompt':'a','canonical_solution':'b'}",
	    "jq -c '{messages: [{role: \"user\", content: .prompt}, "
	    "{role: \"assistant\", content: .canonical_solution}]}'");
	/* In any case, and whatever else there is. */
	expect_chat("{'id':7,'Question':'a','system_prompt':'s','Answer':'b'}",
	    "jq -c '{messages: [{role: \"system\", content: .system_prompt}, "
	    "{role: \"user\", content: .Question}, "
	    "{role: \"assistant\", content: .Answer}]}'");
	expect_chat("{'instruction':'a','context':'c','response':'b'}",
	    "jq -c '{messages: [{role: \"user\", content: ([.instruction, "
	    ".context] | map(select(. != null and . != \"\")) | "
	    "join(\"\\n\"))}, {role: \"assistant\", content: .response}]}'");
}

static void
messages_are_found_under_any_key_and_one_level_down(void **state)
{
	(void)state;
	expect_chat("{'conversation':[{'role':'user','content':'a'}]}",
	    "jq -c '{messages: .conversation}'");
	expect_chat("{'my-talk':[{'role':'user','content':'a'}]}",
	    "jq -c '{messages: .[\"my-talk\"]}'");
	expect_chat("{'input':[{'role':'user','content':'a'}],'ideal':'b'}",
	    "jq -c '{messages: (.input + [{role: \"assistant\", "
	    "content: .ideal}])}'");
	expect_chat(
	    "{'data':[{'messages':[]},{'messages':[]}]}", "jq -c '.data[]'");
	expect_chat("{'body':{'model':'m','messages':[{'role':'user',"
		    "'content':'a'}]}}",
	    "jq -c '.body | {messages, tools} | "
	    "with_entries(select(.value != null))'");
}

static void
what_is_not_asked_for_is_converted_further_or_not_at_all(void **state)
{
	struct buf way;

	(void)state;
	buf_init(&way, BUF_NO_MAX);
	assert_int_equal(nearest_way(doc("{'dialog':[{'from':'human',"
					 "'value':'a'}]}"),
			     1U << EXAMPLE_CHAT, &way),
	    NEAREST_FOUND);
	assert_true(str_starts(buf_str(&way),
	    STR("jq -c '{conversations: .dialog}' | jq -c '{messages: ")));
	buf_free(&way);
	expect_way("{'prompt':'a','reply':'b'}", NEAREST_NONE,
	    1U << EXAMPLE_TOKENS, "");
}

static void
a_question_without_an_answer_in_text_is_half_of_an_example(void **state)
{
	unsigned chat = 1U << EXAMPLE_CHAT;

	(void)state;
	expect_way("{'turns':['a','b']}", NEAREST_ASKS, chat, "");
	expect_way("{'question':'a','label':3}", NEAREST_ASKS, chat, "");
	expect_way("{'level':'info','ts':7}", NEAREST_NONE, chat, "");
	expect_way("{}", NEAREST_NONE, chat, "");
	expect_way("[{'role':'user','content':'a'}]", NEAREST_NONE, chat, "");
	expect_way("'a'", NEAREST_NONE, chat, "");
}

static void
no_key_gets_into_a_command_that_a_shell_would_read_otherwise(void **state)
{
	unsigned chat = 1U << EXAMPLE_CHAT;

	(void)state;
	expect_way("{'\\u0027; rm -rf /; \\u0027':[{'role':'user',"
		   "'content':'a'}]}",
	    NEAREST_NONE, chat, "");
	expect_way("{'a\\nb':[{'role':'user','content':'a'}]}", NEAREST_NONE,
	    chat, "");
	expect_way("{'a\\u0022]':[{'role':'user','content':'a'}]}",
	    NEAREST_NONE, chat, "");
	expect_way(
	    "{'':[{'role':'user','content':'a'}]}", NEAREST_NONE, chat, "");
}

static void
expect_keys(const char *text, const char *want)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	nearest_keys(doc(text), &got);
	assert_string_equal(buf_cstr(&got), want);
	buf_free(&got);
}

static void
records_are_described_by_their_keys(void **state)
{
	(void)state;
	expect_keys("{'a':1}", "objects with the key a");
	expect_keys("{'a':1,'b':2}", "objects with the keys a and b");
	expect_keys("{'a':1,'b':2,'c':3}", "objects with the keys a, b and c");
	expect_keys("{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,"
		    "'j':1}",
	    "objects with the keys a, b, c, d, e, f, g, h, i and j");
	expect_keys("{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,"
		    "'j':1,'k':1,'l':1}",
	    "objects with the keys a, b, c, d, e, f, g, h, i, j and 2 more");
	expect_keys("{}", "empty objects");
	expect_keys("7", "values of which the first is a number");
}

static void
a_long_key_is_cut_between_characters(void **state)
{
	(void)state;
	expect_keys("{'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\u00e9b':1}",
	    "objects with the key "
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_question_and_an_answer_are_told_by_their_words),
	    cmocka_unit_test(
		messages_are_found_under_any_key_and_one_level_down),
	    cmocka_unit_test(
		what_is_not_asked_for_is_converted_further_or_not_at_all),
	    cmocka_unit_test(
		a_question_without_an_answer_in_text_is_half_of_an_example),
	    cmocka_unit_test(
		no_key_gets_into_a_command_that_a_shell_would_read_otherwise),
	    cmocka_unit_test(records_are_described_by_their_keys),
	    cmocka_unit_test(a_long_key_is_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
