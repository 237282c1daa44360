/* SPDX-License-Identifier: MIT */
#include "common/ask/question.h"
#include "common/json/json.h"
#include "tests/unit/unit.h"

static struct ask_options options = ASK_USUAL;
static struct params params;
static struct arena arena;
static struct question question;
static struct fault fault;
static struct buf text;
static struct adapted adapted;

static int
begin(void **state)
{
	(void)state;
	options = (struct ask_options)ASK_USUAL;
	arena_init(&arena);
	buf_init(&text, BUF_NO_MAX);
	adapted.n = 0;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	params_free(&params);
	arena_free(&arena);
	buf_free(&text);
	return 0;
}

static void
make(struct ask_question q, const char *const *param, size_t n)
{
	options.param = (struct opt_list){(const char **)(uintptr_t)param, n};
	assert_true(params_read(&params, &options, &fault));
	q.model = q.model.n > 0 ? q.model : STR("m");
	q.messages = q.messages.n > 0 ? q.messages : STR("[]");
	question_make(&question, &q, &params, &arena);
}

static void
assert_request(bool stream, const char *want)
{
	buf_clear(&text);
	question_write(&text, &question, &adapted, stream);
	assert_str(buf_str(&text), want);
}

static void
defaults_are_sent(void **state)
{
	(void)state;
	options.seed = 7;
	make(
	    (struct ask_question){.messages = STR(" [ {\"role\": \"user\"} ] "),
		.model = STR("a\"b")},
	    NULL, 0);
	assert_request(false,
	    "{\"model\":\"a\\\"b\",\"messages\":[{\"role\":\"user\"}],"
	    "\"max_tokens\":1000,\"seed\":7,\"temperature\":0}");
	assert_int_equal(question_max_tokens(&question), 1000);
}

static void
params_stand_before_fields_and_these_before_defaults(void **state)
{
	static const char *const param[] = {"max_tokens=5", "top_p=0.5",
	    "user=007", "tool_choice=\"auto\"", "temperature=null",
	    "stop=[ \"a\" ]"};
	static const struct ask_field fields[] = {
	    {{"max_tokens", 10}, {"9", 1}},
	    {{"tools", 5}, {"[ 1 ]", 5}},
	    {{"tool_choice", 11}, {"\"none\"", 6}},
	};

	(void)state;
	make((struct ask_question){.fields = fields, .nfields = 3}, param,
	    LENGTH(param));
	assert_request(false,
	    "{\"model\":\"m\",\"messages\":[],\"max_tokens\":5,"
	    "\"stop\":[\"a\"],\"tool_choice\":\"auto\",\"tools\":[1],"
	    "\"top_p\":0.5,\"user\":\"007\"}");
}

static void
a_plain_question_has_nothing_of_the_user(void **state)
{
	static const char *const param[] = {"top_p=0.5", "temperature=1"};
	static const struct ask_field fields[] = {
	    {{"max_tokens", 10}, {"9", 1}}};

	(void)state;
	make(
	    (struct ask_question){
		.fields = fields, .nfields = 1, .plain = true},
	    param, LENGTH(param));
	assert_request(false,
	    "{\"model\":\"m\",\"messages\":[],\"max_tokens\":9,"
	    "\"temperature\":0}");
}

static void
the_other_name_of_the_limit_takes_its_place(void **state)
{
	static const char *const param[] = {"max_completion_tokens=5"};

	(void)state;
	make((struct ask_question){.tag = NULL}, param, 1);
	assert_request(false,
	    "{\"model\":\"m\",\"messages\":[],\"max_completion_tokens\":5,"
	    "\"temperature\":0}");
	assert_int_equal(question_max_tokens(&question), 5);
}

static void
a_stream_asks_for_its_tokens(void **state)
{
	(void)state;
	make((struct ask_question){.tag = NULL}, NULL, 0);
	assert_request(true,
	    "{\"model\":\"m\",\"messages\":[],\"max_tokens\":1000,"
	    "\"temperature\":0,\"stream\":true,"
	    "\"stream_options\":{\"include_usage\":true}}");
}

static void
only_defaults_are_changed_for_a_model(void **state)
{
	static const char *const param[] = {"temperature=0.5"};

	(void)state;
	assert_true(adapted_add(&adapted,
	    (struct adaptation){
		STR("max_tokens"), STR("max_completion_tokens")}));
	assert_true(adapted_add(
	    &adapted, (struct adaptation){STR("temperature"), STR("")}));
	assert_false(adapted_add(
	    &adapted, (struct adaptation){STR("temperature"), STR("")}));
	assert_true(adapted_add(
	    &adapted, (struct adaptation){STR("stream_options"), STR("")}));
	make((struct ask_question){.tag = NULL}, param, 1);
	assert_request(true,
	    "{\"model\":\"m\",\"messages\":[],\"max_completion_tokens\":1000,"
	    "\"temperature\":0.5,\"stream\":true}");
	assert_true(question_has_ours(&question, STR("max_tokens")));
	assert_false(question_has_ours(&question, STR("temperature")));
}

static void
the_key_knows_what_is_asked_and_not_how(void **state)
{
	static const char *const one[] = {"a=1", "b=2"};
	static const char *const other[] = {"b= 2", "a=1"};
	unsigned char key[KEY_BYTES];

	(void)state;
	make((struct ask_question){.messages = STR("[ 1, 2 ]")}, one, 2);
	memcpy(key, question.key, KEY_BYTES);
	params_free(&params);
	make((struct ask_question){.messages = STR("[1,2]")}, other, 2);
	assert_memory_equal(key, question.key, KEY_BYTES);
	params_free(&params);
	make((struct ask_question){.messages = STR("[1,3]")}, other, 2);
	assert_memory_not_equal(key, question.key, KEY_BYTES);
	key_at(key, STR("http://a"), question.key);
	assert_memory_not_equal(key, question.key, KEY_BYTES);
}

static void
a_param_that_cannot_be_is_refused(void **state)
{
	static const struct {
		const char *param, *why;
	} cases[] = {
	    {"x", "wants KEY=VALUE, not 'x'"},
	    {"=1", "wants KEY=VALUE, not '=1'"},
	    {"model=x", "cannot set 'model'"},
	    {"messages=[]", "cannot set 'messages'"},
	    {"stream=true", "cannot set 'stream'"},
	    {"n=2", "cannot set 'n'"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *v[] = {cases[i].param};

		options.param = (struct opt_list){v, 1};
		assert_false(params_read(&params, &options, &fault));
		assert_int_equal(fault.status, STATUS_USAGE);
		if (strstr(fault.text, cases[i].why) == NULL)
			fail_msg("'%s'", fault.text);
	}
	params = (struct params){.n = 0};
}

static void
messages_are_written_without_what_is_for_training(void **state)
{
	struct str in = STR("{\"messages\":[{\"role\":\"user\",\"content\":"
			    "\"a \\u00e9\",\"weight\":0},{\"train\":true,"
			    "\"x\":1}, {\"role\":\"assistant\"}]}");
	struct json_reader reader;
	struct json_doc doc;

	(void)state;
	json_reader_init(&reader, &arena);
	assert_true(json_parse(&reader, in, &doc, NULL));
	ask_write_messages(&text, in, json_get(doc.root, "messages"), 2);
	assert_str(buf_str(&text),
	    "[{\"role\":\"user\",\"content\":\"a \\u00e9\"},{\"x\":1}]");
	json_reader_free(&reader);
	params = (struct params){.n = 0};
}

/* What a refusal makes us change: "max_tokens>max_completion_tokens". */
static const char *
change(long status, struct problem p)
{
	struct adaptation one;

	buf_clear(&text);
	if (adapt_read(status, &p, &one))
		buf_printf(&text, "%.*s>%.*s", STR_ARGS(one.param),
		    STR_ARGS(one.becomes));
	return buf_cstr(&text);
}

static void
refusals_of_parameters_are_understood(void **state)
{
	struct problem p = {.message = STR("Unsupported parameter: "
					   "'max_tokens' is not supported with "
					   "this model. Use "
					   "'max_completion_tokens' instead."),
	    .code = STR("unsupported_parameter"),
	    .param = STR("max_tokens")};

	(void)state;
	params = (struct params){.n = 0};
	assert_string_equal(change(400, p), "max_tokens>max_completion_tokens");
	assert_string_equal(change(500, p), "");
	p.param = p.code = STR("");
	assert_string_equal(change(400, p), "max_tokens>max_completion_tokens");
	p.message = STR("Unrecognized request argument supplied: "
			"max_completion_tokens");
	assert_string_equal(change(400, p), "max_completion_tokens>max_tokens");
	p = (struct problem){.message = STR("Extra inputs are not permitted"),
	    .param = STR("seed")};
	assert_string_equal(change(422, p), "seed>");
	p = (struct problem){
	    .param = STR("temperature"), .code = STR("unsupported_value")};
	assert_string_equal(change(400, p), "temperature>");
}

static void
other_refusals_change_nothing(void **state)
{
	struct problem p = {
	    .message = STR("max_tokens is too large: 100000. This model "
			   "supports at most 4096 completion tokens."),
	    .param = STR("max_tokens"),
	    .code = STR("invalid_value")};

	(void)state;
	params = (struct params){.n = 0};
	assert_string_equal(change(400, p), "");
	p = (struct problem){
	    .message = STR("Unknown parameter: 'temperatures'")};
	assert_string_equal(change(400, p), "");
	p = (struct problem){.message = STR("Unsupported value in messages; "
					    "see max_tokens"),
	    .param = STR("messages[0].role")};
	assert_string_equal(change(400, p), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(defaults_are_sent),
	    TEST(params_stand_before_fields_and_these_before_defaults),
	    TEST(a_plain_question_has_nothing_of_the_user),
	    TEST(the_other_name_of_the_limit_takes_its_place),
	    TEST(a_stream_asks_for_its_tokens),
	    TEST(only_defaults_are_changed_for_a_model),
	    TEST(the_key_knows_what_is_asked_and_not_how),
	    TEST(a_param_that_cannot_be_is_refused),
	    TEST(messages_are_written_without_what_is_for_training),
	    TEST(refusals_of_parameters_are_understood),
	    TEST(other_refusals_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
