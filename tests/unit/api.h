/* SPDX-License-Identifier: MIT */
/* A service, its server and its world, for the tests of api. */
#ifndef FT_TESTS_API_H
#define FT_TESTS_API_H

#include "common/net/api.h"
#include "tests/unit/web.h"

static struct web web;
static struct web_world clock_of_test;
static struct world world;
static struct apis apis;
static struct api api;
static struct arena arena;
static struct fault fault;
static struct buf base;
static struct credential credential = {
    .key = {"sk-test-0123456789", 18},
    .header = {"Authorization: Bearer sk-test-0123456789", 40},
};

static inline int
begin(void **state)
{
	(void)state;
	clock_of_test = (struct web_world){0};
	world = WEB_WORLD(&clock_of_test);
	apis_init(&apis);
	arena_init(&arena);
	buf_init(&base, BUF_NO_MAX);
	fault = (struct fault){0};
	return 0;
}

static inline int
end(void **state)
{
	(void)state;
	if (api.http != NULL)
		api_close(&api);
	if (web.steps != NULL)
		web_stop(&web);
	web.steps = NULL;
	apis_free(&apis);
	arena_free(&arena);
	buf_free(&base);
	return 0;
}

static inline bool
open_api(const char *provider, const char *url, const char *version)
{
	struct api_setup setup = {
	    .kind = apis_find(&apis, str_c(provider)),
	    .base_url = str_c(url),
	    .version = str_c(version),
	    .credential = &credential,
	    .http = http_usual,
	};

	setup.http.world = &world;
	return api_open(&api, &setup, &fault);
}

/* A server with that script, spoken to as that provider under that path. */
static inline void
serve(const struct web_step *steps, size_t n, const char *provider,
    const char *path)
{
	web_start(&web, steps, n);
	buf_printf(&base, "http://127.0.0.1:%u%s", web.port, path);
	if (!open_api(provider, buf_cstr(&base), ""))
		fail_msg("%s", fault.text);
}

#define SERVE(provider, path, ...)                            \
	static const struct web_step steps[] = {__VA_ARGS__}; \
	(void)state;                                          \
	serve(steps, LENGTH(steps), provider, path)

static inline void
assert_fault(enum status status, const char *text)
{
	if (fault.status != status || strstr(fault.text, text) == NULL)
		fail_msg("status %d, '%s'", (int)fault.status, fault.text);
}

static inline void
assert_request(size_t number, const char *line)
{
	if (!str_starts(buf_str(&web.requests[number]), str_c(line)))
		fail_msg("request %zu is %.80s, not %s", number,
		    buf_cstr(&web.requests[number]), line);
}

static inline int
letters(size_t n)
{
	char name[] = "/tmp/ft-test.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(write(fd, "x", 1), 1);
	return fd;
}

#define LIST(entries)                                                    \
	{                                                                \
		"200 OK", "{\"data\":[" entries "],\"has_more\":false}", \
		    WEB_PLAIN                                            \
	}
#define FILE_JSON(id, bytes, time)                                     \
	"{\"id\":\"" id "\",\"filename\":\"a.jsonl\",\"bytes\":" bytes \
	",\"created_at\":" time "}"

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
