/* SPDX-License-Identifier: MIT */
/* The whole way of questions, against a server with a script. */
#include "common/ask/ask.h"
#include "common/base/diag.h"
#include "tests/unit/folder.h"
#include "tests/unit/web.h"

static struct web web;
static struct ask_options options;
static struct ask *ask;
static struct fault fault;
static struct buf base, got;

/* Questions 0 to n - 1, or all the same. */
static struct asked {
	size_t n, at;
	const char *model;
	bool same;
	char text[64];
} asked;

static bool
next(void *ctx, struct ask_question *q)
{
	struct asked *a = ctx;

	if (a->at == a->n)
		return false;
	snprintf(a->text, sizeof(a->text),
	    "[{\"role\":\"user\",\"content\":\"%zu\"}]", a->same ? 0 : a->at);
	*q = (struct ask_question){.model = str_c(a->model),
	    .messages = str_c(a->text),
	    .tag = (void *)(uintptr_t)a->at++};
	return true;
}

static void
done(void *ctx, void *tag, const struct answer *answer)
{
	(void)ctx;
	buf_printf(&got, "%zu:%s", (size_t)(uintptr_t)tag,
	    answer_end_name(answer->end));
	if (answer->text.n > 0)
		buf_printf(&got, "=%.*s", STR_ARGS(answer->text));
	buf_adds(&got, answer->from_cache ? "*;" : ";");
}

static int
begin(void **state)
{
	(void)state;
	options = (struct ask_options)ASK_USUAL;
	options.jobs = 1;
	options.session.retries = 2;
	setenv("XDG_CACHE_HOME", folder, 1);
	setenv("OPENAI_API_KEY", "sk-test-0123456789", 1);
	buf_init(&base, BUF_NO_MAX);
	buf_init(&got, BUF_NO_MAX);
	asked = (struct asked){.model = "m"};
	diag_talk(true, false);
	return 0;
}

static void
remove_cache(void)
{
	static const char *const names[] = {"/ft/answers.db",
	    "/ft/answers.db-wal", "/ft/answers.db-shm", "/ft"};
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(names); i++) {
		buf_clear(&b);
		buf_printf(&b, "%s%s", folder, names[i]);
		(void)remove(buf_cstr(&b));
	}
	buf_free(&b);
}

static int
end(void **state)
{
	(void)state;
	ask_close(ask);
	ask = NULL;
	if (web.steps != NULL)
		web_stop(&web);
	web.steps = NULL;
	remove_cache();
	buf_free(&base);
	buf_free(&got);
	return 0;
}

static void
open_ask(void)
{
	ask_close(ask);
	setenv("OPENAI_API_KEY", "sk-test-0123456789", 1);
	ask = ask_open(&options, &fault);
	if (ask == NULL)
		fail_msg("%s", fault.text);
}

static void
serve(const struct web_step *steps, size_t n)
{
	web_start(&web, steps, n);
	buf_printf(&base, "http://127.0.0.1:%u/v1", web.port);
	options.session.base_url = buf_cstr(&base);
	open_ask();
}

#define SERVE(...)                                            \
	static const struct web_step steps[] = {__VA_ARGS__}; \
	(void)state;                                          \
	serve(steps, LENGTH(steps))

#define SAYS(text)                                                     \
	{                                                              \
		"200 OK",                                              \
		    "{\"choices\":[{\"message\":{\"content\":\"" text  \
		    "\"},\"finish_reason\":\"stop\"}],\"usage\":"      \
		    "{\"prompt_tokens\":10,\"completion_tokens\":5}}", \
		    WEB_PLAIN                                          \
	}
#define REFUSES(param)                                                     \
	{                                                                  \
		"400 Bad",                                                 \
		    "{\"error\":{\"message\":\"no\",\"code\":"             \
		    "\"unsupported_parameter\",\"param\":\"" param "\"}}", \
		    WEB_PLAIN                                              \
	}
#define TOO_MANY                                               \
	{                                                      \
		"429 No\r\nretry-after-ms: 1", "{}", WEB_PLAIN \
	}

static bool
run(size_t n)
{
	struct ask_run r = {
	    .next = next, .done = done, .ctx = &asked, .ordered = true};

	asked.n = n;
	asked.at = 0;
	buf_clear(&got);
	return ask_run(ask, &r, &fault);
}

static void
assert_got(const char *want)
{
	assert_str(buf_str(&got), want);
}

static void
questions_are_answered(void **state)
{
	SERVE(SAYS("a"), SAYS("b"));
	assert_true(run(2));
	assert_got("0:answered=a;1:answered=b;");
	assert_true(web_had(&web, 0, "POST /v1/chat/completions"));
	assert_true(web_had(&web, 0, "\"max_tokens\":1000"));
	assert_true(web_had(&web, 0, "Bearer sk-test-0123456789"));
	assert_int_equal(ask_totals(ask)->prompt_tokens, 20);
	assert_int_equal(ask_totals(ask)->requests, 2);
}

static void
what_was_answered_is_not_asked_again(void **state)
{
	SERVE(SAYS("a"), SAYS("b"), SAYS("c"));
	assert_true(run(2));
	open_ask();
	assert_true(run(3));
	assert_got("0:answered=a*;1:answered=b*;2:answered=c;");
	assert_int_equal(web.count, 3);
	assert_int_equal(ask_totals(ask)->from_cache, 2);
	assert_int_equal(ask_totals(ask)->requests, 1);
}

static void
the_same_question_is_asked_once(void **state)
{
	SERVE(SAYS("a"), SAYS("b"));
	options.jobs = 4;
	open_ask();
	asked.same = true;
	assert_true(run(4));
	assert_got("0:answered=a;1:answered=a*;2:answered=a*;3:answered=a*;");
	assert_int_equal(web.count, 1);
}

static void
without_a_cache_it_is_asked_each_time(void **state)
{
	SERVE(SAYS("a"), SAYS("b"));
	options.no_cache = true;
	open_ask();
	asked.same = true;
	assert_true(run(2));
	assert_got("0:answered=a;1:answered=b;");
}

static void
refresh_asks_again_and_keeps(void **state)
{
	SERVE(SAYS("a"), SAYS("b"));
	assert_true(run(1));
	options.refresh = true;
	open_ask();
	assert_true(run(1));
	assert_got("0:answered=b;");
	options.refresh = false;
	open_ask();
	assert_true(run(1));
	assert_got("0:answered=b*;");
}

static void
a_refused_parameter_is_learnt_once(void **state)
{
	SERVE(REFUSES("max_tokens"), REFUSES("temperature"), SAYS("a"),
	    SAYS("b"), SAYS("c"));
	options.jobs = 4;
	open_ask();
	assert_true(run(2));
	assert_int_equal(web.count, 4);
	assert_true(web_had(&web, 1, "\"max_completion_tokens\":1000"));
	assert_false(web_had(&web, 2, "temperature"));
	assert_false(web_had(&web, 3, "temperature"));
	open_ask();
	assert_true(run(3));
	assert_int_equal(web.count, 5);
	assert_false(web_had(&web, 4, "temperature"));
	assert_true(web_had(&web, 4, "\"max_completion_tokens\":1000"));
}

static void
who_was_refused_meanwhile_is_sent_again(void **state)
{
	SERVE(
	    SAYS("a"), REFUSES("seed"), REFUSES("seed"), SAYS("b"), SAYS("b"));
	assert_true(run(1));
	/* The model is known by now, and two go at once. */
	options.seed = 3;
	options.jobs = 2;
	web.together = 3;
	open_ask();
	assert_true(run(2));
	assert_got("0:answered=b;1:answered=b;");
	assert_int_equal(web.count, 5);
}

static void
a_parameter_of_the_user_is_not_changed(void **state)
{
	static const char *v[] = {"temperature=0.5"};

	SERVE(REFUSES("temperature"));
	options.param = (struct opt_list){v, 1};
	open_ask();
	assert_false(run(2));
	assert_int_equal(fault.status, STATUS_REFUSED);
	assert_int_equal(web.count, 1);
	assert_got("");
}

static void
a_429_is_waited_out(void **state)
{
	SERVE(SAYS("a"), TOO_MANY, TOO_MANY, SAYS("b"));
	assert_true(run(2));
	assert_got("0:answered=a;1:answered=b;");
	assert_int_equal(web.count, 4);
}

static void
nobody_being_answered_ends_it(void **state)
{
	SERVE(TOO_MANY, TOO_MANY, TOO_MANY, SAYS("a"));
	assert_false(run(2));
	assert_int_equal(fault.status, STATUS_TEMPORARY);
	assert_int_equal(web.count, 3);
	/* What comes later goes on from there. */
	open_ask();
	assert_true(run(1));
	assert_got("0:answered=a;");
}

static void
without_quota_nothing_is_tried_again(void **state)
{
	SERVE({"429 No",
	    "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"q\"}}",
	    WEB_PLAIN});
	assert_false(run(2));
	assert_int_equal(fault.status, STATUS_REFUSED);
	assert_int_equal(web.count, 1);
}

static void
a_question_that_fails_alone_is_an_answer(void **state)
{
	SERVE({"400 Bad", "{\"error\":{\"message\":\"too long\"}}", WEB_PLAIN},
	    SAYS("b"), {"200 OK", "<html>", WEB_PLAIN},
	    {"400 Bad", "{\"error\":{\"code\":\"content_filter\"}}",
		WEB_PLAIN});
	assert_true(run(4));
	assert_got("0:failed;1:answered=b;2:failed;3:filtered;");
	assert_int_equal(ask_totals(ask)->ends[ANSWER_FAILED], 2);
	/* Failures are not kept, a filter's word is. */
	open_ask();
	assert_false(run(1));
	assert_int_equal(web.count, 7);
}

static void
what_money_does_not_suffice_for_is_not_asked(void **state)
{
	SERVE(SAYS("a"), SAYS("b"), SAYS("c"));
	options.max_cost = "0.001008";
	options.price_in = "0";
	options.price_out = "1";
	options.jobs = 4;
	open_ask();
	assert_true(run(5));
	assert_got("0:answered=a;1:answered=b;2:unpaid;3:unpaid;4:unpaid;");
	assert_int_equal(web.count, 2);
	assert_true(ask_totals(ask)->cost == 10000);
	assert_int_equal(ask_totals(ask)->ends[ANSWER_UNPAID], 3);
}

static void
money_that_was_set_aside_comes_back(void **state)
{
	SERVE(SAYS("a"), SAYS("b"), SAYS("c"), SAYS("d"));
	/* Room for one answer as long as it may be, not for two. */
	options.max_cost = "0.00105";
	options.price_in = "0";
	options.price_out = "1";
	options.jobs = 4;
	open_ask();
	assert_true(run(4));
	assert_got("0:answered=a;1:answered=b;2:answered=c;3:answered=d;");
}

static void
answers_come_back_in_the_order_of_the_questions(void **state)
{
	SERVE(SAYS("x"), SAYS("x"), SAYS("x"), SAYS("x"), SAYS("x"), SAYS("x"),
	    SAYS("x"), SAYS("x"));
	options.jobs = 4;
	open_ask();
	assert_true(run(8));
	assert_got("0:answered=x;1:answered=x;2:answered=x;3:answered=x;"
		   "4:answered=x;5:answered=x;6:answered=x;7:answered=x;");
	assert_true(web.most_open <= 4);
}

static void
hear(void *ctx, struct str text)
{
	(void)ctx;
	buf_printf(&got, "[%.*s]", STR_ARGS(text));
}

static void
a_text_is_handed_on_as_it_comes(void **state)
{
	struct ask_run r = {
	    .next = next, .done = done, .piece = hear, .ctx = &asked};

	SERVE({"200 OK",
		  "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
		  "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},"
		  "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
		  WEB_PLAIN},
	    SAYS("whole"));
	asked.n = 2;
	assert_true(ask_run(ask, &r, &fault));
	assert_got("[a][b]0:answered=ab;[whole]1:answered=whole;");
	assert_true(web_had(&web, 0, "\"stream\":true"));
	open_ask();
	buf_clear(&got);
	asked.at = 0;
	assert_true(ask_run(ask, &r, &fault));
	assert_got("[ab]0:answered=ab*;[whole]1:answered=whole*;");
}

static void
unknown_models_are_refused(void **state)
{
	static const char *const models[] = {"gpt-x", "gtp-y"};
	SERVE({"200 OK", "{\"data\":[{\"id\":\"gpt-y\"},{\"id\":\"gpt-x\"}]}",
		  WEB_PLAIN},
	    {"404 No", "{}", WEB_PLAIN});

	assert_false(ask_check_models(ask, models, 2, &fault));
	assert_int_equal(fault.status, STATUS_REFUSED);
	assert_non_null(strstr(fault.text, "no model 'gtp-y'"));
	assert_non_null(strstr(fault.text, "did you mean gpt-y"));
	/* Who has no list is taken to have them. */
	assert_true(ask_check_models(ask, models, 2, &fault));
}

static void
a_price_is_wanted_for_a_limit_of_cost(void **state)
{
	static const char *const models[] = {"nobodys"};
	SERVE(SAYS("a"));

	options.max_cost = "1";
	open_ask();
	assert_false(ask_check_models(ask, models, 1, &fault));
	assert_int_equal(fault.status, STATUS_USAGE);
	assert_int_equal(web.count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(questions_are_answered),
	    TEST(what_was_answered_is_not_asked_again),
	    TEST(the_same_question_is_asked_once),
	    TEST(without_a_cache_it_is_asked_each_time),
	    TEST(refresh_asks_again_and_keeps),
	    TEST(a_refused_parameter_is_learnt_once),
	    TEST(who_was_refused_meanwhile_is_sent_again),
	    TEST(a_parameter_of_the_user_is_not_changed),
	    TEST(a_429_is_waited_out),
	    TEST(nobody_being_answered_ends_it),
	    TEST(without_quota_nothing_is_tried_again),
	    TEST(a_question_that_fails_alone_is_an_answer),
	    TEST(what_money_does_not_suffice_for_is_not_asked),
	    TEST(money_that_was_set_aside_comes_back),
	    TEST(answers_come_back_in_the_order_of_the_questions),
	    TEST(a_text_is_handed_on_as_it_comes),
	    TEST(unknown_models_are_refused),
	    TEST(a_price_is_wanted_for_a_limit_of_cost),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
