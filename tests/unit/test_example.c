/* SPDX-License-Identifier: MIT */
/* What a record is taken for, and the parts of it. */
#include "tests/unit/doc.h"

#include "common/example/convert.h"

static void
expect_type(const char *want, const char *text)
{
	const char *name = example_kind(example_type(doc(text)))->name;

	if (strcmp(name, want) != 0)
		fail_msg("%s: %s, not %s", text, name, want);
}

static void
chat_examples_have_messages(void **state)
{
	(void)state;
	expect_type("chat", "{'messages':[]}");
	expect_type("chat", "{'messages':null}");
	expect_type("chat", "{'messages':{'role':'user'}}");
	expect_type("chat",
	    "{'messages':[{'role':'user','content':'a'},"
	    "{'role':'assistant','content':'b'}]}");
	expect_type("chat",
	    "{'tools':[],'parallel_tool_calls':true,"
	    "'messages':[{'role':'user','content':'a'}]}");
	/* A key too many is a mistake while the assistant speaks last. */
	expect_type("chat",
	    "{'messages':[{'role':'assistant','content':'b'}],'topic':'c'}");
	expect_type("chat", "{'messages':[],'prompt':'a','completion':'b'}");
}

static void
reinforcement_examples_end_with_the_user_and_have_a_reference(void **state)
{
	(void)state;
	expect_type("reinforcement",
	    "{'messages':[{'role':'user','content':'a'}],'answer':'b'}");
	expect_type("chat", "{'messages':[{'role':'user','content':'a'}]}");
	expect_type(
	    "chat", "{'messages':[{'role':'user','content':'a'}],'tools':[]}");
}

static void
conversations_of_other_apis_have_their_own_marks(void **state)
{
	(void)state;
	expect_type("converse",
	    "{'messages':[{'role':'user','content':[{'text':'a'}]}]}");
	expect_type("chat",
	    "{'messages':[{'role':'user',"
	    "'content':[{'type':'text','text':'a'}]}]}");
	expect_type("converse", "{'schemaVersion':'x','messages':[]}");
	expect_type("claude", "{'system':'a','messages':[]}");
	expect_type("chat", "{'system':['a'],'messages':[]}");
}

static void
each_form_is_told_by_its_keys(void **state)
{
	(void)state;
	expect_type("preference",
	    "{'input':{},'preferred_output':[],'non_preferred_output':[]}");
	expect_type("preference", "{'preferred_output':[]}");
	expect_type("preference", "{'non_preferred_output':[],'input':{}}");
	expect_type("completion", "{'completion':'b','prompt':'a'}");
	expect_type("sharegpt", "{'conversations':[]}");
	expect_type("gemini", "{'contents':[]}");
	expect_type("chosen", "{'prompt':'a','chosen':'b','rejected':'c'}");
	expect_type(
	    "chosen-messages", "{'chosen_messages':[],'rejected_messages':[]}");
	expect_type("preference",
	    "{'input':{},'preferred_completion':[],"
	    "'non_preferred_completion':[]}");
	expect_type("kto", "{'prompt':'a','completion':'b','label':true}");
	expect_type("completion", "{'prompt':'a','completion':'b','label':1}");
	expect_type("prompt-completion",
	    "{'prompt':[],'completion':[{'role':'assistant'}]}");
	expect_type("completion",
	    "{'prompt':[{'type':'text'}],'completion':[{'type':'text'}]}");
	expect_type("stepwise", "{'prompt':'a','completions':[],'labels':[]}");
	expect_type("gemini-preference", "{'contents':[],'completions':[]}");
	expect_type("segments", "{'segments':[]}");
	expect_type("tokens", "{'input_ids':[]}");
	expect_type("tokens", "{'token_ids':[],'labels':[]}");
	expect_type("alpaca", "{'instruction':'a','output':'b'}");
	expect_type("question", "{'question':'a','answer':'b'}");
	expect_type("text", "{'text':'a'}");
}

static void
what_lacks_a_key_or_is_no_object_is_unknown(void **state)
{
	static const char *const texts[] = {"{}", "{'prompt':'a'}",
	    "{'chosen':'a'}", "{'instruction':'a'}", "{'question':'a'}",
	    "{'non_preferred_output':[]}", "[]", "['messages']", "'messages'",
	    "7", "null"};

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		expect_type("unknown", texts[i]);
	assert_int_equal(example_type(NULL), EXAMPLE_UNKNOWN);
}

static void
every_type_has_a_name_and_a_title(void **state)
{
	(void)state;
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		const struct example_kind *kind =
		    example_kind((enum example_type)i);

		assert_non_null(kind->name);
		assert_non_null(kind->title);
		assert_int_equal(example_named(str_c(kind->name)), i);
	}
}

static void
there_is_a_way_from_one_format_to_another_or_none(void **state)
{
	struct buf way;

	(void)state;
	buf_init(&way, BUF_NO_MAX);
	assert_true(example_way(EXAMPLE_QUESTION, 1U << EXAMPLE_CHAT, &way));
	assert_true(str_starts(buf_str(&way), STR("jq -c '{messages: ")));
	assert_int_equal(str_find(buf_str(&way), '|'), way.n);
	/* Over a third format. */
	buf_clear(&way);
	assert_true(example_way(EXAMPLE_QUESTION, 1U << EXAMPLE_CLAUDE, &way));
	assert_true(str_search(buf_str(&way), STR("' | jq -c '")) < way.n);
	buf_clear(&way);
	assert_false(example_way(EXAMPLE_TOKENS, ~0U, &way));
	assert_false(example_way(EXAMPLE_TEXT, 1U << EXAMPLE_CHAT, &way));
	assert_int_equal(way.n, 0);
	buf_free(&way);
}

static void
messages_are_those_of_the_example_or_of_its_input(void **state)
{
	const struct json *root = doc("{'messages':[1]}");

	(void)state;
	assert_ptr_equal(example_messages(root), json_get(root, "messages"));
	root = doc("{'input':{'messages':[1,2]},'preferred_output':[]}");
	assert_int_equal(example_messages(root)->count, 2);
	assert_null(example_messages(doc("{'messages':{}}")));
	assert_null(example_messages(doc("{'input':[]}")));
	assert_null(example_messages(doc("7")));
	assert_null(example_messages(NULL));
}

static void
a_role_is_a_string_or_none(void **state)
{
	(void)state;
	assert_str(message_role(doc("{'role':'user'}")), "user");
	assert_true(message_is(doc("{'role':'user'}"), "user"));
	assert_false(message_is(doc("{'role':'users'}"), "user"));
	assert_int_equal(message_role(doc("{'role':7}")).n, 0);
	assert_int_equal(message_role(doc("['role']")).n, 0);
	assert_false(message_is(NULL, "user"));
}

/* The texts of a content, with | between them. */
static void
expect_texts(const char *content, const char *want)
{
	const struct json *c = doc(content), *at = NULL;
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	while (content_text(c, &at)) {
		buf_add_str(&got, at->text);
		buf_addc(&got, '|');
	}
	assert_str(buf_str(&got), want);
	buf_free(&got);
}

static void
the_texts_of_a_content_come_in_order(void **state)
{
	const struct json *at = NULL;

	(void)state;
	expect_texts("'a'", "a|");
	expect_texts("''", "|");
	expect_texts("[{'type':'text','text':'a'},{'text':'b'}]", "a|b|");
	expect_texts("[{'type':'image_url','image_url':{'url':'u'}},"
		     "{'text':'b'}]",
	    "b|");
	expect_texts("[{'text':7},'a',[],{'text':'b'},{'text':null}]", "b|");
	expect_texts("[]", "");
	expect_texts("{'text':'a'}", "");
	expect_texts("null", "");
	assert_false(content_text(NULL, &at));
}

static void
a_call_is_of_the_new_form_or_of_the_old(void **state)
{
	const struct json *call = doc("{'id':'c','function':{'name':'f'}}");

	(void)state;
	assert_ptr_equal(call_function(call), json_get(call, "function"));
	call = doc("{'name':'f','arguments':'{}'}");
	assert_ptr_equal(call_function(call), call);
	assert_null(call_function(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(chat_examples_have_messages),
	    cmocka_unit_test(
		reinforcement_examples_end_with_the_user_and_have_a_reference),
	    cmocka_unit_test(conversations_of_other_apis_have_their_own_marks),
	    cmocka_unit_test(each_form_is_told_by_its_keys),
	    cmocka_unit_test(what_lacks_a_key_or_is_no_object_is_unknown),
	    cmocka_unit_test(every_type_has_a_name_and_a_title),
	    cmocka_unit_test(there_is_a_way_from_one_format_to_another_or_none),
	    cmocka_unit_test(messages_are_those_of_the_example_or_of_its_input),
	    cmocka_unit_test(a_role_is_a_string_or_none),
	    cmocka_unit_test(the_texts_of_a_content_come_in_order),
	    cmocka_unit_test(a_call_is_of_the_new_form_or_of_the_old),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
