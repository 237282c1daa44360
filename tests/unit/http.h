/* SPDX-License-Identifier: MIT */
/* A client, its server and its world, for the tests of http. */
#ifndef FT_TESTS_HTTP_H
#define FT_TESTS_HTTP_H

#include "common/net/http.h"
#include "tests/unit/web.h"

static struct web web;
static struct web_world clock_of_test;
static struct world world;
static struct http_options options;
static struct http *http;
static struct http_answer *answer;
static struct fault fault;
static struct buf url;

static inline int
begin(void **state)
{
	(void)state;
	clock_of_test = (struct web_world){0};
	world = WEB_WORLD(&clock_of_test);
	options = http_usual;
	options.world = &world;
	options.key_header = STR("Authorization: Bearer sk-test-0123456789");
	options.key = STR("sk-test-0123456789");
	buf_init(&url, BUF_NO_MAX);
	fault = (struct fault){0};
	return 0;
}

static inline int
end(void **state)
{
	(void)state;
	http_answer_free(answer);
	answer = NULL;
	if (http != NULL)
		http_free(http);
	http = NULL;
	if (web.steps != NULL)
		web_stop(&web);
	web.steps = NULL;
	buf_free(&url);
	return 0;
}

/* A server with that script, and a client. */
#define SERVE(...)                                            \
	static const struct web_step steps[] = {__VA_ARGS__}; \
	(void)state;                                          \
	web_start(&web, steps, LENGTH(steps))

static inline struct str
at(unsigned port, const char *path)
{
	buf_clear(&url);
	buf_printf(&url, "http://127.0.0.1:%u%s", port, path);
	return buf_str(&url);
}

static inline struct http_request
get(const char *path)
{
	return (struct http_request){
	    .method = "GET", .url = at(web.port, path), .body = {.fd = -1}};
}

static inline struct http_request
post(const char *path, const char *json)
{
	return (struct http_request){.method = "POST",
	    .url = at(web.port, path),
	    .type = json[0] == '\0' ? NULL : "application/json",
	    .body = BODY_OF(str_c(json))};
}

static inline bool
run(struct http_request r)
{
	if (http == NULL)
		http = http_new(&options);
	http_answer_free(answer);
	answer = NULL;
	return http_do(http, &r, &answer, &fault);
}

static inline void
assert_fault(enum status status, const char *text)
{
	if (fault.status != status || strstr(fault.text, text) == NULL)
		fail_msg("status %d, '%s'", (int)fault.status, fault.text);
}

/* A file of n letters that goes away with its descriptor. */
static inline int
letters(size_t n)
{
	char name[] = "/tmp/ft-test.XXXXXX";
	int fd = mkstemp(name);
	struct buf b;

	assert_true(fd >= 0);
	unlink(name);
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < n; i++)
		buf_addc(&b, (char)('a' + i % 26));
	assert_int_equal(write(fd, b.p, n), n);
	buf_free(&b);
	return fd;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
