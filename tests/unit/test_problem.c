/* SPDX-License-Identifier: MIT */
#include "common/net/problem.h"
#include "tests/unit/unit.h"

static struct arena arena;

/* "message|code|type|param" */
static void
assert_problem(const char *body, const char *want)
{
	struct problem p;
	struct buf b;

	problem_read(&p, str_c(body), &arena);
	buf_init(&b, 4000);
	buf_printf(&b, "%.*s|%.*s|%.*s|%.*s", STR_ARGS(p.message),
	    STR_ARGS(p.code), STR_ARGS(p.type), STR_ARGS(p.param));
	if (!str_is(buf_str(&b), want))
		fail_msg("%s gave %s", body, buf_cstr(&b));
	buf_free(&b);
}

static void
the_error_objects_of_the_providers_are_known(void **state)
{
	(void)state;
	assert_problem("{\"error\":{\"message\":\"m\",\"type\":\"t\","
		       "\"param\":\"p\",\"code\":\"c\"}}",
	    "m|c|t|p");
	assert_problem("{\"error\":{\"message\":\"m\",\"type\":\"t\","
		       "\"param\":null,\"code\":null}}",
	    "m||t|");
	assert_problem("{\"error\":{\"code\":\"404\",\"message\":\"gone\","
		       "\"innererror\":{\"code\":\"x\"}}}",
	    "gone|404||");
	assert_problem("{\"object\":\"error\",\"message\":\"m\",\"type\":\"t\","
		       "\"param\":null,\"code\":1,\"raw_status_code\":422}",
	    "m|1|t|");
	assert_problem("{\"error\":\"plain\"}", "plain|||");
}

static void
details_are_read(void **state)
{
	(void)state;
	assert_problem("{\"detail\":\"Not Found\"}", "Not Found|||");
	assert_problem("{\"detail\":[{\"loc\":[\"body\",\"n_epochs\"],"
		       "\"msg\":\"not an integer\",\"type\":\"int\"}]}",
	    "not an integer|||n_epochs");
	assert_problem("{\"detail\":[]}", "|||");
	assert_problem("{\"type\":\"about:blank\",\"title\":\"Bad\","
		       "\"status\":400,\"detail\":\"why\"}",
	    "why||about:blank|");
	assert_problem("{\"title\":\"Bad\"}", "Bad|||");
}

static void
a_page_gives_its_title(void **state)
{
	(void)state;
	assert_problem("<html><head><TITLE a=b>502 Bad\n Gateway </Title>",
	    "502 Bad Gateway|||");
	assert_problem("<!doctype html><p>x", "a page of HTML|||");
	assert_problem("<title", "a page of HTML|||");
	assert_problem("<title>", "a page of HTML|||");
}

static void
anything_is_survived(void **state)
{
	(void)state;
	assert_problem("", "|||");
	assert_problem(
	    "upstream  connect\r\n error", "upstream connect error|||");
	assert_problem("\"text\"", "text|||");
	assert_problem("null", "|||");
	assert_problem("[1]", "|||");
	assert_problem("{\"error\":", "{\"error\":|||");
	assert_problem("{\"error\":[]}", "|||");
}

static void
a_long_message_is_cut_between_characters(void **state)
{
	struct problem p;
	struct buf b;

	(void)state;
	buf_init(&b, 4000);
	buf_addc(&b, 'x');
	while (b.n < 1000)
		buf_adds(&b, "\xc3\xa9");
	problem_read(&p, buf_str(&b), &arena);
	assert_int_equal(p.message.n, 359);
	buf_free(&b);
}

static void
a_fault_says_all_that_helps(void **state)
{
	struct problem p = {.message = STR("no such model."),
	    .code = STR("model_not_found"),
	    .type = STR("invalid_request_error"),
	    .param = STR("model")};
	struct problem none = {.type = STR("server_error")};
	struct fault f;

	(void)state;
	problem_fault(&f, STATUS_REFUSED, 404, &p, STR("req_1"), STR(""));
	assert_int_equal(f.status, STATUS_REFUSED);
	assert_string_equal(f.text,
	    "no such model (404, model_not_found, model, request req_1)");
	problem_fault(&f, STATUS_TEMPORARY, 500, &none, STR(""), STR(""));
	assert_string_equal(
	    f.text, "the server gave no reason (500, server_error)");
}

static void
a_fault_never_holds_the_key(void **state)
{
	struct problem p = {.message = STR("bad key sk-12345678")};
	struct fault f;

	(void)state;
	problem_fault(&f, STATUS_REFUSED, 401, &p, STR("sk-12345678"),
	    STR("sk-12345678"));
	assert_string_equal(f.text, "bad key *** (401, request ***)");
}

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_error_objects_of_the_providers_are_known),
	    cmocka_unit_test(details_are_read),
	    cmocka_unit_test(a_page_gives_its_title),
	    cmocka_unit_test(anything_is_survived),
	    cmocka_unit_test(a_long_message_is_cut_between_characters),
	    cmocka_unit_test(a_fault_says_all_that_helps),
	    cmocka_unit_test(a_fault_never_holds_the_key),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
