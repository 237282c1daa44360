/* SPDX-License-Identifier: MIT */
#include "tests/unit/api.h"

static bool
send_file(struct api_file *file, uint64_t n)
{
	struct api_send send = {
	    .name = STR("a.jsonl"), .purpose = STR("fine-tune"), .n = n};
	bool ok;

	send.fd = letters(n);
	ok = api_file_send(&api, &send, &arena, file, &fault);
	close(send.fd);
	return ok;
}

static void
a_file_is_sent_as_the_clients_send_it(void **state)
{
	struct api_file file;

	SERVE("openai", "/v1", LIST(""),
	    {"200 OK", FILE_JSON("file-1", "3", "9"), WEB_PLAIN});
	assert_true(send_file(&file, 3));
	assert_str(file.id, "file-1");
	assert_request(
	    0, "GET /v1/files?purpose=fine-tune&limit=100 HTTP/1.1\r\n");
	assert_request(1, "POST /v1/files HTTP/1.1\r\n");
	assert_true(web_had(&web, 1, "name=\"file\"; filename=\"a.jsonl\""));
	assert_true(web_had(&web, 1, "\r\n\r\nxxx\r\n"));
	assert_true(web_had(&web, 1, "name=\"purpose\"\r\n\r\nfine-tune\r\n"));
}

static void
a_file_that_arrived_unheard_is_found(void **state)
{
	struct api_file file;

	/* One of the same name and size was there before. */
	SERVE("openai", "/v1", LIST(FILE_JSON("file-0", "3", "9")),
	    {NULL, NULL, WEB_CLOSE}, LIST(FILE_JSON("file-0", "3", "9")),
	    LIST(FILE_JSON("file-1", "3", "9") "," FILE_JSON(
		"file-0", "3", "9")),
	    {"200 OK", FILE_JSON("file-1", "3", "9"), WEB_PLAIN});
	assert_true(send_file(&file, 3));
	assert_str(file.id, "file-1");
	assert_int_equal(web.count, 5);
	assert_request(4, "GET /v1/files/file-1 HTTP/1.1\r\n");
}

static void
a_file_that_did_not_arrive_is_sent_again(void **state)
{
	struct api_file file;

	SERVE("openai", "/v1", LIST(""), {"503 Busy", "", WEB_PLAIN},
	    LIST(FILE_JSON("file-8", "4", "9")),
	    LIST(FILE_JSON("file-8", "4", "9")),
	    {"200 OK", FILE_JSON("file-1", "3", "9"), WEB_PLAIN});
	assert_true(send_file(&file, 3));
	assert_str(file.id, "file-1");
	assert_request(4, "POST /v1/files HTTP/1.1\r\n");
}

static void
a_file_of_another_size_is_told(void **state)
{
	struct api_file file;

	SERVE("openai", "/v1", LIST(""),
	    {"200 OK", FILE_JSON("file-1", "2", "9"), WEB_PLAIN});
	assert_false(send_file(&file, 3));
	assert_fault(STATUS_INPUT, "has 2 bytes of the 3 that were sent");
}

static void
together_takes_files_elsewhere(void **state)
{
	static const struct web_step away[] = {{"200 OK", "", WEB_PLAIN}};
	static char head[200];
	static const struct web_step steps[] = {
	    {head, "", WEB_PLAIN},
	    {"200 OK", FILE_JSON("file-t", "3", "9"), WEB_PLAIN},
	};
	struct api_file file;
	struct web storage;

	(void)state;
	web_start(&storage, away, 1);
	snprintf(head, sizeof(head),
	    "302 Found\r\nLocation: http://localhost:%u/put?sig=1\r\n"
	    "X-Together-File-Id: file-t",
	    storage.port);
	serve(steps, LENGTH(steps), "together", "/v1");
	assert_true(send_file(&file, 3));
	assert_str(file.id, "file-t");
	assert_request(0,
	    "POST /v1/files?file_name=a.jsonl&file_type=jsonl&"
	    "purpose=fine-tune HTTP/1.1\r\n");
	assert_true(str_starts(
	    buf_str(&storage.requests[0]), STR("PUT /put?sig=1 HTTP/1.1\r\n")));
	assert_true(
	    str_ends(buf_str(&storage.requests[0]), STR("\r\n\r\nxxx")));
	assert_false(web_had(&storage, 0, "sk-test"));
	assert_request(1, "POST /v1/files/file-t/preprocess HTTP/1.1\r\n");
	web_stop(&storage);
}

static void
a_file_goes_in_parts(void **state)
{
	static const struct str parts[] = {{"part_1", 6}, {"part_2", 6}};
	struct api_send send = {
	    .name = STR("a.jsonl"), .purpose = STR("fine-tune"), .n = 5};
	struct http_answer *answer;
	struct api_upload upload;
	struct api_part part;
	struct api_file file;
	struct str id;

	SERVE("openai", "/v1",
	    {"200 OK", "{\"id\":\"upload_1\",\"expires_at\":99}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"part_1\"}", WEB_PLAIN}, LIST(""),
	    {"200 OK",
		"{\"id\":\"upload_1\",\"file\":" FILE_JSON(
		    "file-1", "5", "9") "}",
		WEB_PLAIN});
	send.fd = letters(5);
	assert_true(api_upload(&api, &send, &arena, &upload, &fault));
	assert_true(web_had(&web, 0,
	    "\r\n\r\n{\"filename\":\"a.jsonl\",\"purpose\":\"fine-tune\","
	    "\"bytes\":5,\"mime_type\":\"application/jsonl\"}"));
	assert_int_equal(upload.expires_at, 99);
	assert_int_equal(upload.file.id.n, 0);
	assert_true(api_part_start(
	    &api, upload.id, send.fd, 1, 2, &part, &part, &fault));
	answer = http_next(api.http);
	assert_ptr_equal(answer->ctx, &part);
	assert_true(api_part_answer(answer, &arena, &id, &fault));
	http_answer_free(answer);
	api_part_free(&part);
	assert_str(id, "part_1");
	assert_request(1, "POST /v1/uploads/upload_1/parts HTTP/1.1\r\n");
	assert_true(web_had(&web, 1, "name=\"data\"; filename=\"data\""));
	assert_true(web_had(&web, 1, "\r\n\r\nxx\r\n--"));
	assert_true(api_upload_complete(&api, upload.id, &send, parts, 2,
	    STR("d41d8cd98f00b204e9800998ecf8427e"), &arena, &file, &fault));
	assert_request(3, "POST /v1/uploads/upload_1/complete HTTP/1.1\r\n");
	assert_true(web_had(&web, 3,
	    "\r\n\r\n{\"part_ids\":[\"part_1\",\"part_2\"],"
	    "\"md5\":\"d41d8cd98f00b204e9800998ecf8427e\"}"));
	assert_str(file.id, "file-1");
	close(send.fd);
}

static struct api_create job_wanted = {
    .body = {"{\"model\":\"m\"}", 13},
    .key = {"k1", 2},
    .training_file = {"file-1", 6},
};

static void
a_lost_job_is_found_by_its_key(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1", {NULL, NULL, WEB_CLOSE},
	    LIST("{\"id\":\"j2\",\"metadata\":null},"
		 "{\"id\":\"j1\",\"metadata\":{\"ft_job_key\":\"k1\"}}"),
	    {"200 OK", "{\"id\":\"j1\",\"status\":\"queued\"}", WEB_PLAIN});
	assert_true(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_str(job.id, "j1");
	assert_int_equal(job.state, API_WAITING);
	assert_int_equal(web.count, 3);
	assert_request(0, "POST /v1/fine_tuning/jobs HTTP/1.1\r\n");
	assert_true(web_had(&web, 0, "\r\nIdempotency-Key: k1\r\n"));
	assert_true(web_had(&web, 0, "\r\n\r\n{\"model\":\"m\"}"));
	assert_request(1, "GET /v1/fine_tuning/jobs?limit=100 HTTP/1.1\r\n");
	assert_request(2, "GET /v1/fine_tuning/jobs/j1 HTTP/1.1\r\n");
}

static void
a_job_that_was_not_made_is_made_again(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1", {"502 Bad", "<html>", WEB_PLAIN}, LIST(""),
	    LIST(""), {"200 OK", "{\"id\":\"j1\"}", WEB_PLAIN});
	assert_true(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_str(job.id, "j1");
	assert_request(3, "POST /v1/fine_tuning/jobs HTTP/1.1\r\n");
	assert_int_equal(clock_of_test.waited, 500 + 1000);
}

static void
a_job_made_with_a_bad_answer_is_found(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1", {"200 OK", "<html>", WEB_PLAIN},
	    LIST("{\"id\":\"j1\",\"metadata\":{\"ft_job_key\":\"k1\"}}"),
	    {"200 OK", "{\"id\":\"j1\"}", WEB_PLAIN});
	assert_true(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_str(job.id, "j1");
	assert_int_equal(web.count, 3);
}

static void
without_metadata_a_job_is_known_by_its_file(void **state)
{
	struct api_job job;

	SERVE("azure", "/openai/v1",
	    LIST("{\"id\":\"j0\",\"training_file\":\"file-1\","
		 "\"created_at\":5}"),
	    {NULL, NULL, WEB_CLOSE},
	    LIST("{\"id\":\"j2\",\"training_file\":\"file-2\","
		 "\"created_at\":6},"
		 "{\"id\":\"j1\",\"training_file\":\"file-1\","
		 "\"created_at\":6},"
		 "{\"id\":\"j0\",\"training_file\":\"file-1\","
		 "\"created_at\":5}"),
	    {"200 OK", "{\"id\":\"j1\"}", WEB_PLAIN});
	assert_true(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_str(job.id, "j1");
	assert_int_equal(web.count, 4);
}

static void
a_job_that_nobody_can_find_is_not_made_twice(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1", {NULL, NULL, WEB_CLOSE},
	    {"403 No", "{\"error\":{\"message\":\"no lists\"}}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"j1\"}", WEB_PLAIN});
	assert_false(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_fault(STATUS_TEMPORARY, "the job may have been made");
	assert_int_equal(web.count, 2);
}

static void
a_refused_job_is_told_at_once(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1",
	    {"403 No\r\nx-request-id: req_5",
		"{\"error\":{\"message\":\"No training.\","
		"\"code\":\"training_not_available\"}}",
		WEB_PLAIN});
	assert_false(api_job_create(&api, &job_wanted, &arena, &job, &fault));
	assert_fault(STATUS_REFUSED,
	    "No training (403, training_not_available, request req_5)");
	assert_int_equal(web.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_file_is_sent_as_the_clients_send_it),
	    TEST(a_file_that_arrived_unheard_is_found),
	    TEST(a_file_that_did_not_arrive_is_sent_again),
	    TEST(a_file_of_another_size_is_told),
	    TEST(together_takes_files_elsewhere),
	    TEST(a_file_goes_in_parts),
	    TEST(a_lost_job_is_found_by_its_key),
	    TEST(a_job_that_was_not_made_is_made_again),
	    TEST(a_job_made_with_a_bad_answer_is_found),
	    TEST(without_metadata_a_job_is_known_by_its_file),
	    TEST(a_job_that_nobody_can_find_is_not_made_twice),
	    TEST(a_refused_job_is_told_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
