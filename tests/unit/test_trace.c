/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/stat.h>

#include "common/net/http.h"
#include "tests/unit/folder.h"
#include "tests/unit/web.h"

static struct web_world clock_of_test;
static struct world world;
static struct trace trace;
static struct fault fault;

#define KEY "sk-test-0123456789"

static void
read_trace(struct buf *to)
{
	char piece[4096];
	ssize_t n;
	int fd;

	trace_close(&trace);
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		buf_add(to, piece, (size_t)n);
	close(fd);
	unlink(path);
}

static void
open_trace(void)
{
	clock_of_test = (struct web_world){0};
	world = WEB_WORLD(&clock_of_test);
	assert_true(trace_open(&trace, path, STR(KEY), &world, &fault));
}

static bool
holds(struct buf *b, const char *text)
{
	return str_search(buf_str(b), str_c(text)) < b->n;
}

static void
lines_tell_when_who_and_which_way(void **state)
{
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	open_trace();
	trace_head(
	    &trace, 1, '>', STR("GET /v1/files?a=b HTTP/1.1\r\n"), false);
	clock_of_test.now = 12345;
	trace_head(&trace, 1, '>', STR("\r\n"), false);
	trace_head(&trace, 2, '<', STR("X-Odd: \x1b[2J"), false);
	trace_body(&trace, 2, '<', STR("{\n  \"a\": 1\n}\n"));
	read_trace(&got);
	assert_str(buf_str(&got),
	    "0.000 #1 > GET /v1/files?a=b HTTP/1.1\n"
	    "12.345 #2 < X-Odd: \\x1b[2J\n"
	    "12.345 #2 < {\n12.345 #2 <   \"a\": 1\n"
	    "12.345 #2 < }\n");
	buf_free(&got);
}

static void
a_password_in_an_address_is_masked(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {{"Uses proxy == 'http://joe:pass@host:1'",
			 "Uses proxy == 'http://***@host:1'"},
	    {"http://host/a@b", "http://host/a@b"},
	    {"http://host a@b", "http://host a@b"},
	    {"Trying 1.2.3.4:80...", "Trying 1.2.3.4:80..."}, {"://", "://"},
	    {"x://@", "x://***@"}};
	struct buf got;
	char want[100];

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_init(&got, BUF_NO_MAX);
		open_trace();
		trace_head(&trace, 1, '*', str_c(cases[i].text), false);
		read_trace(&got);
		snprintf(want, sizeof(want), "0.000 #1 * %s\n", cases[i].want);
		assert_str(buf_str(&got), want);
		buf_free(&got);
	}
}

static void
what_is_secret_is_masked(void **state)
{
	static const char *const heads[] = {"Authorization: Bearer other",
	    "api-key: other", "Proxy-Authorization: Basic other",
	    "Set-Cookie: a=other", "Location: https://x/y?sig=other",
	    "X-Echo: " KEY};
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	open_trace();
	for (size_t i = 0; i < LENGTH(heads); i++)
		trace_head(&trace, 1, '<', str_c(heads[i]), false);
	trace_head(&trace, 1, '>', STR("PUT /x?sig=other HTTP/1.1"), true);
	trace_body(&trace, 1, '<', STR("{\"key\":\"" KEY "\"}"));
	read_trace(&got);
	assert_false(holds(&got, "other"));
	assert_false(holds(&got, "0123"));
	assert_true(holds(&got, "> PUT /x?***\n"));
	assert_true(holds(&got, "< Location: https://x/y?***\n"));
	assert_true(holds(&got, "< {\"key\":\"***\"}\n"));
	buf_free(&got);
}

static void
a_trace_is_for_its_owner_alone(void **state)
{
	struct stat st;

	(void)state;
	open_trace();
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	trace_close(&trace);
	unlink(path);
	assert_false(trace_open(&trace, folder, STR(""), &world_real, &fault));
	assert_int_equal(fault.status, STATUS_IO);
}

static void
a_transfer_leaves_no_key_in_its_trace(void **state)
{
	static const struct web_step steps[] = {{"401 No\r\nX-Key: " KEY,
	    "{\"error\":{\"message\":\"" KEY "\"}}", WEB_PLAIN}};
	struct http_options options = http_usual;
	struct http_answer *answer;
	struct http_request r = {.method = "POST", .type = "application/json"};
	struct web web;
	struct http *h;
	struct buf got, url;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	buf_init(&url, BUF_NO_MAX);
	web_start(&web, steps, 1);
	open_trace();
	options.key_header = STR("Authorization: Bearer " KEY);
	options.key = STR(KEY);
	options.trace = &trace;
	h = http_new(&options);
	buf_printf(&url, "http://127.0.0.1:%u/v1/x", web.port);
	r.url = buf_str(&url);
	r.body = BODY_OF(STR("{\"k\":\"" KEY "\"}"));
	assert_false(http_do(h, &r, &answer, &fault));
	http_answer_free(answer);
	http_free(h);
	web_stop(&web);
	read_trace(&got);
	assert_false(holds(&got, "0123"));
	assert_true(holds(&got, "> POST /v1/x HTTP/1.1\n"));
	assert_true(holds(&got, "> Authorization: ***\n"));
	assert_true(holds(&got, "> {\"k\":\"***\"}\n"));
	assert_true(holds(&got, "< HTTP/1.1 401 No\n"));
	assert_true(holds(&got, "< X-Key: ***\n"));
	assert_true(holds(&got, "< {\"error\":{\"message\":\"***\"}}\n"));
	buf_free(&got);
	buf_free(&url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_tell_when_who_and_which_way),
	    cmocka_unit_test(a_password_in_an_address_is_masked),
	    cmocka_unit_test(what_is_secret_is_masked),
	    cmocka_unit_test(a_trace_is_for_its_owner_alone),
	    cmocka_unit_test(a_transfer_leaves_no_key_in_its_trace),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
