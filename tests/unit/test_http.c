/* SPDX-License-Identifier: MIT */
#include "tests/unit/http.h"

static void
a_get_has_the_key_and_nothing_odd(void **state)
{
	SERVE({"200 OK\r\nX-Request-Id: req_1", "{}", WEB_PLAIN});
	assert_true(run(get("/v1/files?limit=2")));
	assert_int_equal(answer->status, 200);
	assert_str(buf_str(&answer->body), "{}");
	assert_str(answer->headers[HTTP_REQUEST_ID], "req_1");
	assert_true(web_had(&web, 0, "GET /v1/files?limit=2 HTTP/1.1\r\n"));
	assert_true(web_had(
	    &web, 0, "\r\nAuthorization: Bearer sk-test-0123456789\r\n"));
	assert_true(web_had(&web, 0, "\r\nAccept: application/json\r\n"));
	assert_true(web_had(&web, 0, "\r\nUser-Agent: ft/"));
	assert_false(web_had(&web, 0, "Expect"));
	assert_false(web_had(&web, 0, "Content-"));
	assert_false(web_had(&web, 0, "Accept-Encoding"));
}

static void
a_post_without_a_body_says_so(void **state)
{
	SERVE({"200 OK", "{}", WEB_PLAIN});
	assert_true(run(post("/v1/x/cancel", "")));
	assert_true(web_had(&web, 0, "POST /v1/x/cancel HTTP/1.1\r\n"));
	assert_true(web_had(&web, 0, "\r\nContent-Length: 0\r\n"));
	assert_false(web_had(&web, 0, "Content-Type"));
}

static void
a_post_is_sent_to_the_byte(void **state)
{
	SERVE({"201 Created", "{}", WEB_PLAIN});
	assert_true(run(post("/v1/jobs", "{\"model\":\"m\"}")));
	assert_int_equal(answer->status, 201);
	assert_true(web_had(&web, 0, "\r\nContent-Type: application/json\r\n"));
	assert_true(web_had(&web, 0, "\r\nContent-Length: 13\r\n"));
	assert_true(web_had(&web, 0, "\r\n\r\n{\"model\":\"m\"}"));
}

static void
a_delete_is_one(void **state)
{
	struct http_request r;

	SERVE({"204 No Content", "", WEB_PLAIN});
	r = get("/v1/files/f");
	r.method = "DELETE";
	assert_true(run(r));
	assert_int_equal(answer->status, 204);
	assert_true(web_had(&web, 0, "DELETE /v1/files/f HTTP/1.1\r\n"));
}

static void
a_range_of_a_file_goes_into_a_form(void **state)
{
	static const char boundary[] = "ft-00000000000000000000000000000000";
	struct multipart m;
	struct http_request r;
	struct buf want;
	int fd = letters(100);

	SERVE({"200 OK", "{}", WEB_PLAIN});
	multipart_init(&m, &world);
	multipart_file(&m, "file", STR("a \"b\"\r\n.jsonl"), fd, 26, 5);
	multipart_field(&m, "purpose", STR("fine-tune"));
	r = post("/v1/files", "");
	r.type = multipart_type(&m);
	r.body = multipart_body(&m);
	assert_true(run(r));
	buf_init(&want, BUF_NO_MAX);
	buf_printf(&want,
	    "\r\n\r\n--%s\r\nContent-Disposition: form-data; name=\"file\"; "
	    "filename=\"a %%22b%%22%%0D%%0A.jsonl\"\r\n"
	    "Content-Type: application/octet-stream\r\n\r\nabcde\r\n"
	    "--%s\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n"
	    "fine-tune\r\n--%s--\r\n",
	    boundary, boundary, boundary);
	assert_true(str_ends(buf_str(&web.requests[0]), buf_str(&want)));
	assert_true(web_had(&web, 0, boundary));
	assert_int_equal(http_sent(http), want.n - 4);
	buf_free(&want);
	multipart_free(&m);
	close(fd);
}

static void
a_big_file_is_sent_whole_and_again_when_it_must(void **state)
{
	enum { SIZE = 5000000 };
	struct http_request r;
	struct str body;
	int fd = letters(SIZE);

	SERVE({"503 Busy", "", WEB_PLAIN}, {"200 OK", "{}", WEB_PLAIN});
	r = post("/v1/uploads/u/parts", "");
	r.body = (struct body){
	    .head = STR("<"), .fd = fd, .n = SIZE, .tail = STR(">")};
	assert_true(run(r));
	for (int i = 0; i < 2; i++) {
		body = buf_str(&web.requests[i]);
		body = str_from(body, str_search(body, STR("\r\n\r\n")) + 4);
		assert_int_equal(body.n, SIZE + 2);
		assert_int_equal(body.p[0], '<');
		assert_int_equal(body.p[SIZE + 1], '>');
		for (size_t k = 0; k < SIZE; k++)
			if (body.p[1 + k] != (char)('a' + k % 26))
				fail_msg("byte %zu", k);
	}
	assert_int_equal(http_sent(http), SIZE + 2);
	close(fd);
}

static void
a_file_that_shrinks_is_told(void **state)
{
	struct http_request r;
	int fd = letters(100);

	SERVE({"200 OK", "{}", WEB_PLAIN});
	r = post("/v1/files", "");
	r.body = (struct body){.fd = fd, .n = 101};
	assert_false(run(r));
	assert_fault(STATUS_IO, "the file became shorter");
	assert_int_equal(answer->end, HTTP_FAILED);
	close(fd);
}

static void
a_busy_server_is_asked_again(void **state)
{
	SERVE({"503 Busy", "<html>", WEB_PLAIN}, {"500 Oops", "", WEB_PLAIN},
	    {"200 OK", "ok", WEB_PLAIN});
	assert_true(run(get("/v1/files")));
	assert_int_equal(answer->tries, 3);
	assert_str(buf_str(&answer->body), "ok");
	assert_int_equal(clock_of_test.waited, 1500);
}

static void
tries_have_an_end(void **state)
{
	SERVE({"503 Busy", "", WEB_PLAIN}, {"503 Busy", "", WEB_PLAIN},
	    {"503 Busy\r\nx-request-id: req_9",
		"{\"error\":{\"message\":"
		"\"overloaded.\"}}",
		WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	options.retry.most = 2;
	assert_false(run(get("/v1/files")));
	assert_int_equal(web.count, 3);
	assert_int_equal(answer->end, HTTP_REFUSED);
	assert_int_equal(answer->status, 503);
	assert_fault(
	    STATUS_TEMPORARY, "overloaded (503, request req_9), after 3 tries");
}

static void
the_server_says_when_to_come_back(void **state)
{
	SERVE({"429 Slow\r\nRetry-After: 7", "", WEB_PLAIN},
	    {"429 Slow\r\nRetry-After: 9\r\nretry-after-ms: 300", "",
		WEB_PLAIN},
	    {"429 Slow\r\nRetry-After: Sat, 21 Nov 2026 00:00:30 GMT", "",
		WEB_PLAIN},
	    {"429 Slow\r\nRetry-After: 0", "", WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	assert_true(run(get("/v1/files")));
	/* Told to come at once, we keep to our own rules. */
	assert_int_equal(clock_of_test.waited, 7000 + 300 + 30000 + 4000);
}

static void
too_long_a_wait_is_not_waited(void **state)
{
	SERVE({"429 Slow\r\nRetry-After: 3600", "", WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	assert_false(run(get("/v1/files")));
	assert_int_equal(web.count, 1);
	assert_fault(STATUS_TEMPORARY, "asks to come back after 3600 s");
	assert_int_equal(clock_of_test.waited, 0);
}

static void
what_was_refused_is_not_asked_again(void **state)
{
	SERVE({"401 No\r\nx-request-id: req_7",
		  "{\"error\":{\"message\":\"Incorrect API key provided: "
		  "sk-test-0123456789.\",\"code\":\"invalid_api_key\","
		  "\"type\":\"invalid_request_error\",\"param\":null}}",
		  WEB_PLAIN},
	    {"429 Broke\r\nRetry-After: 1",
		"{\"error\":{\"code\":\"insufficient_quota\",\"message\":"
		"\"no money\"}}",
		WEB_PLAIN},
	    {"200 OK", "", WEB_PLAIN});
	assert_false(run(get("/v1/files")));
	assert_int_equal(web.count, 1);
	assert_fault(STATUS_REFUSED,
	    "Incorrect API key provided: *** (401, "
	    "invalid_api_key, request req_7)");
	assert_false(run(get("/v1/files")));
	assert_int_equal(web.count, 2);
	assert_fault(STATUS_REFUSED, "no money (429, insufficient_quota)");
}

static void
a_broken_connection_is_made_again(void **state)
{
	SERVE({NULL, NULL, WEB_RESET}, {NULL, NULL, WEB_CLOSE},
	    {"200 OK\r\nContent-Length: 10", "half", WEB_RAW},
	    {"200 OK", "whole", WEB_PLAIN});
	assert_true(run(get("/v1/files")));
	assert_str(buf_str(&answer->body), "whole");
	assert_int_equal(web.count, 4);
}

static void
what_must_not_be_done_twice_is_not_sent_twice(void **state)
{
	struct http_request r;

	SERVE({NULL, NULL, WEB_RESET}, {"200 OK", "", WEB_PLAIN});
	r = post("/v1/fine_tuning/jobs", "{}");
	r.once = true;
	assert_false(run(r));
	assert_int_equal(answer->end, HTTP_LOST);
	assert_int_equal(fault.status, STATUS_TEMPORARY);
	assert_int_equal(web.count, 1);
}

static void
not_even_on_a_connection_that_was_kept(void **state)
{
	struct http_request r;

	SERVE({"200 OK", "", WEB_PLAIN}, {NULL, NULL, WEB_CLOSE},
	    {"200 OK", "", WEB_PLAIN});
	assert_true(run(get("/v1/models")));
	r = post("/v1/fine_tuning/jobs", "{}");
	r.once = true;
	assert_false(run(r));
	assert_int_equal(answer->end, HTTP_LOST);
	assert_int_equal(web.count, 2);
}

static void
an_answer_that_says_little_leaves_it_open(void **state)
{
	static const char *const ends[] = {"500", "503", "409", "200"};
	struct http_request r;

	SERVE({"500 Oops", "", WEB_PLAIN}, {"503 Busy", "", WEB_PLAIN},
	    {"409 Locked", "", WEB_PLAIN},
	    {"200 OK\r\nContent-Length: 10", "half", WEB_RAW});
	for (size_t i = 0; i < LENGTH(ends); i++) {
		r = post("/v1/fine_tuning/jobs", "{}");
		r.once = true;
		assert_false(run(r));
		if (answer->end != HTTP_LOST)
			fail_msg("after %s", ends[i]);
		assert_int_equal(web.count, i + 1);
	}
}

static void
what_was_surely_not_done_is_sent_again(void **state)
{
	struct http_request r;

	SERVE({"429 Slow", "", WEB_PLAIN}, {"200 OK", "", WEB_PLAIN});
	r = post("/v1/fine_tuning/jobs", "{}");
	r.once = true;
	assert_true(run(r));
	assert_int_equal(web.count, 2);
}

static void
nobody_there_is_a_temporary_failure(void **state)
{
	struct http_request r;

	SERVE({"200 OK", "", WEB_PLAIN});
	r = post("/v1/fine_tuning/jobs", "{}");
	r.once = true;
	r.url = at(1, "/v1/files");
	assert_false(run(r));
	assert_int_equal(answer->end, HTTP_FAILED);
	assert_int_equal(answer->tries, 6);
	assert_fault(STATUS_TEMPORARY, "127.0.0.1:1: ");
	assert_int_equal(clock_of_test.waited, 500 + 1000 + 2000 + 4000 + 8000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_get_has_the_key_and_nothing_odd),
	    TEST(a_post_without_a_body_says_so),
	    TEST(a_post_is_sent_to_the_byte),
	    TEST(a_delete_is_one),
	    TEST(a_range_of_a_file_goes_into_a_form),
	    TEST(a_big_file_is_sent_whole_and_again_when_it_must),
	    TEST(a_file_that_shrinks_is_told),
	    TEST(a_busy_server_is_asked_again),
	    TEST(tries_have_an_end),
	    TEST(the_server_says_when_to_come_back),
	    TEST(too_long_a_wait_is_not_waited),
	    TEST(what_was_refused_is_not_asked_again),
	    TEST(a_broken_connection_is_made_again),
	    TEST(what_must_not_be_done_twice_is_not_sent_twice),
	    TEST(not_even_on_a_connection_that_was_kept),
	    TEST(an_answer_that_says_little_leaves_it_open),
	    TEST(what_was_surely_not_done_is_sent_again),
	    TEST(nobody_there_is_a_temporary_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
