/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "common/example/schema.h"
#include "tests/unit/doc.h"

static struct schema schema;
static struct buf told; /* "/a: is ...\n" */

static void
tell(
    void *user, enum schema_flaw flaw, const struct json *at, struct str phrase)
{
	static const char *const marks[] = {
	    "", "malformed ", "not strict ", "unchecked "};

	assert_ptr_equal(user, &told);
	buf_adds(&told, marks[flaw]);
	json_pointer(at, &told);
	buf_adds(&told, ": ");
	buf_add_str(&told, phrase);
	buf_addc(&told, '\n');
}

static void
begin(void)
{
	schema.tell = tell;
	schema.user = &told;
	schema_begin(&schema);
	buf_clear(&told);
}

/* What is told of the value; nothing, if it satisfies the schema. */
static void
assert_value(const char *wanted, const char *value, const char *want)
{
	begin();
	assert_int_equal(
	    schema_holds(&schema, doc(wanted), doc(value)), want[0] == '\0');
	assert_str(buf_str(&told), want);
}

static void
assert_holds(const char *wanted, const char *value)
{
	assert_value(wanted, value, "");
}

/* What is told of the schema itself. */
static void
assert_sound(const char *text, bool strict, bool sound, const char *want)
{
	begin();
	assert_int_equal(schema_check(&schema, doc(text), strict), sound);
	assert_str(buf_str(&told), want);
}

/* A schema of parameters with one property "a". */
static const char *
with(const char *property)
{
	static char text[1024];

	snprintf(text, sizeof(text), "{'type':'object','properties':{'a':%s}}",
	    property);
	return text;
}

static void
a_value_has_one_of_the_types(void **state)
{
	(void)state;
	assert_holds("{'type':'string'}", "'x'");
	assert_holds("{'type':'integer'}", "7.0");
	assert_holds("{'type':['string','null']}", "null");
	assert_holds("{'type':'string','nullable':true}", "null");
	assert_holds("true", "7");
	assert_value(
	    "{'type':'integer'}", "'7'", ": is \"7\"; an integer is due\n");
	assert_value(
	    "{'type':'integer'}", "7.5", ": is 7.5; an integer is due\n");
	assert_value("{'type':['string','number','null']}", "[]",
	    ": is an array; a string, a number or null is due\n");
	assert_value("false", "7", ": may not stand here\n");
}

static void
a_type_that_does_not_exist_says_nothing(void **state)
{
	(void)state;
	assert_holds("{'type':'str'}", "7");
	assert_holds("{'type':['dict','null']}", "7");
	assert_holds("{'type':7}", "7");
	assert_holds("{'not':{'type':'str'}}", "7");
}

static void
a_value_is_among_those_listed(void **state)
{
	(void)state;
	assert_holds("{'enum':['c','f',null]}", "null");
	assert_holds("{'enum':[1,{'a':[1,2],'b':3}]}", "{'b':3.0,'a':[1,2]}");
	assert_holds("{'const':1}", "1.0");
	assert_value("{'enum':['c','f']}", "'k'",
	    ": is \"k\"; one of \"c\", \"f\" is due\n");
	assert_value("{'enum':['c']}", "7", ": is 7; \"c\" is due\n");
	assert_value("{'const':true}", "false", ": is false; true is due\n");
	assert_value(
	    "{'const':[1]}", "[1,2]", ": is an array; an array is due\n");
}

static void
numbers_stay_within_their_limits(void **state)
{
	(void)state;
	assert_holds("{'minimum':1,'maximum':2}", "1");
	assert_holds("{'multipleOf':0.1}", "0.3");
	assert_holds("{'minimum':5}", "'not a number'");
	assert_holds(
	    "{'exclusiveMinimum':9007199254740992}", "9007199254740993");
	assert_value("{'minimum':10}", "5", ": is 5; at least 10 is due\n");
	assert_value("{'maximum':1.5}", "2", ": is 2; at most 1.5 is due\n");
	assert_value(
	    "{'exclusiveMinimum':0}", "0", ": is 0; more than 0 is due\n");
	assert_value(
	    "{'exclusiveMaximum':0}", "0", ": is 0; less than 0 is due\n");
	assert_value(
	    "{'multipleOf':5}", "7", ": is 7; a multiple of 5 is due\n");
}

static void
draft_4_marks_limits_as_exclusive(void **state)
{
	(void)state;
	assert_holds("{'minimum':0,'exclusiveMinimum':false}", "0");
	assert_value("{'minimum':0,'exclusiveMinimum':true}", "0",
	    ": is 0; more than 0 is due\n");
	assert_value("{'maximum':0,'exclusiveMaximum':true}", "0",
	    ": is 0; less than 0 is due\n");
}

static void
lengths_count_characters(void **state)
{
	(void)state;
	assert_holds(
	    "{'maxLength':2,'minLength':2}", "'\xc3\xa9\xf0\x9f\x98\x80'");
	assert_value("{'minLength':2}", "'\xc3\xa9'",
	    ": has 1 character; at least 2 are due\n");
	assert_value("{'maxLength':1}", "'ab'",
	    ": has 2 characters; at most 1 are due\n");
}

static void
patterns_are_those_of_javascript(void **state)
{
	(void)state;
	assert_holds("{'pattern':'^[0-9]+$'}", "'42'");
	assert_holds("{'pattern':'b'}", "'abc'");
	assert_holds("{'pattern':'^\\\\u00e9[^]$'}", "'\xc3\xa9x'");
	assert_holds("{'pattern':'^(a+)+$'}", "'aaa'");
	assert_value("{'pattern':'^[0-9]+$'}", "'42\\n'",
	    ": is \"42\n\", which the pattern ^[0-9]+$ does not match\n");
	/* What is no pattern says nothing. */
	assert_holds("{'pattern':'('}", "'abc'");
}

static void
a_pattern_that_takes_too_long_is_given_up(void **state)
{
	(void)state;
	assert_holds("{'pattern':'^(([a-z])+.)+[A-Z]([a-z])+$'}",
	    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'");
	assert_true(schema.gave_up);
}

static void
objects_have_what_is_required_and_no_more(void **state)
{
	static const char *const weather =
	    "{'type':'object','properties':{'city':{'type':'string'},"
	    "'unit':{'enum':['c','f']}},'required':['city'],"
	    "'additionalProperties':false}";

	(void)state;
	assert_holds(weather, "{'city':'Oslo','unit':'c'}");
	assert_value(weather, "{}", ": lacks 'city', a string\n");
	assert_value(weather, "{'city':7,'unit':'k'}",
	    "/city: is 7; a string is due\n"
	    "/unit: is \"k\"; one of \"c\", \"f\" is due\n");
	assert_value(weather, "{'city':'Oslo','units':'c','x':1}",
	    "/units: is not declared; did you mean unit?\n"
	    "/x: is not declared\n");
	assert_value("{'additionalProperties':{'type':'string'}}", "{'a':1}",
	    "/a: is 1; a string is due\n");
	assert_value("{'minProperties':1}", "{}",
	    ": has 0 properties; at least 1 are due\n");
	assert_value("{'maxProperties':1}", "{'a':1,'b':2}",
	    ": has 2 properties; at most 1 are due\n");
}

static void
names_of_properties_can_have_patterns(void **state)
{
	static const char *const wanted =
	    "{'patternProperties':{'^n_':{'type':'number'}},"
	    "'additionalProperties':false}";

	(void)state;
	assert_holds(wanted, "{'n_a':1}");
	assert_value(wanted, "{'n_a':'1','m':2}",
	    "/n_a: is \"1\"; a number is due\n/m: is not declared\n");
	assert_value("{'propertyNames':{'maxLength':1}}", "{'a':1,'bc':2}",
	    "/bc: has a name that 'propertyNames' does not allow\n");
	/* Of what a pattern cannot say every name may be. */
	assert_holds("{'patternProperties':{'(':{'type':'number'}},"
		     "'additionalProperties':false}",
	    "{'m':'2'}");
}

static void
items_have_schemas_by_place_or_all_one(void **state)
{
	(void)state;
	assert_value("{'items':{'type':'string'},'minItems':3}", "['a',7]",
	    "/1: is 7; a string is due\n: has 2 items; at least 3 are due\n");
	assert_value("{'prefixItems':[{'type':'string'}],'items':false}",
	    "['a',7]", "/1: may not stand here\n");
	assert_value("{'items':[{'type':'string'}],'additionalItems':false}",
	    "[1,7]", "/0: is 1; a string is due\n/1: may not stand here\n");
	assert_value(
	    "{'maxItems':1}", "[1,2]", ": has 2 items; at most 1 are due\n");
	assert_value("{'uniqueItems':true}", "[1,{'a':1},{'a':1.0}]",
	    "/2: is the same as item 1; no item may come twice\n");
	assert_value("{'contains':{'type':'string'}}", "[1]",
	    ": has 0 items that satisfy 'contains'; at least 1 are due\n");
}

static void
references_are_followed_within_the_schema(void **state)
{
	static const char *const tree =
	    "{'$ref':'#/$defs/a~1b%25','$defs':{'a/b%':{'type':'object',"
	    "'properties':{'left':{'$ref':'#'}},'required':['n']}}}";

	(void)state;
	assert_holds(tree, "{'n':1,'left':{'n':2}}");
	assert_value(tree, "{'n':1,'left':{}}", "/left: lacks 'n'\n");
	assert_holds("{'$ref':'other.json'}", "7");
	assert_holds("{'$ref':'#/nothing'}", "7");
	assert_holds("{'not':{'$ref':'other.json'}}", "7");
}

static void
schemas_are_put_together(void **state)
{
	(void)state;
	assert_value("{'allOf':[{'minimum':1},{'maximum':0}]}", "0.5",
	    ": is 0.5; at least 1 is due\n: is 0.5; at most 0 is due\n");
	assert_holds("{'anyOf':[{'type':'string'},{'minimum':3}]}", "4");
	assert_value("{'anyOf':[{'type':'string'},{'type':'null'}]}", "4",
	    ": is 4, which satisfies none of the 2 of 'anyOf'\n");
	assert_value("{'oneOf':[{'minimum':1},{'minimum':2}]}", "3",
	    ": satisfies several of 'oneOf'; one is due\n");
	assert_value("{'not':{'type':'string'}}", "'a'",
	    ": satisfies what 'not' forbids\n");
	assert_value("{'if':{'properties':{'a':{'const':1}}},"
		     "'then':{'required':['b']},'else':{'required':['c']}}",
	    "{'a':1}", ": lacks 'b'\n");
	assert_value("{'dependentRequired':{'a':['b']},"
		     "'dependentSchemas':{'a':{'maxProperties':0}}}",
	    "{'a':1}", ": lacks 'b'\n: has 1 properties; at most 0 are due\n");
}

/* The one that was meant is told of; that there is null, too, is no news. */
static void
of_a_choice_the_one_that_was_meant_is_told(void **state)
{
	(void)state;
	assert_value("{'anyOf':[{'type':'null'},{'type':'object',"
		     "'required':['a']}]}",
	    "{}", ": lacks 'a'\n");
	assert_value("{'anyOf':[{'type':'null'},{'$ref':'#/$defs/a'}],"
		     "'$defs':{'a':{'type':'string','maxLength':1}}}",
	    "'ab'", ": has 2 characters; at most 1 are due\n");
}

static void
a_schema_without_end_is_given_up(void **state)
{
	(void)state;
	assert_holds("{'$ref':'#'}", "7");
	assert_true(schema.gave_up);
	assert_holds("{'allOf':[{'$ref':'#'},{'$ref':'#'}]}", "7");
	assert_true(schema.gave_up);
	assert_int_equal(schema.steps, 0);
	/* Nothing is said by what was given up. */
	assert_holds("{'not':{'$ref':'#'}}", "7");
}

static void
parameters_that_are_a_schema_are_sound(void **state)
{
	(void)state;
	assert_sound("{}", false, true, "");
	assert_sound("{'type':'object','properties':{}}", false, true, "");
	assert_sound(with("{'type':['string','null'],'enum':['x',null],"
			  "'description':'d','default':null,'x-mine':1,"
			  "'format':'date'}"),
	    false, true, "");
	assert_sound("{'type':'object','properties':{'a':{'$ref':'#/$defs/b'}},"
		     "'$defs':{'b':true}}",
	    false, true, "");
}

static void
the_root_is_an_object_with_properties(void **state)
{
	(void)state;
	assert_sound("{'properties':{}}", false, false,
	    "malformed : the parameters of a function are of the type "
	    "\"object\"\n");
	assert_sound("{'type':'object'}", false, false,
	    "malformed : an object without 'properties'; of a function that "
	    "takes none they are {}\n");
	assert_sound("{'type':'array','items':{}}", false, false,
	    "malformed /type: the parameters of a function are of the type "
	    "\"object\"\n");
}

static void
words_of_other_languages_are_no_types(void **state)
{
	(void)state;
	assert_sound(with("{'type':'str'}"), false, false,
	    "malformed /properties/a/type: \"str\" is no type; \"string\" "
	    "is\n");
	assert_sound(with("{'type':['OBJECT','any']}"), false, false,
	    "malformed /properties/a/type/0: \"OBJECT\" is no type; "
	    "\"object\" is\n"
	    "malformed /properties/a/type/1: \"any\" is no type; there are "
	    "string, number, integer, boolean, array, object, null\n");
	assert_sound(with("{'type':[7]}"), false, false,
	    "malformed /properties/a/type/0: a type is a number; a string is "
	    "due\n");
	assert_sound(with("{'type':[]}"), false, false,
	    "malformed /properties/a/type: 'type' allows nothing\n");
}

static void
keywords_have_their_forms(void **state)
{
	(void)state;
	assert_sound(with("'string'"), false, false,
	    "malformed /properties/a: a string stands here; a schema is due\n");
	assert_sound(with("{'required':true}"), false, false,
	    "malformed /properties/a/required: 'required' is a boolean; an "
	    "array is due\n");
	assert_sound(with("{'items':7}"), false, false,
	    "malformed /properties/a/items: 'items' is a number; a boolean or "
	    "an array or an object is due\n");
	assert_sound(with("{'minItems':-1}"), false, false,
	    "malformed /properties/a/minItems: 'minItems' is -1; a whole "
	    "number from 0 is due\n");
	assert_sound(with("{'multipleOf':0}"), false, false,
	    "malformed /properties/a/multipleOf: 'multipleOf' is 0; more than "
	    "0 is due\n");
	assert_sound(with("{'anyOf':[]}"), false, false,
	    "malformed /properties/a/anyOf: 'anyOf' is empty\n");
	assert_sound(with("{'enum':[]}"), false, false,
	    "malformed /properties/a/enum: 'enum' allows nothing\n");
	assert_sound(with("{'type':'integer','enum':[1,'2']}"), false, false,
	    "malformed /properties/a/enum/1: 'enum' has a string, which "
	    "'type' forbids\n");
	assert_sound(with("{'$ref':'#/$defs/b'}"), false, false,
	    "malformed /properties/a/$ref: '$ref' points at nothing: "
	    "#/$defs/b\n");
}

static void
what_is_required_is_declared(void **state)
{
	(void)state;
	assert_sound("{'type':'object','properties':{'a':{}},"
		     "'required':['a','b',7]}",
	    false, false,
	    "malformed /required/1: 'b' is required and not declared\n"
	    "malformed /required/2: 'required' has a number; a name is due\n");
}

static void
a_property_out_of_its_place_is_told(void **state)
{
	(void)state;
	assert_sound("{'type':'object','properties':{},"
		     "'city':{'type':'string'}}",
	    false, false,
	    "malformed /city: 'city' looks like a property; its place is in "
	    "'properties'\n");
}

static void
what_is_not_checked_is_told_and_no_mistake(void **state)
{
	(void)state;
	assert_sound(with("{'descripton':'x','colour':1}"), false, true,
	    "unchecked /properties/a/descripton: 'descripton' is no keyword of "
	    "JSON Schema; did you mean description?\n"
	    "unchecked /properties/a/colour: 'colour' is no keyword of JSON "
	    "Schema\n");
	assert_sound(with("{'unevaluatedItems':false,'$ref':'#name'}"), false,
	    true,
	    "unchecked /properties/a/unevaluatedItems: 'unevaluatedItems' is "
	    "not checked\n"
	    "unchecked /properties/a/$ref: '$ref' #name is not followed\n");
	assert_sound(with("{'pattern':'('}"), false, true,
	    "unchecked /properties/a/pattern: the pattern ( is not understood: "
	    "missing closing parenthesis\n");
}

static void
strict_functions_close_every_object(void **state)
{
	(void)state;
	assert_sound("{'type':'object','properties':{'a':{'type':'string'}},"
		     "'required':['a'],'additionalProperties':false}",
	    true, true, "");
	assert_sound("{'type':'object','properties':{'a':{'type':'string'}}}",
	    true, false,
	    "not strict : 'additionalProperties' has to be false in a "
	    "function that is strict\n"
	    "not strict /properties/a: 'a' has to be required in a function "
	    "that is strict; null may be a type of what is optional\n");
	assert_sound("{'type':'object','properties':{},'anyOf':[{}],"
		     "'additionalProperties':false}",
	    true, false,
	    "not strict : 'anyOf' at the top is not allowed in a function "
	    "that is strict\n");
	assert_sound("{'type':'object','properties':{'a':{'minLength':1,"
		     "'not':{}}},'required':['a'],"
		     "'additionalProperties':false}",
	    true, false,
	    "not strict /properties/a/minLength: 'minLength' is not known to "
	    "fine-tuned models that are strict\n"
	    "not strict /properties/a/not: 'not' is not allowed in a function "
	    "that is strict\n");
}

static int
start(void **state)
{
	schema_init(&schema);
	buf_init(&told, BUF_NO_MAX);
	return doc_start(state);
}

static int
stop(void **state)
{
	schema_free(&schema);
	buf_free(&told);
	return doc_stop(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_value_has_one_of_the_types),
	    cmocka_unit_test(a_type_that_does_not_exist_says_nothing),
	    cmocka_unit_test(a_value_is_among_those_listed),
	    cmocka_unit_test(numbers_stay_within_their_limits),
	    cmocka_unit_test(draft_4_marks_limits_as_exclusive),
	    cmocka_unit_test(lengths_count_characters),
	    cmocka_unit_test(patterns_are_those_of_javascript),
	    cmocka_unit_test(a_pattern_that_takes_too_long_is_given_up),
	    cmocka_unit_test(objects_have_what_is_required_and_no_more),
	    cmocka_unit_test(names_of_properties_can_have_patterns),
	    cmocka_unit_test(items_have_schemas_by_place_or_all_one),
	    cmocka_unit_test(references_are_followed_within_the_schema),
	    cmocka_unit_test(schemas_are_put_together),
	    cmocka_unit_test(of_a_choice_the_one_that_was_meant_is_told),
	    cmocka_unit_test(a_schema_without_end_is_given_up),
	    cmocka_unit_test(parameters_that_are_a_schema_are_sound),
	    cmocka_unit_test(the_root_is_an_object_with_properties),
	    cmocka_unit_test(words_of_other_languages_are_no_types),
	    cmocka_unit_test(keywords_have_their_forms),
	    cmocka_unit_test(what_is_required_is_declared),
	    cmocka_unit_test(a_property_out_of_its_place_is_told),
	    cmocka_unit_test(what_is_not_checked_is_told_and_no_mistake),
	    cmocka_unit_test(strict_functions_close_every_object),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
