/* SPDX-License-Identifier: MIT */
#include "tests/unit/http.h"

static void
a_silent_server_is_given_up(void **state)
{
	SERVE({NULL, NULL, WEB_STALL}, {NULL, NULL, WEB_STALL},
	    {"200 OK\r\nContent-Length: 10", "half", WEB_STALL});
	clock_of_test.hurry = true;
	options.retry.most = 0;
	assert_false(run(get("/v1/files")));
	assert_fault(STATUS_TEMPORARY, "no answer came in time");
	assert_true(clock_of_test.now < options.think);
	assert_false(run(post("/v1/jobs", "{}")));
	assert_fault(STATUS_TEMPORARY, "no answer came in time");
	assert_true(clock_of_test.now >= options.think);
	assert_false(run(get("/v1/files")));
	assert_fault(STATUS_TEMPORARY, "nothing came or went for too long");
	assert_int_equal(web.count, 3);
}

static void
all_tries_together_have_a_deadline(void **state)
{
	SERVE({NULL, NULL, WEB_STALL}, {NULL, NULL, WEB_STALL},
	    {NULL, NULL, WEB_STALL}, {"200 OK", "", WEB_PLAIN});
	clock_of_test.hurry = true;
	options.total = 650000;
	assert_false(run(post("/v1/jobs", "{}")));
	assert_fault(STATUS_TEMPORARY, "it took too long in all");
	assert_int_equal(web.count, 3);
}

static void
time_in_the_queue_does_not_count(void **state)
{
	struct http_request r;

	SERVE({NULL, NULL, WEB_STALL}, {NULL, NULL, WEB_STALL});
	clock_of_test.hurry = true;
	options.retry.most = 0;
	options.most = 1;
	options.total = 400000;
	http = http_new(&options);
	r = post("/v1/jobs", "{}");
	http_start(http, &r);
	http_start(http, &r);
	for (int i = 0; i < 2; i++) {
		answer = http_next(http);
		fault = answer->fault;
		assert_fault(STATUS_TEMPORARY, "no answer came in time");
		http_answer_free(answer);
	}
	answer = NULL;
}

static void
a_huge_error_is_read_only_at_its_begin(void **state)
{
	SERVE({"400 Bad\r\nContent-Length: 1000000000000", "no! ", WEB_HUGE});
	assert_false(run(get("/v1/files")));
	assert_int_equal(answer->status, 400);
	assert_true(answer->cut);
	assert_true(answer->body.n <= 65536);
	assert_fault(STATUS_REFUSED, "no! no! ");
}

static void
an_answer_has_a_ceiling(void **state)
{
	SERVE({"200 OK\r\nContent-Length: 1000000000000", "yes ", WEB_HUGE});
	options.body_max = 100000;
	assert_false(run(get("/v1/files")));
	assert_fault(STATUS_REFUSED, "longer than 100000 bytes");
	assert_true(answer->body.n <= 100000);
	assert_int_equal(web.count, 1);
}

static void
a_packed_answer_is_not_taken_for_another(void **state)
{
	SERVE({"200 OK\r\nContent-Encoding: gzip", "\x1f\x8b", WEB_PLAIN},
	    {"200 OK\r\nContent-Encoding: identity", "{}", WEB_PLAIN});
	assert_false(run(get("/v1/files")));
	assert_fault(STATUS_REFUSED, "the answer is packed (gzip)");
	assert_int_equal(web.count, 1);
	assert_true(run(get("/v1/files")));
}

static void
an_answer_before_the_body_is_an_answer(void **state)
{
	struct http_request r;
	int fd = letters(3000000);

	SERVE({"413 Too Large", "{\"error\":{\"message\":\"too big\"}}",
	    WEB_EARLY});
	r = post("/v1/files", "");
	r.body = (struct body){.fd = fd, .n = 3000000};
	r.once = true;
	r.expect = true;
	assert_false(run(r));
	assert_int_equal(answer->end, HTTP_REFUSED);
	assert_fault(STATUS_REFUSED, "too big (413)");
	assert_true(web_had(&web, 0, "\r\nExpect: 100-continue\r\n"));
	close(fd);
}

static bool
collect(void *ctx, struct str piece)
{
	return buf_add_str(ctx, piece);
}

static void
a_stream_goes_on_where_it_broke(void **state)
{
	struct http_request r;
	struct buf got;

	SERVE({"200 OK\r\nContent-Length: 10", "0123", WEB_RAW},
	    {"503 Busy", "not this", WEB_PLAIN},
	    {"200 OK\r\nContent-Length: 10", "012345", WEB_RAW},
	    {"200 OK", "0123456789", WEB_PLAIN});
	buf_init(&got, 100);
	r = get("/v1/files/f/content");
	r.sink = collect;
	r.ctx = &got;
	assert_true(run(r));
	assert_str(buf_str(&got), "0123456789");
	assert_ptr_equal(answer->ctx, &got);
	assert_int_equal(answer->body.n, 0);
	buf_free(&got);
}

static void
content_that_got_shorter_is_told(void **state)
{
	struct http_request r;
	struct buf got;

	SERVE({"200 OK\r\nContent-Length: 10", "0123", WEB_RAW},
	    {"200 OK", "012", WEB_PLAIN});
	buf_init(&got, 100);
	r = get("/v1/files/f/content");
	r.sink = collect;
	r.ctx = &got;
	assert_false(run(r));
	assert_fault(STATUS_REFUSED, "the content has changed");
	buf_free(&got);
}

static bool
enough(void *ctx, struct str piece)
{
	(void)ctx;
	(void)piece;
	return false;
}

static void
a_sink_may_have_enough(void **state)
{
	struct http_request r;

	SERVE({"200 OK\r\nContent-Length: 1000000000000", "x", WEB_HUGE});
	r = get("/v1/files/f/content");
	r.sink = enough;
	assert_true(run(r));
	assert_int_equal(web.count, 1);
}

static void
a_redirect_is_followed_on_the_same_host(void **state)
{
	SERVE({"302 Found\r\nLocation: /v2/files?a=b", "", WEB_PLAIN},
	    {"200 OK", "there", WEB_PLAIN});
	assert_true(run(get("/v1/files")));
	assert_str(buf_str(&answer->body), "there");
	assert_true(web_had(&web, 1, "GET /v2/files?a=b HTTP/1.1\r\n"));
	assert_true(web_had(&web, 1, "sk-test"));
	assert_int_equal(answer->tries, 1);
}

static void
a_redirect_does_not_carry_the_key_to_another_host(void **state)
{
	static const struct web_step other[] = {{"200 OK", "there", WEB_PLAIN}};
	static const char *const extra[] = {"OpenAI-Organization: org-1", NULL};
	static char head[100];
	static struct web_step steps[1] = {{head, "", WEB_PLAIN}};
	struct web away;

	(void)state;
	web_start(&away, other, 1);
	snprintf(head, sizeof(head),
	    "307 Go\r\nLocation: http://127.0.0.1:%u/x", away.port);
	web_start(&web, steps, 1);
	options.extra = extra;
	assert_true(run(get("/v1/files/f/content")));
	assert_true(web_had(&web, 0, "org-1"));
	assert_str(buf_str(&answer->body), "there");
	assert_true(web_had(&away, 0, "GET /x HTTP/1.1\r\n"));
	assert_false(web_had(&away, 0, "uthorization"));
	assert_false(web_had(&away, 0, "sk-test"));
	assert_false(web_had(&away, 0, "org-1"));
	web_stop(&away);
}

static void
no_data_is_sent_where_a_redirect_leads(void **state)
{
	SERVE(
	    {"307 Go\r\nLocation: https://evil.example/x?sig=1", "", WEB_PLAIN},
	    {"302 Go\r\nLocation: /elsewhere", "", WEB_PLAIN},
	    {"308 Go\r\nLocation: /same", "", WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	assert_false(run(post("/v1/files", "{}")));
	assert_fault(STATUS_REFUSED,
	    "a redirect to 'https://evil.example/x' "
	    "(307) is not followed: another host");
	assert_false(run(post("/v1/files", "{}")));
	assert_fault(STATUS_REFUSED, "the request would change");
	assert_true(run(post("/v1/files", "{1}")));
	assert_true(web_had(&web, 3, "POST /same HTTP/1.1\r\n"));
	assert_true(web_had(&web, 3, "{1}"));
}

static void
a_redirect_to_plain_http_or_nowhere_is_refused(void **state)
{
	SERVE({"302 Go\r\nLocation: http://example.com/", "", WEB_PLAIN},
	    {"302 Go\r\nLocation: ftp://127.0.0.1/", "", WEB_PLAIN},
	    {"302 Go\r\nLocation: https://u:p@example.com/", "", WEB_PLAIN},
	    {"302 Go\r\nLocation: http://[", "", WEB_PLAIN},
	    {"302 Go\r\nLocation: file:///etc/passwd", "", WEB_PLAIN});
	for (int i = 0; i < 3; i++) {
		assert_false(run(get("/v1/files")));
		assert_fault(STATUS_REFUSED, "is not followed: no https");
	}
	for (int i = 0; i < 2; i++) {
		assert_false(run(get("/v1/files")));
		assert_fault(STATUS_REFUSED, "leads nowhere");
	}
}

static void
redirects_in_a_circle_have_an_end(void **state)
{
	static const struct web_step again = {
	    "302 Go\r\nLocation: /v1/files", "", WEB_PLAIN};
	struct web_step steps[10];

	(void)state;
	for (size_t i = 0; i < LENGTH(steps); i++)
		steps[i] = again;
	web_start(&web, steps, LENGTH(steps));
	assert_false(run(get("/v1/files")));
	assert_fault(STATUS_REFUSED, "there were too many");
	assert_int_equal(web.count, 6);
}

static void
a_redirect_may_be_the_answer(void **state)
{
	struct http_request r;

	SERVE({"302 Go\r\nLocation: https://example.com/put?sig=1\r\n"
	       "X-Together-File-Id: file-1",
	    "", WEB_PLAIN});
	r = post("/v1/files", "");
	r.no_follow = true;
	assert_true(run(r));
	assert_str(
	    answer->headers[HTTP_LOCATION], "https://example.com/put?sig=1");
	assert_str(answer->headers[HTTP_FILE_ID], "file-1");
}

static void
plain_http_stays_on_this_machine(void **state)
{
	struct http_request r;

	SERVE({"200 OK", "", WEB_PLAIN});
	r = get("/v1/files");
	r.url = STR("http://192.0.2.1/v1/files");
	assert_false(run(r));
	assert_fault(STATUS_USAGE, "use https");
}

static void
no_proxy_sees_a_key_in_plain_http(void **state)
{
	SERVE({"200 OK", "direct", WEB_PLAIN});
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	assert_true(run(get("/v1/files")));
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	assert_true(web_had(&web, 0, "GET /v1/files HTTP/1.1\r\n"));
}

static void
several_are_under_way_but_not_more_than_allowed(void **state)
{
	static const struct web_step ok = {"200 OK", "x", WEB_PLAIN};
	struct web_step steps[20];
	struct http_request r;
	size_t done = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(steps); i++)
		steps[i] = ok;
	web_start(&web, steps, LENGTH(steps));
	web.together = 4;
	options.most = 4;
	http = http_new(&options);
	r = get("/v1/files");
	for (size_t i = 0; i < LENGTH(steps); i++)
		http_start(http, &r);
	assert_int_equal(http_pending(http), LENGTH(steps));
	while ((answer = http_next(http)) != NULL) {
		assert_int_equal(answer->end, HTTP_DONE);
		http_answer_free(answer);
		done++;
	}
	assert_int_equal(done, LENGTH(steps));
	assert_int_equal(web.most_open, 4);
}

static void
one_that_waits_does_not_hold_up_the_others(void **state)
{
	struct http_request r;
	int a = 1, b = 2;

	SERVE({"503 Busy", "", WEB_PLAIN}, {"200 OK", "", WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	options.most = 1;
	http = http_new(&options);
	r = get("/v1/a");
	r.ctx = &a;
	http_start(http, &r);
	r = get("/v1/b");
	r.ctx = &b;
	http_start(http, &r);
	answer = http_next(http);
	assert_ptr_equal(answer->ctx, &b);
	http_answer_free(answer);
	answer = http_next(http);
	assert_ptr_equal(answer->ctx, &a);
	http_answer_free(answer);
	answer = http_next(http);
	assert_null(answer);
}

static bool
is_over(void)
{
	return web.count > 0;
}

static void
an_interrupt_breaks_off_what_is_under_way(void **state)
{
	struct http_request r;

	SERVE({NULL, NULL, WEB_STALL});
	options.stopped = is_over;
	options.most = 1;
	http = http_new(&options);
	r = get("/v1/a");
	http_start(http, &r);
	http_start(http, &r);
	for (int i = 0; i < 2; i++) {
		answer = http_next(http);
		assert_int_equal(answer->end, HTTP_STOPPED);
		/* The second was not begun. */
		assert_int_equal(answer->unsent, i == 1);
		assert_string_equal(answer->fault.text, "interrupted");
		http_answer_free(answer);
	}
	answer = http_next(http);
	assert_null(answer);
	assert_false(http_pause(http, 1000));
}

static unsigned told;
static int64_t told_ms;

static void
on_wait(void *ctx, const struct http_wait *w)
{
	assert_ptr_equal(ctx, &told);
	assert_non_null(strstr(w->why, "(503)"));
	told_ms = w->ms;
	told = told * 10 + w->left;
}

static void
each_wait_is_told(void **state)
{
	SERVE({"503 Busy", "", WEB_PLAIN}, {"503 Busy", "", WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	told = 0;
	options.waits = on_wait;
	options.ctx = &told;
	options.retry.most = 3;
	assert_true(run(get("/v1/files")));
	assert_int_equal(told, 32);
	assert_int_equal(told_ms, 1000);
}

static void
a_pause_lasts_as_long_as_it_is_to(void **state)
{
	(void)state;
	http = http_new(&options);
	assert_true(http_pause(http, 5050));
	assert_in_range(clock_of_test.waited, 5000, 5050);
}

static void
who_tries_himself_gets_the_refusal(void **state)
{
	struct http_request r;

	SERVE({"429 Slow Down\r\nx-ratelimit-remaining-tokens: 17\r\n"
	       "x-ratelimit-reset-tokens: 6m0s",
		  "{}", WEB_PLAIN},
	    {"200 OK", "{}", WEB_PLAIN});
	r = get("/v1/models");
	r.one_try = true;
	assert_false(run(r));
	assert_int_equal(answer->end, HTTP_REFUSED);
	assert_int_equal(answer->status, 429);
	assert_str(answer->headers[HTTP_LEFT_TOKENS], "17");
	assert_str(answer->headers[HTTP_RESET_TOKENS], "6m0s");
	assert_int_equal(web.count, 1);
	assert_int_equal(clock_of_test.waited, 0);
}

static void
an_answer_is_not_waited_for_longer_than_told(void **state)
{
	SERVE({"200 OK", "{}", WEB_PLAIN}, {"200 OK", "{}", WEB_PLAIN});
	http = http_new(&options);
	assert_null(http_next_within(http, 300));
	assert_int_equal(clock_of_test.waited, 300);
	web.together = 2;
	http_start(http,
	    &(struct http_request){
		.method = "GET", .url = at(web.port, "/"), .body = {.fd = -1}});
	assert_null(http_next_within(http, 0));
	http_start(http,
	    &(struct http_request){
		.method = "GET", .url = at(web.port, "/"), .body = {.fd = -1}});
	answer = http_next_within(http, 60000);
	assert_non_null(answer);
	assert_int_equal(answer->end, HTTP_DONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_silent_server_is_given_up),
	    TEST(all_tries_together_have_a_deadline),
	    TEST(time_in_the_queue_does_not_count),
	    TEST(a_huge_error_is_read_only_at_its_begin),
	    TEST(an_answer_has_a_ceiling),
	    TEST(a_packed_answer_is_not_taken_for_another),
	    TEST(an_answer_before_the_body_is_an_answer),
	    TEST(a_stream_goes_on_where_it_broke),
	    TEST(content_that_got_shorter_is_told),
	    TEST(a_sink_may_have_enough),
	    TEST(a_redirect_is_followed_on_the_same_host),
	    TEST(a_redirect_does_not_carry_the_key_to_another_host),
	    TEST(no_data_is_sent_where_a_redirect_leads),
	    TEST(a_redirect_to_plain_http_or_nowhere_is_refused),
	    TEST(redirects_in_a_circle_have_an_end),
	    TEST(a_redirect_may_be_the_answer),
	    TEST(plain_http_stays_on_this_machine),
	    TEST(no_proxy_sees_a_key_in_plain_http),
	    TEST(several_are_under_way_but_not_more_than_allowed),
	    TEST(one_that_waits_does_not_hold_up_the_others),
	    TEST(an_interrupt_breaks_off_what_is_under_way),
	    TEST(each_wait_is_told),
	    TEST(a_pause_lasts_as_long_as_it_is_to),
	    TEST(who_tries_himself_gets_the_refusal),
	    TEST(an_answer_is_not_waited_for_longer_than_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
