/* SPDX-License-Identifier: MIT */
#include "common/json/jsoncanon.h"

#include "tests/unit/doc.h"

static bool
is_one(const char *a, const char *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, BUF_NO_MAX);
	buf_init(&y, BUF_NO_MAX);
	jsoncanon_add(&x, doc(a));
	jsoncanon_add(&y, doc(b));
	same = str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return same;
}

static void
writing_makes_no_difference(void **state)
{
	(void)state;
	assert_true(is_one("{'a':1,'b':[2,{}]}", " { 'a' : 1,\t'b':[ 2,{ }]}"));
	assert_true(is_one("'ab\\/'", "'\\u0061b/'"));
	assert_true(is_one("'\\ud83d\\ude00'", "'\xf0\x9f\x98\x80'"));
}

static void
the_order_of_members_makes_no_difference(void **state)
{
	(void)state;
	assert_true(is_one("{'a':1,'b':2,'c':3}", "{'c':3,'a':1,'b':2}"));
	assert_true(is_one("[{'x':{'b':1,'a':2}}]", "[{'x':{'a':2,'b':1}}]"));
	assert_true(is_one("{'r':1,'q':1,'p':1,'o':1,'n':1,'m':1,'l':1,'k':1,"
			   "'j':1,'i':1,'h':1,'g':1,'f':1,'e':1,'d':1,'c':1,"
			   "'b':1,'a':1}",
	    "{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,'j':1,"
	    "'k':1,'l':1,'m':1,'n':1,'o':1,'p':1,'q':1,'r':1}"));
}

static void
the_order_of_values_does(void **state)
{
	(void)state;
	assert_false(is_one("[1,2]", "[2,1]"));
}

static void
of_members_of_one_name_the_last_one_counts(void **state)
{
	(void)state;
	assert_true(is_one("{'a':1,'b':0,'a':2}", "{'b':0,'a':2}"));
	assert_true(is_one("{'a':1,'a':2}", "{'a':2}"));
	assert_false(is_one("{'a':1,'a':2}", "{'a':1}"));
}

static void
values_that_differ_have_forms_that_differ(void **state)
{
	static const char *const values[] = {"null", "true", "false", "0", "1",
	    "1.0", "'1'", "''", "'null'", "[]", "[[]]", "[[],[]]", "{}", "[{}]",
	    "['a','b']", "['ab']", "[['a'],'b']", "['a',['b']]", "{'a':'b'}",
	    "{'a':['b']}", "{'ab':''}", "{'a':null}", "['a',null]"};

	(void)state;
	for (size_t i = 0; i < LENGTH(values); i++)
		for (size_t j = 0; j < LENGTH(values); j++)
			if (is_one(values[i], values[j]) != (i == j))
				fail_msg("%s and %s", values[i], values[j]);
}

static void
what_is_missing_is_null(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	jsoncanon_add(&b, NULL);
	assert_str(buf_str(&b), "\xfc");
	buf_free(&b);
}

static void
the_form_is_pinned(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	jsoncanon_add(&b, doc("{'k':[1.50,true,null],'a':'x'}"));
	assert_str(buf_str(&b),
	    "\xfa\xff"
	    "a\xffx\xffk\xfb\xfe"
	    "1.50\xfdt\xfc\xf9\xf9");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writing_makes_no_difference),
	    cmocka_unit_test(the_order_of_members_makes_no_difference),
	    cmocka_unit_test(the_order_of_values_does),
	    cmocka_unit_test(of_members_of_one_name_the_last_one_counts),
	    cmocka_unit_test(values_that_differ_have_forms_that_differ),
	    cmocka_unit_test(what_is_missing_is_null),
	    cmocka_unit_test(the_form_is_pinned),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
