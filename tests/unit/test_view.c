/* SPDX-License-Identifier: MIT */
/* A chat example with its parts at hand. */
#include "tests/unit/doc.h"

#include "common/example/view.h"

static struct example
view(const char *text)
{
	struct example e;

	example_view(&e, doc(text), &doc_arena);
	return e;
}

static void
every_key_has_its_place(void **state)
{
	struct example e = view("{'parallel_tool_calls':true,'functions':[],"
				"'tools':[],'messages':[{'refusal':1,"
				"'function_call':2,'tool_call_id':3,"
				"'tool_calls':4,'weight':5,'name':6,"
				"'content':7,'role':'user'}]}");
	const struct message *m = e.message;

	(void)state;
	assert_int_equal(e.type, EXAMPLE_CHAT);
	assert_ptr_equal(e.messages, json_get(e.root, "messages"));
	assert_ptr_equal(e.tools, json_get(e.root, "tools"));
	assert_ptr_equal(e.functions, json_get(e.root, "functions"));
	assert_ptr_equal(
	    e.parallel_tool_calls, json_get(e.root, "parallel_tool_calls"));
	assert_null(example_unknown(&e, NULL));
	assert_int_equal(e.nmessages, 1);
	assert_ptr_equal(m->json, e.messages->child);
	assert_int_equal(m->who, ROLE_USER);
	assert_str(m->role->text, "user");
	assert_str(m->content->text, "7");
	assert_str(m->name->text, "6");
	assert_str(m->weight->text, "5");
	assert_str(m->tool_calls->text, "4");
	assert_str(m->tool_call_id->text, "3");
	assert_str(m->function_call->text, "2");
	assert_str(m->refusal->text, "1");
	assert_null(m->unknown);
}

static void
what_is_not_there_is_null(void **state)
{
	struct example e = view("{'messages':[{},7]}");

	(void)state;
	assert_null(e.tools);
	assert_int_equal(e.nmessages, 2);
	for (size_t i = 0; i < e.nmessages; i++) {
		assert_null(e.message[i].role);
		assert_null(e.message[i].content);
		assert_null(e.message[i].unknown);
		assert_int_equal(e.message[i].who, ROLE_UNKNOWN);
	}
	assert_str(e.message[1].json->text, "7");
}

static void
messages_that_are_no_array_have_no_message(void **state)
{
	struct example e = view("{'messages':{'role':'user'}}");

	(void)state;
	assert_non_null(e.messages);
	assert_int_equal(e.nmessages, 0);
	e = view("{'messages':[]}");
	assert_int_equal(e.nmessages, 0);
	e = view("[{'messages':[]}]");
	assert_null(e.messages);
	assert_int_equal(e.type, EXAMPLE_UNKNOWN);
}

static void
other_keys_come_one_after_the_other(void **state)
{
	struct example e = view("{'a':1,'messages':[{'b':2,'role':'system',"
				"'c':3,'d':4}],'e':5,'tools':[]}");
	const struct json *k = e.message[0].unknown;

	(void)state;
	assert_str(k->key, "b");
	k = message_unknown(&e, k);
	assert_str(k->key, "c");
	k = message_unknown(&e, k);
	assert_str(k->key, "d");
	assert_null(message_unknown(&e, k));
	k = example_unknown(&e, NULL);
	assert_str(k->key, "a");
	k = example_unknown(&e, k);
	assert_str(k->key, "e");
	assert_null(example_unknown(&e, k));
}

static void
of_a_key_that_stands_twice_the_last_counts(void **state)
{
	struct example e = view("{'messages':[1],'messages':[{'role':'user',"
				"'role':'assistant'}]}");

	(void)state;
	assert_int_equal(e.nmessages, 1);
	assert_int_equal(e.message[0].who, ROLE_ASSISTANT);
}

static void
roles_are_known_by_their_whole_name(void **state)
{
	static const char *const names[] = {
	    "system", "developer", "user", "assistant", "tool", "function"};
	struct example e = view("{'messages':[{'role':'system'},"
				"{'role':'developer'},{'role':'user'},"
				"{'role':'assistant'},{'role':'tool'},"
				"{'role':'function'},{'role':'User'},"
				"{'role':'users'},{'role':''},{'role':null}]}");

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		assert_string_equal(role_name(e.message[i].who), names[i]);
	for (size_t i = LENGTH(names); i < e.nmessages; i++)
		assert_int_equal(e.message[i].who, ROLE_UNKNOWN);
	assert_string_equal(role_name(ROLE_UNKNOWN), "");
}

static void
a_run_of_results_has_one_caller(void **state)
{
	struct example e = view("{'messages':[{'role':'tool'},{'role':'tool'},"
				"{'role':'assistant','tool_calls':[1]},"
				"{'role':'tool'},{'role':'tool'},"
				"{'role':'user'},{'role':'tool'},"
				"{'role':'assistant','tool_calls':[]},"
				"{'role':'tool'},"
				"{'role':'user','tool_calls':[1]},"
				"{'role':'tool'}]}");

	(void)state;
	for (size_t i = 0; i < e.nmessages; i++)
		assert_ptr_equal(e.message[i].caller,
		    i == 3 || i == 4 ? &e.message[2] : NULL);
}

/* Of each message who it is, * where its place says so, and its content. */
static void
expect_messages(const char *want, const char *text)
{
	struct example e = view(text);
	const struct talk *talk = NULL;
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	for (size_t i = 0; i < e.nmessages; i++) {
		const struct message *m = &e.message[i];

		if (talk != NULL)
			buf_adds(&got, m->talk == talk ? " " : " | ");
		talk = m->talk;
		buf_adds(&got, m->placed ? "*" : "");
		buf_adds(&got, role_name(m->who));
		buf_addc(&got, ':');
		if (json_is_string(m->content))
			buf_add_str(&got, m->content->text);
		else if (m->content != NULL)
			buf_adds(&got, json_type_name(m->content->type));
	}
	if (!str_is(buf_str(&got), want))
		fail_msg("%s: %s, not %s", text, buf_cstr(&got), want);
	buf_free(&got);
}

static void
a_preference_is_three_conversations(void **state)
{
	const char *text = "{'input':{'messages':[{'role':'user',"
			   "'content':'q'}],'tools':[],'a':1},"
			   "'preferred_output':[{'role':'assistant',"
			   "'content':'y'}],'b':2,'non_preferred_output':"
			   "[{'role':'assistant','content':'n'}]}";
	struct example e = view(text);
	const struct json *k;

	(void)state;
	expect_messages("user:q | assistant:y | assistant:n", text);
	assert_int_equal(e.ntalks, 3);
	assert_ptr_equal(e.messages, json_get(e.input, "messages"));
	assert_ptr_equal(e.tools, json_get(e.input, "tools"));
	assert_ptr_equal(example_talk(&e, PART_PREFERRED), &e.talk[1]);
	assert_null(example_talk(&e, PART_WHOLE));
	k = example_unknown(&e, NULL);
	assert_str(k->key, "b");
	k = example_unknown(&e, k);
	assert_str(k->key, "a");
	assert_null(example_unknown(&e, k));
}

static void
texts_that_stand_alone_are_messages_of_who_says_them(void **state)
{
	(void)state;
	expect_messages(
	    "*user:q | *assistant:a", "{'prompt':'q','completion':'a'}");
	expect_messages("*user:an array | *assistant:a number",
	    "{'prompt':[{'type':'text','text':'q'}],'completion':7}");
	expect_messages("user:q | assistant:a",
	    "{'prompt':[{'role':'user','content':'q'}],"
	    "'completion':[{'role':'assistant','content':'a'}]}");
	expect_messages("*user:q | *assistant:y | *assistant:n",
	    "{'prompt':'q','chosen':'y','rejected':'n'}");
	expect_messages("*user:i | *assistant:o",
	    "{'instruction':'i','input':'','output':'o','system':null}");
	expect_messages("*system:s | *user:i | *user:n | *assistant:o",
	    "{'instruction':'i','input':'n','output':'o','system':'s'}");
	expect_messages("*assistant:t", "{'text':'t'}");
	expect_messages("*user:q | *assistant:a | *assistant:b",
	    "{'prompt':'q','completions':['a','b'],'labels':[]}");
	expect_messages("*assistant:a | *assistant:b",
	    "{'segments':[{'text':'a'},{'label':true},{'text':'b'}]}");
}

static void
other_dialects_have_words_of_their_own(void **state)
{
	(void)state;
	expect_messages("*system:s | user:q assistant:a tool:r",
	    "{'system':'s','conversations':[{'from':'human','value':'q'},"
	    "{'from':'gpt','value':'a'},{'from':'observation','value':'r'}]}");
	expect_messages(":q | assistant:y | assistant:n",
	    "{'conversations':[{'from':'model','value':'q'}],"
	    "'chosen':{'from':'gpt','value':'y'},"
	    "'rejected':{'from':'gpt','value':'n'}}");
	expect_messages("*system:an array | user:an array assistant:",
	    "{'contents':[{'role':'user','parts':[]},{'role':'model'}],"
	    "'systemInstruction':{'role':'system','parts':[]}}");
	expect_messages("user:an array | assistant:an array",
	    "{'contents':[{'role':'user','parts':[]}],'completions':[{'score':"
	    "1,'completion':{'role':'model','parts':[]}},{'score':0},7]}");
	expect_messages("*system:an array | user:an array",
	    "{'schemaVersion':'x','system':[{'text':'s'}],"
	    "'messages':[{'role':'user','content':[]}]}");
	expect_messages("*system:s | user:q",
	    "{'system':'s','messages':[{'role':'user','content':'q'}]}");
	assert_string_equal(
	    dialect_word(DIALECT_GEMINI, ROLE_ASSISTANT), "model");
	assert_string_equal(dialect_word(DIALECT_GEMINI, ROLE_TOOL), "");
	assert_string_equal(dialect_role(DIALECT_SHAREGPT), "from");
	assert_string_equal(dialect_content(DIALECT_SHAREGPT), "value");
}

static void
a_record_can_be_looked_at_as_another_type(void **state)
{
	const struct json *root = doc("{'messages':[{'role':'user'}],'a':1}");
	struct example e;

	(void)state;
	example_view_as(&e, root, EXAMPLE_CHAT, &doc_arena);
	assert_non_null(example_unknown(&e, NULL));
	assert_int_equal(e.talk->place->part, PART_WHOLE);
	example_view_as(&e, root, EXAMPLE_REINFORCEMENT, &doc_arena);
	assert_null(example_unknown(&e, NULL));
	assert_int_equal(e.talk->place->part, PART_PROMPT);
	example_view_as(&e, root, EXAMPLE_PREFERENCE, &doc_arena);
	assert_int_equal(e.nmessages, 0);
	assert_null(e.input);
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		example_view_as(&e, doc("7"), (enum example_type)i, &doc_arena);
		assert_int_equal(e.nmessages, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_key_has_its_place),
	    cmocka_unit_test(what_is_not_there_is_null),
	    cmocka_unit_test(messages_that_are_no_array_have_no_message),
	    cmocka_unit_test(other_keys_come_one_after_the_other),
	    cmocka_unit_test(of_a_key_that_stands_twice_the_last_counts),
	    cmocka_unit_test(roles_are_known_by_their_whole_name),
	    cmocka_unit_test(a_run_of_results_has_one_caller),
	    cmocka_unit_test(a_preference_is_three_conversations),
	    cmocka_unit_test(
		texts_that_stand_alone_are_messages_of_who_says_them),
	    cmocka_unit_test(other_dialects_have_words_of_their_own),
	    cmocka_unit_test(a_record_can_be_looked_at_as_another_type),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
