/* SPDX-License-Identifier: MIT */
#include "tests/unit/api.h"

static struct buf seen;

static void
assert_base(const char *want)
{
	assert_str(buf_str(&api.base), want);
	api_close(&api);
}

static void
a_service_has_an_address(void **state)
{
	(void)state;
	assert_true(open_api("openai", "", ""));
	assert_base("https://api.openai.com/v1");
	assert_true(open_api("openai", "https://example.com/x/", ""));
	assert_base("https://example.com/x");
	assert_true(open_api("azure", "https://r.openai.azure.com/", ""));
	assert_base("https://r.openai.azure.com/openai/v1");
	assert_true(open_api("azure", "https://r.openai.azure.com/", "v"));
	assert_base("https://r.openai.azure.com/openai");
	assert_true(open_api("azure", "https://r.example.com/mine", "v"));
	assert_base("https://r.example.com/mine");
	setenv("AWS_REGION", "us-west-2", 1);
	assert_true(open_api("bedrock", "", ""));
	assert_base("https://bedrock-mantle.us-west-2.api.aws/v1");
}

static void
without_an_address_nothing_is_sent(void **state)
{
	(void)state;
	assert_false(open_api("azure", "", ""));
	assert_fault(STATUS_USAGE, "give --base-url");
	assert_false(open_api("openai", "http://example.com/v1", ""));
	assert_fault(STATUS_USAGE, "use https");
	setenv("AWS_REGION", "evil.example/", 1);
	assert_false(open_api("bedrock", "", ""));
	assert_fault(STATUS_USAGE, "AWS_REGION");
	unsetenv("AWS_REGION");
	assert_false(open_api("bedrock", "", ""));
}

static void
organisation_and_project_are_told(void **state)
{
	struct api_file file;

	credential.organization = "org-1";
	credential.project = "proj-1";
	SERVE("openai", "/v1", {"200 OK", "{\"id\":\"file-1\"}", WEB_PLAIN});
	credential.organization = credential.project = NULL;
	assert_true(api_file(&api, STR("file-1"), &arena, &file, &fault));
	assert_true(web_had(&web, 0, "\r\nOpenAI-Organization: org-1\r\n"));
	assert_true(web_had(&web, 0, "\r\nOpenAI-Project: proj-1\r\n"));
	api_close(&api);
	credential.organization = "a\r\nb";
	assert_false(open_api("openai", "", ""));
	credential.organization = NULL;
}

static void
a_file_is_read_as_far_as_it_is_told(void **state)
{
	struct api_file f;

	SERVE("openai", "/v1",
	    {"200 OK",
		"{\n \"id\": \"file-1\", \"bytes\": 1.2e1,\r\n"
		"\t\"created_at\": 7, \"filename\": \"a \\\"b\\\" c\",\n"
		"\"status\": \"uploaded\", \"status_details\": null}",
		WEB_PLAIN},
	    {"200 OK", "{\"id\":\"file-2\"}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"file-3\",\"status\":\"odd\"}", WEB_PLAIN});
	assert_true(api_file(&api, STR("file-1"), &arena, &f, &fault));
	assert_request(0, "GET /v1/files/file-1 HTTP/1.1\r\n");
	assert_str(f.id, "file-1");
	assert_int_equal(f.bytes, 12);
	assert_int_equal(f.created_at, 7);
	assert_true(f.expires_at == API_NO_NUMBER);
	assert_str(f.filename, "a \"b\" c");
	assert_int_equal(f.state, API_WAITING);
	assert_str(f.json,
	    "{\"id\":\"file-1\",\"bytes\":1.2e1,\"created_at\":7,"
	    "\"filename\":\"a \\\"b\\\" c\",\"status\":\"uploaded\","
	    "\"status_details\":null}");
	assert_true(api_file(&api, STR("file-2"), &arena, &f, &fault));
	assert_int_equal(f.state, API_SUCCEEDED);
	assert_true(f.bytes == API_NO_NUMBER);
	assert_true(api_file(&api, STR("file-3"), &arena, &f, &fault));
	assert_int_equal(f.state, API_UNKNOWN);
}

static void
what_is_no_object_is_no_answer(void **state)
{
	struct api_file f;

	SERVE("openai", "/v1",
	    {"200 OK\r\nx-request-id: req_3", "<html>hi", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"fi", WEB_PLAIN}, {"200 OK", "", WEB_PLAIN},
	    {"200 OK", "true", WEB_PLAIN});
	assert_false(api_file(&api, STR("f"), &arena, &f, &fault));
	assert_fault(STATUS_REFUSED, "a page of HTML (200, request req_3)");
	assert_false(api_file(&api, STR("f"), &arena, &f, &fault));
	assert_fault(STATUS_REFUSED, "no JSON (200)");
	assert_false(api_file(&api, STR("f"), &arena, &f, &fault));
	assert_fault(STATUS_REFUSED, "empty");
	assert_false(api_file(&api, STR("f"), &arena, &f, &fault));
	assert_fault(STATUS_REFUSED, "some other JSON");
}

static void
an_id_cannot_leave_its_place(void **state)
{
	struct api_file f;

	SERVE("openai", "/v1", {"200 OK", "{\"id\":\"../a?b#c\"}", WEB_PLAIN});
	assert_false(api_file(&api, STR(""), &arena, &f, &fault));
	assert_false(api_file(&api, STR(".."), &arena, &f, &fault));
	assert_fault(STATUS_USAGE, "'..' is no id");
	assert_int_equal(web.count, 0);
	assert_true(api_file(&api, STR("../a?b#c"), &arena, &f, &fault));
	assert_request(0, "GET /v1/files/..%2Fa%3Fb%23c HTTP/1.1\r\n");
}

static bool
see_file(void *ctx, const struct api_file *file)
{
	size_t *most = ctx;

	buf_add_str(&seen, file->id);
	buf_addc(&seen, ' ');
	return most == NULL || --*most > 0;
}

static void
a_list_is_read_page_by_page(void **state)
{
	size_t most = 2;

	SERVE("openai", "/v1",
	    {"200 OK",
		"{\"data\":[{\"id\":\"a\"},{\"id\":\"b/1\"}],"
		"\"has_more\":true}",
		WEB_PLAIN},
	    {"200 OK", "{\"data\":[{\"id\":\"c\"}],\"has_more\":false}",
		WEB_PLAIN},
	    {"200 OK",
		"{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],"
		"\"has_more\":true}",
		WEB_PLAIN});
	buf_init(&seen, 1000);
	assert_true(api_files(&api, STR("fine-tune"), see_file, NULL, &fault));
	assert_str(buf_str(&seen), "a b/1 c ");
	assert_request(0, "GET /v1/files?purpose=fine-tune HTTP/1.1\r\n");
	assert_request(
	    1, "GET /v1/files?purpose=fine-tune&after=b%2F1 HTTP/1.1\r\n");
	assert_true(api_files(&api, STR(""), see_file, &most, &fault));
	assert_str(buf_str(&seen), "a b/1 c a b ");
	assert_int_equal(web.count, 3);
	buf_free(&seen);
}

static void
a_list_in_circles_has_an_end(void **state)
{
	static const struct web_step pages[] = {
	    {"200 OK", "{\"data\":[{\"id\":\"a\"}],\"has_more\":true}",
		WEB_PLAIN},
	    {"200 OK", "{\"data\":[{\"id\":\"b\"}],\"has_more\":true}",
		WEB_PLAIN},
	    {"200 OK", "{\"data\":[{\"id\":\"c\"}],\"has_more\":true}",
		WEB_PLAIN}};
	struct web_step steps[30];

	(void)state;
	for (size_t i = 0; i < LENGTH(steps); i++)
		steps[i] = pages[i % 3];
	serve(steps, LENGTH(steps), "openai", "/v1");
	buf_init(&seen, 1000);
	assert_false(api_files(&api, STR(""), see_file, NULL, &fault));
	assert_fault(STATUS_REFUSED, "the list has no end");
	assert_true(api.endless);
	assert_true(web.count < 12);
	buf_free(&seen);
}

static void
a_list_that_does_not_say_where_it_goes_on_is_told(void **state)
{
	SERVE("openai", "/v1",
	    {"200 OK", "{\"data\":[{\"id\":7}],\"has_more\":true}", WEB_PLAIN},
	    {"200 OK", "{\"data\":[{\"id\":\"a\"}]}", WEB_PLAIN});
	buf_init(&seen, 1000);
	assert_false(api_files(&api, STR(""), see_file, NULL, &fault));
	assert_fault(STATUS_REFUSED, "the list has no end");
	assert_true(api_files(&api, STR(""), see_file, NULL, &fault));
	assert_false(api.endless);
	buf_free(&seen);
}

static void
another_object_is_not_what_was_asked_for(void **state)
{
	struct api_file file;
	struct api_job job;

	SERVE("openai", "/v1", {"200 OK", "{\"id\":\"other\"}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"other\"}", WEB_PLAIN});
	assert_false(api_file(&api, STR("f"), &arena, &file, &fault));
	assert_fault(STATUS_REFUSED, "another one: other");
	assert_false(api_job(&api, STR("j"), &arena, &job, &fault));
	assert_fault(STATUS_REFUSED, "another one: other");
}

static void
what_is_not_deleted_is_told(void **state)
{
	struct str json;

	SERVE("openai", "/v1",
	    {"200 OK", "{\"id\":\"f\",\"deleted\":false}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"f\"}", WEB_PLAIN});
	assert_false(api_file_delete(&api, STR("f"), &arena, &json, &fault));
	assert_fault(STATUS_REFUSED, "has not deleted it");
	assert_true(api_file_delete(&api, STR("f"), &arena, &json, &fault));
}

static void
a_file_has_an_id(void **state)
{
	struct api_file file;

	SERVE("openai", "/v1",
	    {"200 OK", "{\"error\":{\"message\":\"no\"}}", WEB_PLAIN},
	    {"200 OK", "[]", WEB_PLAIN});
	for (int i = 0; i < 2; i++) {
		assert_false(api_file(&api, STR("f"), &arena, &file, &fault));
		assert_fault(STATUS_REFUSED, "no file");
	}
}

static void
a_list_may_be_odd(void **state)
{
	SERVE("openai", "/v1",
	    {"200 OK", "{\"data\":[{\"id\":\"a\"},null,7],\"has_more\":null}",
		WEB_PLAIN},
	    {"200 OK", "{\"data\":[],\"has_more\":true}", WEB_PLAIN},
	    {"200 OK", "[{\"id\":\"b\"}]", WEB_PLAIN},
	    {"200 OK", "{\"files\":[]}", WEB_PLAIN});
	buf_init(&seen, 1000);
	for (int i = 0; i < 3; i++)
		assert_true(api_files(&api, STR(""), see_file, NULL, &fault));
	assert_str(buf_str(&seen), "a b ");
	assert_false(api_files(&api, STR(""), see_file, NULL, &fault));
	assert_fault(STATUS_REFUSED, "no list");
	buf_free(&seen);
}

static void
a_job_is_read_in_any_dialect(void **state)
{
	struct api_job job;

	SERVE("together", "/v1",
	    {"200 OK",
		"{\"id\":\"ft-1\",\"status\":\"completed\","
		"\"created_at\":\"2026-11-21T00:00:09.000Z\","
		"\"model_output_name\":\"me/m\",\"token_count\":12,"
		"\"error\":{\"code\":null}}",
		WEB_PLAIN});
	assert_true(api_job(&api, STR("ft-1"), &arena, &job, &fault));
	assert_request(0, "GET /v1/fine-tunes/ft-1 HTTP/1.1\r\n");
	assert_int_equal(job.state, API_SUCCEEDED);
	assert_int_equal(job.created_at, 1795219209);
	assert_str(job.fine_tuned_model, "me/m");
	assert_int_equal(job.trained_tokens, 12);
	assert_int_equal(job.error_code.n, 0);
}

static void
what_a_service_lacks_is_refused_in_a_sentence(void **state)
{
	struct api_job job;
	struct api_send send = {.fd = -1};
	struct api_upload upload;
	double x;

	SERVE("nebius", "/v1", {"200 OK", "{}", WEB_PLAIN});
	assert_false(
	    api_job_pause(&api, STR("j"), false, &arena, &job, &fault));
	assert_fault(
	    STATUS_USAGE, "Nebius Token Factory has no way to pause a job");
	assert_false(api_upload(&api, &send, &arena, &upload, &fault));
	assert_fault(STATUS_USAGE, "in parts");
	assert_false(api_job_estimate(&api, STR("{}"), &x, &fault));
	assert_int_equal(web.count, 0);
}

static void
cancelling_what_has_ended_is_no_failure(void **state)
{
	struct api_job job;

	SERVE("openai", "/v1", {"400 No", "{}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"j\",\"status\":\"cancelled\"}", WEB_PLAIN},
	    {"400 No", "{}", WEB_PLAIN},
	    {"200 OK", "{\"id\":\"j\",\"status\":\"running\"}", WEB_PLAIN});
	assert_true(api_job_cancel(&api, STR("j"), &arena, &job, &fault));
	assert_int_equal(job.state, API_CANCELLED);
	assert_false(api_job_cancel(&api, STR("j"), &arena, &job, &fault));
	assert_fault(STATUS_REFUSED, "(400)");
}

static void
deleting_may_be_answered_by_nothing(void **state)
{
	struct str json;

	SERVE("azure", "/openai/v1", {"204 No Content", "", WEB_PLAIN},
	    {"200 OK", "{ \"deleted\": true }", WEB_PLAIN});
	assert_true(api_file_delete(&api, STR("f"), &arena, &json, &fault));
	assert_int_equal(json.n, 0);
	assert_true(api_file_delete(&api, STR("f"), &arena, &json, &fault));
	assert_str(json, "{\"deleted\":true}");
}

static void
a_version_goes_into_every_address(void **state)
{
	struct api_file file;

	SERVE("azure", "", {"200 OK", "{\"id\":\"f\"}", WEB_PLAIN});
	api_close(&api);
	assert_true(open_api("azure", buf_cstr(&base), "2024-10-21"));
	assert_true(api_file(&api, STR("f"), &arena, &file, &fault));
	assert_request(
	    0, "GET /openai/files/f?api-version=2024-10-21 HTTP/1.1\r\n");
}

static bool
see_event(void *ctx, const struct api_event *e)
{
	(void)ctx;
	buf_printf(&seen, "%.*s:%d ", STR_ARGS(e->message), e->data != NULL);
	return true;
}

static bool
see_model(void *ctx, const struct api_model *m)
{
	(void)ctx;
	buf_printf(
	    &seen, "%.*s until %.*s;", STR_ARGS(m->id), STR_ARGS(m->shutdown));
	return true;
}

static void
events_and_models_are_read(void **state)
{
	SERVE("openai", "/v1",
	    LIST("{\"id\":\"e2\",\"message\":\"b\",\"data\":{\"step\":1}},"
		 "{\"id\":\"e1\",\"message\":\"a\",\"data\":null}"),
	    LIST("{\"id\":\"m\",\"shutdown_date\":\"2027-01-14\"}"));
	buf_init(&seen, 1000);
	assert_true(api_events(&api, STR("j"), see_event, NULL, &fault));
	assert_request(
	    0, "GET /v1/fine_tuning/jobs/j/events?limit=100 HTTP/1.1\r\n");
	assert_true(api_models(&api, see_model, NULL, &fault));
	assert_str(buf_str(&seen), "b:1 a:0 m until 2027-01-14;");
	buf_free(&seen);
}

static void
chat_has_an_address(void **state)
{
	struct buf url;

	(void)state;
	buf_init(&url, BUF_NO_MAX);
	assert_true(open_api("openai", "https://a.b/v1/", ""));
	assert_true(api_chat_url(&api, STR("m"), &url, &fault));
	assert_str(buf_str(&url), "https://a.b/v1/chat/completions");
	api_close(&api);
	buf_clear(&url);
	/* The older Azure has the model in the path. */
	assert_true(open_api("azure", "https://a.b", "2024-10-21"));
	assert_true(api_chat_url(&api, STR("my model"), &url, &fault));
	assert_str(buf_str(&url),
	    "https://a.b/openai/deployments/my%20model/chat/completions"
	    "?api-version=2024-10-21");
	buf_free(&url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_service_has_an_address),
	    TEST(without_an_address_nothing_is_sent),
	    TEST(organisation_and_project_are_told),
	    TEST(a_file_is_read_as_far_as_it_is_told),
	    TEST(what_is_no_object_is_no_answer),
	    TEST(an_id_cannot_leave_its_place),
	    TEST(a_list_is_read_page_by_page),
	    TEST(a_list_in_circles_has_an_end),
	    TEST(a_list_that_does_not_say_where_it_goes_on_is_told),
	    TEST(a_file_has_an_id),
	    TEST(another_object_is_not_what_was_asked_for),
	    TEST(what_is_not_deleted_is_told),
	    TEST(a_list_may_be_odd),
	    TEST(a_job_is_read_in_any_dialect),
	    TEST(what_a_service_lacks_is_refused_in_a_sentence),
	    TEST(cancelling_what_has_ended_is_no_failure),
	    TEST(deleting_may_be_answered_by_nothing),
	    TEST(a_version_goes_into_every_address),
	    TEST(events_and_models_are_read),
	    TEST(chat_has_an_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
