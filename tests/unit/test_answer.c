/* SPDX-License-Identifier: MIT */
#include "common/ask/answer.h"

#include <stdio.h>

#include "tests/unit/unit.h"

static struct arena arena;
static struct answer a;
static struct fault fault;

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static bool
reads(const char *body)
{
	return answer_read(&a, str_c(body), &arena, &fault);
}

#define CHOICE(message, finish)                                           \
	"{\"model\":\"m-1\",\"choices\":[{\"message\":" message           \
	",\"finish_reason\":" finish "}],\"usage\":{\"prompt_tokens\":7," \
	"\"completion_tokens\":3,\"prompt_tokens_details\":"              \
	"{\"cached_tokens\":4}}}"

static void
a_text_is_an_answer(void **state)
{
	(void)state;
	assert_true(reads(CHOICE("{\"content\":\"a\\nb\"}", "\"stop\"")));
	assert_int_equal(a.end, ANSWER_GIVEN);
	assert_str(a.text, "a\nb");
	assert_str(a.model, "m-1");
	assert_true(a.counted);
	assert_int_equal(a.prompt_tokens, 7);
	assert_int_equal(a.completion_tokens, 3);
	assert_int_equal(a.cached_tokens, 4);
	assert_int_equal(a.ms, -1);
	assert_true(reads(CHOICE(
	    "{\"content\":[{\"type\":\"text\",\"text\":\"x\"},{\"text\":\"y\"}"
	    "]}",
	    "\"stop\"")));
	assert_str(a.text, "xy");
}

static void
calls_are_an_answer_without_a_text(void **state)
{
	(void)state;
	assert_true(reads(CHOICE("{\"content\":null,\"tool_calls\":[ {\"id\": "
				 "\"c 1\"} ]}",
	    "\"tool_calls\"")));
	assert_int_equal(a.end, ANSWER_GIVEN);
	assert_int_equal(a.text.n, 0);
	assert_str(a.tool_calls, "[{\"id\":\"c 1\"}]");
	assert_true(reads(CHOICE(
	    "{\"content\":null,\"function_call\":{\"name\":\"f\"}}", "null")));
	assert_str(a.function_call, "{\"name\":\"f\"}");
	assert_true(
	    reads(CHOICE("{\"content\":\"\",\"tool_calls\":[]}", "\"stop\"")));
	assert_int_equal(a.tool_calls.n, 0);
}

static void
each_kind_of_end_is_told_apart(void **state)
{
	static const struct {
		const char *body;
		enum answer_end end;
	} cases[] = {
	    {CHOICE("{\"content\":\" \\n\"}", "\"stop\""), ANSWER_EMPTY},
	    {CHOICE("{\"content\":null}", "null"), ANSWER_EMPTY},
	    {CHOICE("{\"content\":null,\"refusal\":\"no\"}", "\"stop\""),
		ANSWER_REFUSED},
	    {CHOICE("{\"content\":\"ab\"}", "\"length\""), ANSWER_CUT},
	    {CHOICE("{\"content\":\"\"}", "\"length\""), ANSWER_CUT},
	    {CHOICE("{\"content\":\"ab\"}", "\"content_filter\""),
		ANSWER_FILTERED},
	    {"{\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}}",
		ANSWER_FILTERED},
	    {"{\"choices\":[]}", ANSWER_EMPTY},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(reads(cases[i].body));
		if (a.end != cases[i].end)
			fail_msg(
			    "%s is %s", cases[i].body, answer_end_name(a.end));
	}
}

static void
what_is_not_told_is_not_known(void **state)
{
	(void)state;
	assert_true(reads("{\"choices\":[{\"message\":{\"content\":\"x\"}}],"
			  "\"usage\":null}"));
	assert_int_equal(a.end, ANSWER_GIVEN);
	assert_false(a.counted);
	assert_int_equal(a.finish_reason.n, 0);
	assert_true(reads("{\"choices\":[{\"message\":{\"content\":\"x\"}}],"
			  "\"usage\":{\"prompt_tokens\":2.0,"
			  "\"completion_tokens\":1e1,"
			  "\"prompt_tokens_details\":{\"cached_tokens\":9}}}"));
	assert_int_equal(a.prompt_tokens, 2);
	assert_int_equal(a.completion_tokens, 10);
	assert_int_equal(a.cached_tokens, 2);
}

static void
a_count_that_cannot_be_is_not_known(void **state)
{
	static const char *const counts[] = {
	    "-1", "1e30", "18446744073709551615", "\"7\"", "{}", "true"};

	(void)state;
	for (size_t i = 0; i < LENGTH(counts); i++) {
		char body[200];

		snprintf(body, sizeof(body),
		    "{\"choices\":[{\"message\":{\"content\":\"x\"}}],"
		    "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":%s}}",
		    counts[i]);
		assert_true(reads(body));
		assert_false(a.counted);
		assert_int_equal(a.prompt_tokens, 0);
	}
}

static void
what_is_no_completion_is_refused(void **state)
{
	static const struct {
		const char *body, *says;
	} cases[] = {
	    {"", "empty"},
	    {"<html>", "a page of HTML"},
	    {"hello", "no JSON"},
	    {"[1 2]", "no JSON"},
	    {"{}", "some other JSON"},
	    {"{\"error\":{\"message\":\"out of luck\"}}", "out of luck"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_false(reads(cases[i].body));
		assert_int_equal(fault.status, STATUS_REFUSED);
		if (strstr(fault.text, cases[i].says) == NULL)
			fail_msg("'%s': %s", cases[i].body, fault.text);
	}
}

static void
the_completion_is_kept_on_one_line(void **state)
{
	(void)state;
	assert_true(reads("{ \"choices\": [\n] }\n"));
	assert_str(a.json, "{\"choices\":[]}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_is_an_answer),
	    cmocka_unit_test(calls_are_an_answer_without_a_text),
	    cmocka_unit_test(each_kind_of_end_is_told_apart),
	    cmocka_unit_test(what_is_not_told_is_not_known),
	    cmocka_unit_test(a_count_that_cannot_be_is_not_known),
	    cmocka_unit_test(what_is_no_completion_is_refused),
	    cmocka_unit_test(the_completion_is_kept_on_one_line),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
