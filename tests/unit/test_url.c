/* SPDX-License-Identifier: MIT */
#include "common/net/url.h"
#include "tests/unit/unit.h"

static void
https_goes_anywhere(void **state)
{
	static const char *const good[] = {"https://api.openai.com/v1",
	    "https://example.com:8443", "HTTPS://EXAMPLE.COM/x/y/",
	    "https://[2001:db8::1]/v1", "https://192.0.2.1"};
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++)
		if (!url_check_base(str_c(good[i]), &f))
			fail_msg("%s: %s", good[i], f.text);
}

static void
plain_http_stays_at_home(void **state)
{
	static const char *const good[] = {"http://localhost:8080/v1",
	    "http://127.0.0.1", "http://127.1.2.3:1/", "http://[::1]:80/v1",
	    "http://127.1/"};
	static const char *const bad[] = {"http://example.com/v1",
	    "http://localhost.example.com", "http://127.0.0.1.example.com",
	    "http://1270.0.0.1", "http://128.0.0.1", "http://[::2]",
	    "http://0.0.0.0", "http://127.example", "http://mylocalhost",
	    "http://127.0.0.x"};
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++)
		if (!url_check(str_c(good[i]), &f))
			fail_msg("%s: %s", good[i], f.text);
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (url_check(str_c(bad[i]), &f))
			fail_msg("%s was let through", bad[i]);
	assert_int_equal(f.status, STATUS_USAGE);
	assert_true(url_is_plain(STR("http://localhost/")));
	assert_false(url_is_plain(STR("https://localhost/")));
}

static void
what_is_no_address_is_refused(void **state)
{
	static const char *const bad[] = {"", "api.openai.com/v1", "/v1",
	    "ftp://example.com/", "file:///etc/passwd", "https://",
	    "https://exa mple.com", "https://example.com:99999",
	    "https://example.com/\n", "javascript:x"};
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (url_check(str_c(bad[i]), &f))
			fail_msg("'%s' was let through", bad[i]);
	assert_false(url_check(str_of("https://a\0.example", 18), &f));
}

static void
a_password_in_an_address_is_refused_unseen(void **state)
{
	struct fault f;

	(void)state;
	assert_false(url_check(STR("https://me:sesame@example.com"), &f));
	assert_null(strstr(f.text, "sesame"));
	assert_false(url_check(STR("https://me@example.com"), &f));
}

static void
a_base_has_no_query(void **state)
{
	struct fault f;

	(void)state;
	assert_false(url_check_base(STR("https://example.com/v1?a=b"), &f));
	assert_false(url_check_base(STR("https://example.com/v1#a"), &f));
	assert_true(url_check(STR("https://example.com/v1?a=b"), &f));
}

static void
an_origin_is_scheme_host_and_port(void **state)
{
	(void)state;
	assert_true(url_same_origin(
	    STR("https://a.example/x"), STR("https://A.example:443/y?z")));
	assert_false(url_same_origin(
	    STR("https://a.example/x"), STR("https://b.example/x")));
	assert_false(url_same_origin(
	    STR("https://a.example/x"), STR("https://a.example:444/x")));
	assert_false(url_same_origin(
	    STR("http://localhost/x"), STR("https://localhost/x")));
	assert_false(url_same_origin(STR("x"), STR("x")));
}

static void
assert_joined(const char *base, const char *path, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	url_join(&b, str_c(base), str_c(path));
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
base_and_path_are_joined_by_one_slash(void **state)
{
	(void)state;
	assert_joined("https://a/v1", "/files", "https://a/v1/files");
	assert_joined("https://a/v1///", "//files", "https://a/v1/files");
	assert_joined("https://a", "files", "https://a/files");
	assert_joined("https://a/x/y/", "files/", "https://a/x/y/files/");
	assert_true(url_is_bare(STR("https://a")));
	assert_true(url_is_bare(STR("https://a//")));
	assert_false(url_is_bare(STR("https://a/v1")));
}

static void
what_is_put_in_is_escaped(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	buf_adds(&b, "https://a/models/");
	url_add_piece(&b, STR("ft:gpt-4o_x~1.2:a/b?c#d %\xc3\xa9"));
	url_add_query(&b, STR("metadata[k]"), STR("a&b=c"));
	url_add_query(&b, STR("limit"), str_of("1\0", 2));
	assert_str(buf_str(&b),
	    "https://a/models/ft:gpt-4o_x~1.2:a%2Fb%3Fc%23d%20%25%C3%A9"
	    "?metadata%5Bk%5D=a%26b%3Dc&limit=1%00");
	buf_free(&b);
}

static void
assert_resolved(const char *url, const char *location, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_true(url_resolve(&b, str_c(url), str_c(location)));
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
a_location_may_be_relative(void **state)
{
	struct buf b;

	(void)state;
	assert_resolved("https://a/v1/x", "/v2/y?z", "https://a/v2/y?z");
	assert_resolved("https://a/v1/x", "y", "https://a/v1/y");
	assert_resolved("https://a/v1/x", "https://b/y", "https://b/y");
	assert_resolved("https://a/v1/x", "//b/y", "https://b/y");
	buf_init(&b, 1000);
	assert_false(url_resolve(&b, STR("https://a/"), STR("")));
	assert_false(url_resolve(&b, STR("https://a/"), STR("http://[")));
	buf_free(&b);
}

static void
people_get_to_see_host_and_port(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	url_write_host(&b, STR("https://api.example/v1?x"));
	url_write_host(&b, STR("http://127.0.0.1:8080/"));
	url_write_host(&b, STR("nothing"));
	assert_str(buf_str(&b), "api.example127.0.0.1:8080?");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(https_goes_anywhere),
	    cmocka_unit_test(plain_http_stays_at_home),
	    cmocka_unit_test(what_is_no_address_is_refused),
	    cmocka_unit_test(a_password_in_an_address_is_refused_unseen),
	    cmocka_unit_test(a_base_has_no_query),
	    cmocka_unit_test(an_origin_is_scheme_host_and_port),
	    cmocka_unit_test(base_and_path_are_joined_by_one_slash),
	    cmocka_unit_test(what_is_put_in_is_escaped),
	    cmocka_unit_test(a_location_may_be_relative),
	    cmocka_unit_test(people_get_to_see_host_and_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
