/* SPDX-License-Identifier: MIT */
#include "common/json/jsonpath.h"

#include "tests/unit/doc.h"

static void
assert_leads(const char *path, const char *text, const char *want)
{
	const struct json *v;
	struct jsonpath p;
	struct fault f;

	if (!jsonpath_read(&p, path, &f))
		fail_msg("%s: %s", path, f.text);
	v = jsonpath_follow(&p, doc(text));
	if (want == NULL && v != NULL)
		fail_msg("%s leads somewhere in %s", path, text);
	if (want != NULL) {
		assert_non_null(v);
		assert_str(v->text, want);
	}
	jsonpath_free(&p);
}

static void
steps_are_names_and_places(void **state)
{
	(void)state;
	assert_leads("a", "{'a':'x'}", "x");
	assert_leads("a.b.c", "{'a':{'b':{'c':'x'}}}", "x");
	assert_leads("m.1.r", "{'m':[{'r':'x'},{'r':'y'}]}", "y");
	assert_leads("0.0", "[['x']]", "x");
	assert_leads("\xc3\xa9 b", "{'\xc3\xa9 b':'x'}", "x");
}

static void
places_may_count_from_the_end(void **state)
{
	(void)state;
	assert_leads("-1", "['x','y']", "y");
	assert_leads("-2", "['x','y']", "x");
	assert_leads("-3", "['x','y']", NULL);
	assert_leads("2", "['x','y']", NULL);
	assert_leads("18446744073709551615", "['x']", NULL);
	assert_leads("-18446744073709551615", "['x']", NULL);
	assert_leads("18446744073709551616", "['x']", NULL);
}

static void
in_an_object_a_number_is_a_name(void **state)
{
	(void)state;
	assert_leads("0", "{'0':'x'}", "x");
	assert_leads("-1", "{'-1':'x'}", "x");
	assert_leads("1", "{'0':'x'}", NULL);
}

static void
a_place_is_written_in_one_way(void **state)
{
	(void)state;
	assert_leads("00", "['x']", NULL);
	assert_leads("-0", "['x']", NULL);
	assert_leads("+0", "['x']", NULL);
	assert_leads("-", "['x']", NULL);
	assert_leads("a", "['x']", NULL);
}

static void
a_backslash_frees_a_dot_and_itself(void **state)
{
	(void)state;
	assert_leads("a\\.b", "{'a.b':'x','a':{'b':'y'}}", "x");
	assert_leads("a\\\\.b", "{'a\\\\':{'b':'x'}}", "x");
}

static void
what_is_not_there_leads_nowhere(void **state)
{
	(void)state;
	assert_leads("a.b", "{'a':'x'}", NULL);
	assert_leads("b", "{'a':'x'}", NULL);
	assert_leads("a", "7", NULL);
	assert_leads("0", "[]", NULL);
	assert_null(jsonpath_follow(&(struct jsonpath){0}, NULL));
}

static void
a_path_that_is_wrong_is_refused_where_it_is(void **state)
{
	static const struct {
		const char *path;
		size_t off;
	} wrong[] = {{"", 0}, {".", 0}, {"a.", 2}, {".a", 0}, {"a..b", 2},
	    {"a\\", 1}, {"a\\n", 1}};
	struct jsonpath p;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		assert_false(jsonpath_read(&p, wrong[i].path, &f));
		assert_int_equal(f.status, STATUS_USAGE);
		assert_int_equal(f.off, wrong[i].off);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(steps_are_names_and_places),
	    cmocka_unit_test(places_may_count_from_the_end),
	    cmocka_unit_test(in_an_object_a_number_is_a_name),
	    cmocka_unit_test(a_place_is_written_in_one_way),
	    cmocka_unit_test(a_backslash_frees_a_dot_and_itself),
	    cmocka_unit_test(what_is_not_there_leads_nowhere),
	    cmocka_unit_test(a_path_that_is_wrong_is_refused_where_it_is),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
