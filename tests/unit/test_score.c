/* SPDX-License-Identifier: MIT */
#include "common/score/score.h"

#include <stdlib.h>

#include "tests/unit/unit.h"

/* -1: there is none. */
static double
score_str(const char *metric, struct str answer, struct str expected)
{
	struct score_work *w = score_work_new();
	struct score s;
	struct fault f;
	double value = -2;

	assert_true(score_parse(&s, str_c(metric), &f));
	if (!score_take(&s, w, answer, expected, &value, &f)) {
		assert_int_equal(f.status, STATUS_INPUT);
		value = -1;
	}
	score_free(&s);
	score_work_free(w);
	return value;
}

static double
score_of(const char *metric, const char *answer, const char *expected)
{
	return score_str(metric, str_c(answer), str_c(expected));
}

static void
exact_is_the_same_bytes(void **state)
{
	(void)state;
	assert_true(score_of("exact", "Yes", "Yes") == 1);
	assert_true(score_of("exact", "Yes", "yes") == 0);
	assert_true(score_of("exact", "Yes ", "Yes") == 0);
	assert_true(score_of("exact", "", "") == 1);
}

static void
contains_finds_the_expected_or_its_argument(void **state)
{
	(void)state;
	assert_true(score_of("contains", "say abab", "ababc") == 0);
	assert_true(score_of("contains", "aabaabaac", "abaac") == 1);
	assert_true(score_of("contains", "aabaabaac", "") == 1);
	assert_true(score_of("contains", "", "a") == 0);
	assert_true(score_of("contains:Dear", "Dear Sir", "-") == 1);
	assert_true(score_of("contains:a:b", "Dear Sir", "Dear") == 0);
	assert_true(score_of("contains:a:b", "xa:b", "Dear") == 1);
}

static void
regex_searches_the_answer(void **state)
{
	(void)state;
	assert_true(score_of("regex:b+c", "abbbc", "-") == 1);
	assert_true(score_of("regex:^b", "abbbc", "-") == 0);
	assert_true(score_of("regex:^b", "a\nb", "-") == 0);
	assert_true(score_of("regex:(?m)^b", "a\nb", "-") == 1);
	assert_true(score_of("regex:^\\w+$", "\xC3\xA9t\xC3\xA9", "-") == 1);
	assert_true(score_of("regex:x:y", "x:y", "-") == 1);
	assert_true(score_of("regex:^$", "", "-") == 1);
	assert_true(score_of("regex:^\\x{FFFD}$", "\xFF", "-") == 1);
}

static void
json_is_compared_by_value(void **state)
{
	(void)state;
	assert_true(score_of("json", " {\"a\":1,\"b\":[2,3]}",
			"{\"b\": [2.0, 30e-1], \"a\": 1.00}") == 1);
	assert_true(score_of("json", "[12.5,120.05,-0.0,1e400]",
			"[1.25e1,1.20050E+2,0,10E399]") == 1);
	assert_true(score_of("json", "[12.5]", "[12.6]") == 0);
	assert_true(score_of("json", "[1.25]", "[12.5]") == 0);
	assert_true(score_of("json", "[-1]", "[1]") == 0);
	assert_true(score_of("json", "[1e999999999999999999]",
			"[1e999999999999999998]") == 0);
	assert_true(score_of("json", "[1,2]", "[2,1]") == 0);
	assert_true(score_of("json", "[1,2]", "[1,2,3]") == 0);
	assert_true(score_of("json", "{\"a\":1}", "{\"a\":1,\"b\":1}") == 0);
	assert_true(score_of("json", "{\"a\":0,\"a\":1}", "{\"a\":1}") == 1);
	assert_true(score_of("json", "\"\\u00e9\"", "\"\xC3\xA9\"") == 1);
	assert_true(score_of("json", "true", "false") == 0);
	assert_true(score_of("json", "null", "0") == 0);
	assert_true(score_of("json", "1", "\"1\"") == 0);
	assert_true(score_of("json", "no JSON", "{}") == 0);
	assert_true(score_of("json", "{}", "no JSON") == -1);
	assert_true(score_of("json-valid", "{}", "no JSON") == 1);
	assert_true(score_of("json-valid", "```\n{}\n```", "{}") == 0);
	assert_true(score_of("json-valid", "", "{}") == 0);
}

static void
json_fields_are_counted_by_path(void **state)
{
	static const char want[] =
	    "{\"a\":1,\"b\":{\"c\":[true,null],\"d\":\"x\"},\"e\":[]}";

	(void)state;
	assert_true(score_of("json-fields", want, want) == 1);
	assert_true(score_of("json-fields", "{}", want) == 0);
	assert_true(score_of("json-fields", "?", want) == 0);
	assert_true(score_of("json-fields", "{\"a\":1.0,\"z\":9}", want) == .2);
	assert_true(score_of("json-fields", "{\"e\":[],\"b\":{\"c\":[true]}}",
			want) == .4);
	assert_true(
	    score_of("json-fields", "{\"e\":[1],\"b\":[true]}", want) == 0);
	assert_true(score_of("json-fields", "3", "3.0") == 1);
	assert_true(score_of("json-fields", "{}", "") == -1);
}

static void
calls_are_the_same_by_name_arguments_and_order(void **state)
{
	static const char sent[] =
	    "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{"
	    "\"name\":\"get\",\"arguments\":\"{\\\"n\\\": 1}\"}}]";

	(void)state;
	assert_true(score_of("tool-call", sent, sent) == 1);
	assert_true(score_of("tool-call", sent,
			"{\"name\":\"get\",\"arguments\":{\"n\":1.0}}") == 1);
	assert_true(score_of("tool-call", sent,
			"{\"name\":\"set\",\"arguments\":{\"n\":1}}") == 0);
	assert_true(score_of("tool-call", sent,
			"{\"name\":\"get\",\"arguments\":{\"n\":2}}") == 0);
	assert_true(score_of("tool-call", "[{\"name\":\"a\"},{\"name\":\"b\"}]",
			"[{\"name\":\"a\",\"arguments\":\"\"},"
			"{\"name\":\"b\",\"arguments\":\"{}\"}]") == 1);
	assert_true(score_of("tool-call", "[{\"name\":\"a\"},{\"name\":\"b\"}]",
			"[{\"name\":\"b\"},{\"name\":\"a\"}]") == 0);
	assert_true(score_of("tool-call", "[{\"name\":\"a\"}]",
			"[{\"name\":\"a\"},{\"name\":\"a\"}]") == 0);
	assert_true(
	    score_of("tool-call", "[{\"name\":\"a\",\"arguments\":\"{x\"}]",
		"[{\"name\":\"a\",\"arguments\":\"{x\"}]") == 1);
	assert_true(score_of("tool-call", "[{\"name\":\"a\"},{\"name\":\"a\"}]",
			"[{\"name\":\"a\"}]") == 0);
	assert_true(score_of("tool-call", "", "[]") == 1);
	assert_true(score_of("tool-call", "Sure!", sent) == 0);
	assert_true(score_of("tool-call", "7", sent) == 0);
	assert_true(score_of("tool-call", sent, "Sure!") == -1);
}

static void
what_is_not_utf8_is_replaced(void **state)
{
	(void)state;
	assert_true(score_of("levenshtein", "a\xFF", "a\xEF\xBF\xBD") == 1);
	assert_true(score_of("normalized", "A\xFF", "a\xEF\xBF\xBD") == 1);
	assert_true(score_of("chrf", "\xE2\x82", "\xEF\xBF\xBD") == 1);
	assert_true(score_of("exact", "\xFF", "\xEF\xBF\xBD") == 0);
	assert_true(
	    score_str("exact", str_of("a\0b", 3), str_of("a\0c", 3)) == 0);
	assert_true(score_str("contains", str_of("a\0b", 3), STR("b")) == 1);
}

static struct str
many(const char *what, size_t n)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	while (b.n < n)
		buf_adds(&b, what);
	return buf_str(&b);
}

/* Each would take hours, or more. */
static void
what_takes_too_long_has_no_score(void **state)
{
	struct str as = many("a", 400000), bs = many("b", 400000);
	struct str words = many("a b ", 1 << 20);
	struct str others = many("c d ", 1 << 20);

	(void)state;
	assert_true(score_str("regex:(a+)+$",
			STR("aaaaaaaaaaaaaaaaaaaaaaaaaa"
			    "aaaaaaaaaaaaaaaaaaaaaaaaab"),
			STR("")) == -1);
	assert_true(score_str("regex:[^y]*[xz]", as, as) == -1);
	assert_true(score_str("levenshtein", as, bs) == -1);
	assert_true(score_str("levenshtein", as, as) == 1);
	assert_true(score_str("rouge-l", words, others) == -1);
	assert_true(score_str("rouge-l", words, words) == 1);
	free((void *)as.p);
	free((void *)bs.p);
	free((void *)words.p);
	free((void *)others.p);
}

static void
texts_have_their_limits(void **state)
{
	struct str most = many("x", SCORE_TEXT_MAX), more = most;
	struct str grams = many("xy", SCORE_GRAMS_MAX + 1);

	(void)state;
	assert_true(score_str("exact", most, STR("x")) == 0);
	more.n++; /* which nobody looks at */
	assert_true(score_str("exact", more, STR("x")) == -1);
	assert_true(score_str("exact", STR("x"), more) == -1);
	assert_true(score_str("chrf", grams, grams) == -1);
	grams.n = 1000;
	assert_true(score_str("chrf", grams, grams) == 1);
	free((void *)most.p);
	free((void *)grams.p);
}

static void
what_is_no_metric_is_told(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
	    {"bleu", "unknown metric \"bleu\""},
	    {"", "unknown metric \"\""},
	    {"exact:x", "metric exact takes no argument"},
	    {"exact:", "metric exact takes no argument"},
	    {"regex", "metric regex wants an argument: regex:RE"},
	    {"regex:", "metric regex wants an argument: regex:RE"},
	    {"judge", "metric judge wants an argument: judge:MODEL"},
	    {"regex:a(b",
		"regular expression: missing closing parenthesis at "
		"character 4"},
	    {"regex:\xFF", "the regular expression is not UTF-8"},
	};
	struct score s;
	struct fault f;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_false(score_parse(&s, str_c(cases[i].text), &f));
		assert_int_equal(f.status, STATUS_USAGE);
		assert_string_equal(f.text, cases[i].why);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(exact_is_the_same_bytes),
	    cmocka_unit_test(contains_finds_the_expected_or_its_argument),
	    cmocka_unit_test(regex_searches_the_answer),
	    cmocka_unit_test(json_is_compared_by_value),
	    cmocka_unit_test(json_fields_are_counted_by_path),
	    cmocka_unit_test(calls_are_the_same_by_name_arguments_and_order),
	    cmocka_unit_test(what_is_not_utf8_is_replaced),
	    cmocka_unit_test(what_takes_too_long_has_no_score),
	    cmocka_unit_test(texts_have_their_limits),
	    cmocka_unit_test(what_is_no_metric_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
