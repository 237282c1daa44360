/* SPDX-License-Identifier: MIT */
/* The tokens of an example: "hello", " world", a role and a name such as
 * "shop" are one token each. */
#include "tests/unit/doc.h"

#include "common/example/count.h"

static const char *const encodings[] = {"cl100k_base", "o200k_base"};

static struct counts
count(const char *text, enum count_as as, const char *encoding)
{
	struct tokenizer *t = tokenizer_new(encoding_find(str_c(encoding)));
	struct counts counts;
	struct buf scratch;

	buf_init(&scratch, BUF_NO_MAX);
	count_example(doc(text), as, t, &scratch, &counts);
	buf_free(&scratch);
	tokenizer_free(t);
	return counts;
}

/* What it counts for training, as a request and as the notebook counts. */
static void
expect(const char *text, size_t training, size_t request, size_t cookbook)
{
	for (size_t i = 0; i < LENGTH(encodings); i++) {
		const char *e = encodings[i];
		size_t got[] = {count(text, COUNT_TRAINING, e).tokens,
		    count(text, COUNT_REQUEST, e).tokens,
		    count(text, COUNT_COOKBOOK, e).tokens};

		if (got[0] != training || got[1] != request ||
		    got[2] != cookbook)
			fail_msg("%s: %zu %zu %zu in %s", text, got[0], got[1],
			    got[2], e);
	}
}

static void
a_message_counts_three_its_role_and_its_text(void **state)
{
	(void)state;
	expect(
	    "{'messages':[{'role':'user','content':'hello world'}]}", 6, 9, 9);
	expect("{'messages':[{'role':'user','content':'hello'},"
	       "{'role':'assistant','content':''}]}",
	    9, 12, 12);
}

static void
a_name_counts_in_a_request_only(void **state)
{
	(void)state;
	expect("{'messages':[{'role':'user','name':'shop',"
	       "'content':'hello'}]}",
	    5, 10, 10);
}

static void
parts_count_as_their_texts(void **state)
{
	static const char text[] =
	    "{'messages':[{'role':'user','content':[{'type':'text',"
	    "'text':'hello'},{'type':'image_url','image_url':{'url':'u'}},"
	    "{'type':'text','text':' world'}]}]}";

	(void)state;
	expect(text, 6, 9, 7);
	assert_int_equal(count(text, COUNT_TRAINING, "o200k_base").images, 1);
	assert_int_equal(count(text, COUNT_COOKBOOK, "o200k_base").images, 0);
}

static void
images_count_by_their_size_wherever_they_stand(void **state)
{
	static const struct visual tiles = {.base = 85, .tile = 170};
	/* A PNG of 600 by 1,100 pixels: six tiles. */
	const struct json *root =
	    doc("{'messages':[{'role':'user','content':["
		"{'type':'image_url','image_url':{'url':'data:image/png;base64,"
		"iVBORw0KGgoAAAANSUhEUgAAAlgAAARMCAIAAAAA'}},"
		"{'type':'image_url','image_url':'https://example.org/a.png'},"
		"{'type':'image_url','image_url':{'url':'u','detail':'low'}},"
		"{'type':'text','text':'a'},7]}]}");
	size_t unsized;

	(void)state;
	assert_int_equal(
	    count_pictures(root, &tiles, &unsized), 1105 + 765 + 85);
	assert_int_equal(unsized, 1);
	assert_int_equal(
	    count_pictures(doc("{'messages':7}"), &tiles, &unsized), 0);
	assert_int_equal(unsized, 0);
	assert_int_equal(
	    count_pictures(doc("{'messages':[{'content':[{'image_url':7}]}]}"),
		&tiles, &unsized),
	    765);
}

static void
a_call_counts_five_its_name_and_its_arguments(void **state)
{
	(void)state;
	/* 3, and 5 + "shop" + "{}", twice. */
	expect("{'messages':[{'role':'assistant','tool_calls':["
	       "{'function':{'name':'shop','arguments':'{}'}},"
	       "{'function':{'name':'shop','arguments':'{}'}}]}]}",
	    17, 20, 7);
	/* The role counts beside a text. */
	expect("{'messages':[{'role':'assistant','content':'hello',"
	       "'function_call':{'name':'shop','arguments':'{}'}}]}",
	    12, 15, 8);
}

static void
a_result_of_the_older_form_counts_two_less_in_a_request(void **state)
{
	(void)state;
	expect("{'messages':[{'role':'function','name':'shop',"
	       "'content':'hello'}]}",
	    5, 8, 10);
}

/* The declarations of one function without anything are 14 tokens. */
#define TOOLS "'tools':[{'type':'function','function':{'name':'shop'}}]"
enum { BLOCK = 14 };

static void
tools_count_as_declarations(void **state)
{
	(void)state;
	expect("{'messages':[{'role':'user','content':'hello'}]," TOOLS "}",
	    5 + BLOCK - 1, 8 + BLOCK + 9, 8);
	/* A system message takes them in, on a line of their own. */
	expect("{'messages':[{'role':'system','content':'hello'}]," TOOLS "}",
	    5 + BLOCK - 5, 8 + BLOCK + 5 + 1, 8);
	expect("{'messages':[{'role':'developer','content':'hello'}]," TOOLS
	       "}",
	    5 + BLOCK - 5, 8 + BLOCK + 5 + 1, 8);
	/* Where the line end melts into the text it costs nothing. */
	expect("{'messages':[{'role':'system','content':'hello.'}]," TOOLS "}",
	    6 + BLOCK - 5, 9 + BLOCK + 5, 9);
}

static void
all_three_parts_of_a_preference_count(void **state)
{
	static const char text[] =
	    "{'input':{'messages':[{'role':'user','content':'hello'}]},"
	    "'preferred_output':[{'role':'assistant','content':'hello world'}],"
	    "'non_preferred_output':[{'role':'assistant','content':'hello'}]}";
	struct counts c = count(text, COUNT_TRAINING, "o200k_base");

	(void)state;
	assert_int_equal(c.tokens, 5 + 6 + 5);
	assert_int_equal(c.assistant_tokens, 3);
	assert_int_equal(c.messages, 3);
}

static void
prompt_completion_and_text_count_as_they_are(void **state)
{
	struct counts c = count("{'prompt':'hello','completion':' world'}",
	    COUNT_TRAINING, "cl100k_base");

	(void)state;
	assert_int_equal(c.tokens, 2);
	assert_int_equal(c.assistant_tokens, 1);
	assert_int_equal(c.messages, 0);
	expect("{'text':'hello world'}", 2, 2, 2);
	/* Beside messages they are no text of the example. */
	expect("{'messages':[{'role':'user','content':'hello'}],"
	       "'prompt':'hello','text':'hello'}",
	    5, 8, 8);
}

static void
the_assistants_tokens_are_of_content_and_calls(void **state)
{
	struct counts c =
	    count("{'messages':[{'role':'user','content':'hello'},"
		  "{'role':'assistant','content':'hello world'},"
		  "{'role':'assistant','tool_calls':[{'function':"
		  "{'name':'shop','arguments':'{}'}}]}]}",
		COUNT_TRAINING, "o200k_base");

	(void)state;
	assert_int_equal(c.assistant_tokens, 2 + 7);
	assert_int_equal(c.messages, 3);
}

static void
an_answer_is_its_content_and_its_calls(void **state)
{
	struct tokenizer *t = tokenizer_new(encoding_find(STR("o200k_base")));

	(void)state;
	assert_int_equal(count_answer(doc("{'content':'hello world'}"), t), 2);
	assert_int_equal(
	    count_answer(doc("{'content':'hello','tool_calls':[{'function':"
			     "{'name':'shop','arguments':'{}'}}]}"),
		t),
	    8);
	assert_int_equal(count_answer(doc("{'content':null}"), t), 0);
	tokenizer_free(t);
}

static void
what_is_of_a_wrong_type_counts_nothing(void **state)
{
	static const char *const texts[] = {"{}", "[]", "7", "{'messages':{}}",
	    "{'messages':7}", "{'prompt':7,'text':[]}",
	    "{'input':7,'preferred_output':'a','non_preferred_output':{}}"};

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		expect(texts[i], 0, 0, 0);
	expect("{'messages':[7,{'role':8,'content':{'text':'hello'},"
	       "'name':9,'tool_calls':{},'function_call':'hello'}]}",
	    6, 9, 11);
	expect("{'messages':[{'role':'assistant','tool_calls':[7,{}]}]}", 13,
	    16, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_counts_three_its_role_and_its_text),
	    cmocka_unit_test(a_name_counts_in_a_request_only),
	    cmocka_unit_test(parts_count_as_their_texts),
	    cmocka_unit_test(images_count_by_their_size_wherever_they_stand),
	    cmocka_unit_test(a_call_counts_five_its_name_and_its_arguments),
	    cmocka_unit_test(
		a_result_of_the_older_form_counts_two_less_in_a_request),
	    cmocka_unit_test(tools_count_as_declarations),
	    cmocka_unit_test(all_three_parts_of_a_preference_count),
	    cmocka_unit_test(prompt_completion_and_text_count_as_they_are),
	    cmocka_unit_test(the_assistants_tokens_are_of_content_and_calls),
	    cmocka_unit_test(an_answer_is_its_content_and_its_calls),
	    cmocka_unit_test(what_is_of_a_wrong_type_counts_nothing),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
