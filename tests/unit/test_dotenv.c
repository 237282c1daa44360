/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/net/dotenv.h"
#include "tests/unit/unit.h"

/*
 * What is read of a text, each pair as "LINE name=[value]" and what is none as
 * "LINE !offset reason", one in a line.
 */
static void
read_all(struct buf *to, struct str text)
{
	char *copy = mem_copy(text.p, text.n);
	struct str name, value;
	enum dotenv_what what;
	struct dotenv d;
	struct fault f;

	dotenv_init(&d, copy, text.n);
	while ((what = dotenv_next(&d, &name, &value, &f)) != DOTENV_END)
		if (what == DOTENV_PAIR)
			buf_printf(to, "%zu %.*s=[%.*s]\n", d.line,
			    STR_ARGS(name), STR_ARGS(value));
		else
			buf_printf(to, "%zu !%zu %s\n", d.line, f.off, f.text);
	free(copy);
}

static void
assert_read(const char *text, const char *want)
{
	struct buf got;

	buf_init(&got, BUF_NO_MAX);
	read_all(&got, str_c(text));
	if (!str_is(buf_str(&got), want))
		fail_msg("%s\ngave:\n%.*s\nnot:\n%s", text,
		    STR_ARGS(buf_str(&got)), want);
	buf_free(&got);
}

static void
a_value_goes_to_the_end_of_its_line(void **state)
{
	(void)state;
	assert_read("A=1\nB = two words \t\nC=\nD=a=b\n",
	    "1 A=[1]\n2 B=[two words]\n3 C=[]\n4 D=[a=b]\n");
	assert_read("A=1", "1 A=[1]\n");
	assert_read("A=", "1 A=[]\n");
	assert_read("", "");
}

static void
comments_and_blank_lines_are_passed_over(void **state)
{
	(void)state;
	assert_read("# A=1\n\n  \t\n  # more\nB=2 # why\nC=a#b\nD=#\nE= # x\n",
	    "5 B=[2]\n6 C=[a#b]\n7 D=[]\n8 E=[]\n");
	assert_read("A='1' # why\nB=\"2\"\t# why\n", "1 A=[1]\n2 B=[2]\n");
}

static void
export_is_a_word_before_a_name(void **state)
{
	(void)state;
	assert_read(
	    "export A=1\n export\tB=2\nexport=3\nexport =4\nexportC=5\n",
	    "1 A=[1]\n2 B=[2]\n3 export=[3]\n4 export=[4]\n5 exportC=[5]\n");
}

static void
quotes_keep_blanks_and_signs(void **state)
{
	(void)state;
	assert_read(
	    "A=' a # b '\nB=\" a # b \"\nC='\"'\nD=\"'\"\nE=''\nF=\"\"\n",
	    "1 A=[ a # b ]\n2 B=[ a # b ]\n3 C=[\"]\n4 D=[']\n5 E=[]\n6 "
	    "F=[]\n");
	assert_read("A=it's\nB=\"x\"\n", "1 A=[it's]\n2 B=[x]\n");
}

static void
escapes_stand_in_double_quotes_only(void **state)
{
	(void)state;
	assert_read("A=\"1\\n2\\t3\\r\\\"\\\\\\$\\`\\'\\x\\\"\n",
	    "1 !2 the quote is not closed\n");
	assert_read("A=\"1\\n2\\t\\\"\\\\\\$\\`\\'\\x\"\nB=1\n",
	    "1 A=[1\n2\t\"\\$`'\\x]\n2 B=[1]\n");
	assert_read("A='1\\n'\nB=1\\n\n", "1 A=[1\\n]\n2 B=[1\\n]\n");
	assert_read("A=\"\\\\\"\nB=2\n", "1 A=[\\]\n2 B=[2]\n");
}

static void
nothing_is_evaluated(void **state)
{
	(void)state;
	assert_read("A=$HOME\nB=${A}\nC=\"$(id)\"\nD=`id`\n",
	    "1 A=[$HOME]\n2 B=[${A}]\n3 C=[$(id)]\n4 D=[`id`]\n");
}

static void
a_quoted_value_may_span_lines(void **state)
{
	(void)state;
	assert_read("A='1\n2\n'\nB=3\nC=\"4\n\\n5\"\nD=6\n",
	    "1 A=[1\n2\n]\n4 B=[3]\n5 C=[4\n\n5]\n7 D=[6]\n");
}

static void
lines_of_other_systems_are_lines(void **state)
{
	(void)state;
	assert_read("\xef\xbb\xbf"
		    "A=1\r\n\r\nB='2'\r\nC=\"3\" # x\r\n#\r\nD=4\r\n",
	    "1 A=[1]\n3 B=[2]\n4 C=[3]\n6 D=[4]\n");
}

static void
what_is_no_pair_is_told_and_passed_over(void **state)
{
	(void)state;
	assert_read("1A=1\nA\nexport A\nB=2\n",
	    "1 !0 a name is wanted here\n2 !1 '=' is wanted behind a name\n"
	    "3 !8 '=' is wanted behind a name\n4 B=[2]\n");
	assert_read("A B=1\n  =1\n",
	    "1 !2 '=' is wanted behind a name\n"
	    "2 !2 a name is wanted here\n");
	assert_read("A='1' 2\nB=\"1\"#\nC=3\n",
	    "1 !2 text stands behind the closing quote\n"
	    "2 !2 text stands behind the closing quote\n3 C=[3]\n");
}

static void
an_open_quote_does_not_swallow_what_follows(void **state)
{
	(void)state;
	assert_read("A='1\nB=\"\\\\2\"\nC=3\nD=\"4\\\"\n",
	    "1 !2 the quote is not closed\n2 B=[\\2]\n3 C=[3]\n"
	    "4 !2 the quote is not closed\n");
	assert_read("A='1\nB=\\n2\nC=3\n",
	    "1 !2 the quote is not closed\n2 B=[\\n2]\n3 C=[3]\n");
}

static void
a_nul_is_refused(void **state)
{
	struct buf got;

	(void)state;
	buf_init(&got, BUF_NO_MAX);
	read_all(&got, str_of("A=1\0002\nB=\"\0\"\n\0C=3\nD=4", 20));
	assert_str(buf_str(&got),
	    "1 !0 a value holds a NUL byte\n"
	    "2 !0 a value holds a NUL byte\n"
	    "3 !0 a name is wanted here\n4 D=[4]\n");
	buf_free(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_value_goes_to_the_end_of_its_line),
	    cmocka_unit_test(comments_and_blank_lines_are_passed_over),
	    cmocka_unit_test(export_is_a_word_before_a_name),
	    cmocka_unit_test(quotes_keep_blanks_and_signs),
	    cmocka_unit_test(escapes_stand_in_double_quotes_only),
	    cmocka_unit_test(nothing_is_evaluated),
	    cmocka_unit_test(a_quoted_value_may_span_lines),
	    cmocka_unit_test(lines_of_other_systems_are_lines),
	    cmocka_unit_test(what_is_no_pair_is_told_and_passed_over),
	    cmocka_unit_test(an_open_quote_does_not_swallow_what_follows),
	    cmocka_unit_test(a_nul_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
