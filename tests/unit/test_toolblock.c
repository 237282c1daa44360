/* SPDX-License-Identifier: MIT */
/* Tools as the model sees them. */
#include "tests/unit/doc.h"

#include "common/example/toolblock.h"

static void
expect(const char *root, const char *want)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	assert_true(toolblock_write(&got, doc(root)));
	if (strcmp(buf_cstr(&got), want) != 0)
		fail_msg("%s:\n%s\nand not\n%s", root, got.p, want);
	buf_free(&got);
}

/* The type of a property with this schema. */
static void
expect_type(const char *schema, const char *want)
{
	struct buf root, all;

	buf_init(&root, BUF_NO_MAX);
	buf_init(&all, BUF_NO_MAX);
	buf_printf(&root,
	    "{'functions':[{'name':'f','parameters':{'type':'object',"
	    "'properties':{'p':%s}}}]}",
	    schema);
	buf_printf(&all,
	    "namespace functions {\n\ntype f = (_: {\np?: %s,\n}) => any;\n\n"
	    "} // namespace functions",
	    want);
	expect(buf_cstr(&root), buf_cstr(&all));
	buf_free(&root);
	buf_free(&all);
}

static void
a_function_is_a_type_with_its_description_before_it(void **state)
{
	(void)state;
	expect("{'tools':[{'type':'function','function':{'name':'weather',"
	       "'description':'The weather of a place','parameters':{"
	       "'type':'object','properties':{'place':{'type':'string',"
	       "'description':'Where'},'unit':{'type':'string',"
	       "'enum':['c','f']}},'required':['place']}}},"
	       "{'type':'function','function':{'name':'stop'}}]}",
	    "namespace functions {\n\n"
	    "// The weather of a place\n"
	    "type weather = (_: {\n"
	    "// Where\n"
	    "place: string,\n"
	    "unit?: \"c\" | \"f\",\n"
	    "}) => any;\n\n"
	    "type stop = () => any;\n\n"
	    "} // namespace functions");
}

static void
the_older_form_and_preferences_have_tools_too(void **state)
{
	static const char *const roots[] = {
	    "{'tools':[{'type':'function','function':{'name':'f'}}]}",
	    "{'functions':[{'name':'f'}]}",
	    "{'input':{'tools':[{'function':{'name':'f'}}]}}",
	    "{'tools':[{'function':{'name':'f','parameters':{"
	    "'type':'object','properties':{}}}}]}",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(roots); i++)
		expect(roots[i],
		    "namespace functions {\n\ntype f = () => any;\n\n"
		    "} // namespace functions");
}

static void
without_tools_nothing_is_written(void **state)
{
	static const char *const roots[] = {"{}", "{'tools':[]}",
	    "{'functions':[]}", "{'tools':{}}", "{'tools':'f'}", "[]", "7"};
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(roots); i++)
		assert_false(toolblock_write(&b, doc(roots[i])));
	assert_int_equal(b.n, 0);
}

static void
each_type_has_its_word(void **state)
{
	(void)state;
	expect_type("{'type':'string'}", "string");
	expect_type("{'type':'boolean'}", "boolean");
	expect_type("{'type':'null'}", "null");
	expect_type("{'type':'number'}", "number");
	expect_type("{'type':'integer'}", "number");
	expect_type("{}", "any");
	expect_type("{'type':7}", "any");
	expect_type("7", "any");
}

static void
an_enum_is_its_values(void **state)
{
	(void)state;
	expect_type("{'enum':['a']}", "\"a\"");
	expect_type("{'type':'string','enum':['a','b c']}", "\"a\" | \"b c\"");
	expect_type("{'type':'integer','enum':[1,20]}", "1 | 20");
	expect_type("{'type':'string','enum':[]}", "string");
	expect_type("{'type':'string','enum':'a'}", "string");
}

static void
an_array_is_its_items(void **state)
{
	(void)state;
	expect_type("{'type':'array'}", "any[]");
	expect_type("{'type':'array','items':{'type':'integer'}}", "number[]");
	expect_type("{'type':'array','items':{'type':'array',"
		    "'items':{'type':'string'}}}",
	    "string[][]");
}

static void
objects_are_nested_and_lose_their_descriptions(void **state)
{
	(void)state;
	expect_type("{'type':'object'}", "{\n}");
	expect_type("{'type':'object','required':['b'],'properties':{"
		    "'a':{'type':'string','description':'kept'},"
		    "'b':{'type':'object','properties':{"
		    "'c':{'type':'string','description':'lost'}}}}}",
	    "{\n"
	    "  // kept\n"
	    "  a?: string,\n"
	    "  b: {\n"
	    "    c?: string,\n"
	    "  },\n"
	    "}");
}

static void
what_is_required_has_no_question_mark(void **state)
{
	(void)state;
	expect("{'functions':[{'name':'f','parameters':{'properties':{"
	       "'c':{},'a':{},'b':{},'aa':{}},'required':['b',7,'a','b']}}]}",
	    "namespace functions {\n\n"
	    "type f = (_: {\nc?: any,\na: any,\nb: any,\naa?: any,\n"
	    "}) => any;\n\n"
	    "} // namespace functions");
	expect_type("{'type':'object','required':'a','properties':{'a':{}}}",
	    "{\n  a?: any,\n}");
}

static void
a_schema_without_end_is_cut(void **state)
{
	enum { DEEP = 500 };
	struct buf root, got;

	(void)state;
	buf_init(&root, BUF_NO_MAX);
	buf_init(&got, BUF_NO_MAX);
	buf_adds(&root,
	    "{'functions':[{'name':'f','parameters':{"
	    "'properties':{'p':");
	for (int i = 0; i < DEEP; i++)
		buf_adds(&root, "{'type':'array','items':");
	buf_adds(&root, "7");
	for (int i = 0; i < DEEP; i++)
		buf_addc(&root, '}');
	buf_adds(&root, "}}}]}");
	assert_true(toolblock_write(&got, doc(buf_cstr(&root))));
	assert_non_null(strstr(buf_cstr(&got), "p?: object[][]"));
	assert_true(got.n < 200);
	buf_free(&root);
	buf_free(&got);
}

static void
parts_of_a_wrong_type_are_left_out(void **state)
{
	(void)state;
	expect("{'functions':[7,{'name':8,'description':9},{'parameters':[]},"
	       "{'name':'f','parameters':{'properties':[1]}}]}",
	    "namespace functions {\n\n"
	    "type  = () => any;\n\n"
	    "type  = () => any;\n\n"
	    "type  = () => any;\n\n"
	    "type f = () => any;\n\n"
	    "} // namespace functions");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_function_is_a_type_with_its_description_before_it),
	    cmocka_unit_test(the_older_form_and_preferences_have_tools_too),
	    cmocka_unit_test(without_tools_nothing_is_written),
	    cmocka_unit_test(each_type_has_its_word),
	    cmocka_unit_test(an_enum_is_its_values),
	    cmocka_unit_test(an_array_is_its_items),
	    cmocka_unit_test(objects_are_nested_and_lose_their_descriptions),
	    cmocka_unit_test(what_is_required_has_no_question_mark),
	    cmocka_unit_test(a_schema_without_end_is_cut),
	    cmocka_unit_test(parts_of_a_wrong_type_are_left_out),
	};

	return cmocka_run_group_tests(tests, doc_start, doc_stop);
}
