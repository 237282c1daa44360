/* SPDX-License-Identifier: MIT */
/* What --fix makes of a record, to the byte. */
#include "tests/unit/unit.h"

#include "tools/lint/fix.c"
#include "tools/lint/fix_chat.c"
#include "tools/lint/fix_functions.c"
#include "tools/lint/splice.c"

/* Two rules that a fix belongs to; the others have none, and are on. */
const struct rule rules[] = {
    {.id = "E202", .name = "unknown-role"},
    {.id = "E209", .name = "weight-value"},
};
const size_t rule_count = LENGTH(rules);
static enum level role_level;

const struct rule *
rule_find(struct str name)
{
	for (size_t i = 0; i < rule_count; i++)
		if (str_is(name, rules[i].name))
			return &rules[i];
	return NULL;
}

enum level
levels_of(const struct levels *l, const struct rule *rule)
{
	(void)l;
	return rule == &rules[0] ? role_level : LEVEL_ERROR;
}

static struct fixer fixer;
static struct buf mended;
static uint32_t counts[FIXES];

static int
set_up(void **state)
{
	static const struct provider provider = {.bom = BOM_REFUSED};

	(void)state;
	role_level = LEVEL_ERROR;
	fixer_init(&fixer, NULL, &provider);
	buf_init(&mended, BUF_NO_MAX);
	memset(counts, 0, sizeof(counts));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fixer_free(&fixer);
	buf_free(&mended);
	return 0;
}

/* A text becomes another, by one fix alone, and stays as it is then. */
static void
assert_fixed(const char *text, const char *want, enum fix_row row, uint32_t n)
{
	struct buf again;

	memset(counts, 0, sizeof(counts));
	assert_true(fix_text(&fixer, str_c(text), &mended, counts));
	assert_string_equal(buf_cstr(&mended), want);
	for (size_t i = 0; i < FIXES; i++)
		assert_int_equal(counts[i], i == row ? n : 0);
	buf_init(&again, BUF_NO_MAX);
	assert_false(fix_text(&fixer, buf_str(&mended), &again, counts));
	assert_int_equal(again.n, 0);
	buf_free(&again);
}

static void
assert_left(const char *text)
{
	memset(counts, 0, sizeof(counts));
	assert_false(fix_text(&fixer, str_c(text), &mended, counts));
	for (size_t i = 0; i < FIXES; i++)
		assert_int_equal(counts[i], 0);
}

/* A conversation around one message. */
#define CHAT(message) "{\"messages\":[" message "]}"

static void
old_names_of_outputs_become_new_ones(void **state)
{
	(void)state;
	assert_fixed("{ \"input\": {}, \"preferred_compl\\u0065tion\" : [],"
		     "\"non_preferred_completion\":[] }",
	    "{ \"input\": {}, \"preferred_output\" : [],"
	    "\"non_preferred_output\":[] }",
	    FIX_OUTPUTS, 2);
	/* Not where the new one is there, or where it is another format. */
	assert_left("{\"input\":{},\"preferred_completion\":[],"
		    "\"preferred_output\":[]}");
	assert_left("{\"preferred_completion\":[]}");
}

static void
roles_are_written_as_they_are_defined(void **state)
{
	(void)state;
	assert_fixed(CHAT("{\"role\":\" User\\n\"},{\"role\":\"ASSISTANT\"}"),
	    CHAT("{\"role\":\"user\"},{\"role\":\"assistant\"}"), FIX_ROLE, 2);
	assert_left(CHAT("{\"role\":\"human\"},{\"role\":7},{},7"));
	assert_left("{\"role\":\"User\"}");
}

static void
a_fix_is_off_with_its_rule(void **state)
{
	(void)state;
	assert_true(fixer.on[FIX_ROLE]);
	role_level = LEVEL_OFF;
	fixer_free(&fixer);
	fixer_init(&fixer, NULL, &(struct provider){.bom = BOM_WANTED});
	assert_false(fixer.on[FIX_ROLE]);
	assert_false(fixer.on[FIX_MARK]);
	assert_true(fixer.on[FIX_WEIGHT]);
	assert_left(CHAT("{\"role\":\"User\"}"));
}

static void
a_developer_speaks_as_the_system_where_an_answer_is_trained(void **state)
{
	(void)state;
	assert_fixed(CHAT("{\"role\":\"developer\"},{\"role\":\"assistant\"}"),
	    CHAT("{\"role\":\"system\"},{\"role\":\"assistant\"}"),
	    FIX_DEVELOPER, 1);
	/* Of an example for reinforcement it is the role. */
	assert_left("{\"messages\":[{\"role\":\"developer\"},"
		    "{\"role\":\"user\"}],\"answer\":\"yes\"}");
}

static void
the_system_speaks_as_the_developer_where_a_grader_judges(void **state)
{
	(void)state;
	assert_fixed("{\"messages\":[{\"role\":\"system\"},"
		     "{\"role\":\"user\"}],\"answer\":\"yes\"}",
	    "{\"messages\":[{\"role\":\"developer\"},"
	    "{\"role\":\"user\"}],\"answer\":\"yes\"}",
	    FIX_SYSTEM, 1);
	assert_left(CHAT("{\"role\":\"system\"},{\"role\":\"assistant\"}"));
}

static void
no_role_becomes_one_that_the_provider_does_not_take(void **state)
{
	static const struct provider claude = {.roles = {"user,assistant", 14}};
	static const struct provider together = {
	    .roles = {"system,user,assistant,tool", 26}};

	(void)state;
	fixer_free(&fixer);
	fixer_init(&fixer, NULL, &claude);
	assert_false(fixer.on[FIX_DEVELOPER]);
	assert_false(fixer.on[FIX_SYSTEM]);
	fixer_free(&fixer);
	fixer_init(&fixer, NULL, &together);
	assert_true(fixer.on[FIX_DEVELOPER]);
	assert_false(fixer.on[FIX_SYSTEM]);
}

static void
a_weight_is_written_as_0_or_1(void **state)
{
	(void)state;
	assert_fixed(CHAT("{\"weight\":1.0},{\"weight\":0e5},{\"weight\":-0}"),
	    CHAT("{\"weight\":1},{\"weight\":0},{\"weight\":0}"), FIX_WEIGHT,
	    3);
	assert_left(CHAT("{\"weight\":1},{\"weight\":0.5},{\"weight\":true},"
			 "{\"weight\":\"1\"},{\"weight\":1e-400}"));
}

static void
arguments_become_the_string_of_their_bytes(void **state)
{
	(void)state;
	assert_fixed(CHAT("{\"tool_calls\":[{\"function\":{\"arguments\":"
			  "{ \"a\" :\"\\u00e9\\n\\\"\"}}},7]}"),
	    CHAT("{\"tool_calls\":[{\"function\":{\"arguments\":"
		 "\"{ \\\"a\\\" :\\\"\\\\u00e9\\\\n\\\\\\\"\\\"}\"}},7]}"),
	    FIX_ARGUMENTS, 1);
	assert_left(CHAT("{\"tool_calls\":[{\"function\":{\"arguments\":[]}},"
			 "{\"function\":{\"arguments\":\"{}\"}}]}"));
}

static void
white_space_around_a_content_goes(void **state)
{
	(void)state;
	assert_fixed(CHAT("{\"content\":\" \\ta b \\r\\n \"}"),
	    CHAT("{\"content\":\"a b\"}"), FIX_SPACE, 1);
	assert_fixed(CHAT("{\"content\":\"\\\\n \"},{\"content\":\" \\\\\"}"),
	    CHAT("{\"content\":\"\\\\n\"},{\"content\":\"\\\\\"}"), FIX_SPACE,
	    2);
	/* An indent that lines share stays, blank lines before it go. */
	assert_fixed(CHAT("{\"content\":\" \\n  if a:\\n    b\\n\"}"),
	    CHAT("{\"content\":\"  if a:\\n    b\"}"), FIX_SPACE, 1);
	assert_left(CHAT("{\"content\":\"  if a:\\n    b\"}"));
	/* Nothing but white space is no slip of the pen. */
	assert_left(CHAT("{\"content\":\" \\n\"},{\"content\":\"\"},"
			 "{\"content\":null},{\"content\":[\" \"]}"));
	/* What a tool said is data. */
	assert_left(CHAT("{\"role\":\"tool\",\"content\":\" 7\\n\"}"));
}

#define CALL   "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}"
#define RESULT "{\"role\":\"function\",\"name\":\"f\",\"content\":\"7\"}"

static void
functions_become_tools(void **state)
{
	(void)state;
	assert_fixed("{\"messages\":[{\"role\":\"user\"},"
		     "{\"role\":\"assistant\"," CALL "}," RESULT
		     ",{\"role\":\"assistant\"," CALL "}],"
		     "\"functions\": [{\"name\":\"f\"}, {\"name\":\"g\"}]}",
	    "{\"messages\":[{\"role\":\"user\"},"
	    "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\","
	    "\"type\":\"function\",\"function\":"
	    "{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
	    "{\"role\":\"tool\",\"tool_call_id\":\"call_1\","
	    "\"content\":\"7\"},"
	    "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_2\","
	    "\"type\":\"function\",\"function\":"
	    "{\"name\":\"f\",\"arguments\":\"{}\"}}]}],"
	    "\"tools\": [{\"type\":\"function\",\"function\":"
	    "{\"name\":\"f\"}}, {\"type\":\"function\",\"function\":"
	    "{\"name\":\"g\"}}]}",
	    FIX_FUNCTIONS, 1);
	assert_fixed("{\"functions\":[],\"messages\":[]}",
	    "{\"tools\":[],\"messages\":[]}", FIX_FUNCTIONS, 1);
}

static void
functions_are_left_where_it_is_not_certain(void **state)
{
	static const char *const texts[] = {
	    /* a result of nothing, of another function, not right behind */
	    CHAT(RESULT),
	    CHAT("{\"role\":\"assistant\",\"function_call\":{\"name\":\"g\","
		 "\"arguments\":\"\"}}," RESULT),
	    CHAT("{\"role\":\"assistant\"," CALL
		 "},{\"role\":\"user\"}," RESULT),
	    CHAT("{\"role\":\"assistant\"," CALL "}," RESULT "," RESULT),
	    /* a call of the user, one of more parts, both forms */
	    CHAT("{\"role\":\"user\"," CALL "}"),
	    CHAT("{\"role\":\"assistant\",\"function_call\":{\"name\":\"f\","
		 "\"arguments\":\"\",\"id\":1}}"),
	    CHAT("{\"role\":\"assistant\"," CALL ",\"tool_calls\":[]}"),
	    "{\"messages\":[],\"functions\":[],\"tools\":[]}",
	    /* functions that are tools already, or nothing */
	    "{\"messages\":[],\"functions\":[{\"function\":{}}]}",
	    "{\"messages\":[],\"functions\":{}}",
	    CHAT("{\"role\":\"assistant\",\"function_call\":null}"),
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		assert_left(texts[i]);
}

static void
what_one_fix_lays_open_the_next_round_mends(void **state)
{
	(void)state;
	assert_true(fix_text(&fixer,
	    STR(CHAT("{\"role\":\"Assistant\",\"function_call\":"
		     "{\"name\":\"f\",\"arguments\":{}}},"
		     "{\"role\":\"FUNCTION\",\"name\":\"f\","
		     "\"content\":\"7\"}")),
	    &mended, counts));
	assert_string_equal(buf_cstr(&mended),
	    CHAT("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\","
		 "\"type\":\"function\",\"function\":"
		 "{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
		 "{\"role\":\"tool\",\"tool_call_id\":\"call_1\","
		 "\"content\":\"7\"}"));
	assert_int_equal(counts[FIX_ROLE], 2);
	assert_int_equal(counts[FIX_ARGUMENTS], 1);
	assert_int_equal(counts[FIX_FUNCTIONS], 1);
}

static void
what_cannot_be_read_for_sure_is_left_alone(void **state)
{
	(void)state;
	assert_left("{\"messages\":[{\"role\":\"User\"}]");
	assert_left(CHAT("{\"role\":\"User\",\"a\":1,\"a\":2}"));
	assert_left("7");
	assert_left("");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(old_names_of_outputs_become_new_ones),
	    TEST(roles_are_written_as_they_are_defined),
	    TEST(a_fix_is_off_with_its_rule),
	    TEST(a_developer_speaks_as_the_system_where_an_answer_is_trained),
	    TEST(the_system_speaks_as_the_developer_where_a_grader_judges),
	    TEST(no_role_becomes_one_that_the_provider_does_not_take),
	    TEST(a_weight_is_written_as_0_or_1),
	    TEST(arguments_become_the_string_of_their_bytes),
	    TEST(white_space_around_a_content_goes),
	    TEST(functions_become_tools),
	    TEST(functions_are_left_where_it_is_not_certain),
	    TEST(what_one_fix_lays_open_the_next_round_mends),
	    TEST(what_cannot_be_read_for_sure_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
