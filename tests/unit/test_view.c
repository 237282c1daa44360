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
	assert_null(e.unknown);
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
	struct example e = view("{'a':1,'messages':[{'b':2,'role':'user',"
				"'c':3,'d':4}],'e':5,'tools':[]}");
	const struct json *k = e.message[0].unknown;

	(void)state;
	assert_str(e.unknown->key, "a");
	assert_str(example_unknown(e.unknown)->key, "e");
	assert_null(example_unknown(example_unknown(e.unknown)));
	assert_str(k->key, "b");
	k = message_unknown(k);
	assert_str(k->key, "c");
	k = message_unknown(k);
	assert_str(k->key, "d");
	assert_null(message_unknown(k));
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
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
