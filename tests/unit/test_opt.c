/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "tests/unit/child.h"

#include <stdio.h>

static struct {
	bool flag, other;
	const char *text, *choice;
	struct opt_list list;
	uint64_t whole;
	size_t size;
	double real;
} got;

static const struct opt opts[] = {
    {'f', "flag", OPT_FLAG, NULL, &got.flag, "a flag"},
    {'g', "go", OPT_FLAG, NULL, &got.other, "another"},
    {'t', "text", OPT_TEXT, "TEXT", &got.text, "some text"},
    {'c', "choice", OPT_CHOICE, "one|two", &got.choice, "a choice"},
    {'l', "list", OPT_LIST, "NAME", &got.list, "any number"},
    {'w', "whole", OPT_WHOLE, "N", &got.whole, "a whole number"},
    {0, "size", OPT_SIZE, "SIZE", &got.size, "a size"},
    {0, "real", OPT_REAL, "R", &got.real, "don't ask: [x]"},
};

static struct cmd cmd = {
    .name = "ft-x",
    .operands = "[FILE...]",
    .summary = "Do nothing.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

enum { MAX_ARGS = 16 };

/* Reads a command line whose arguments have a space between them. */
static char **
parse(const char *line)
{
	static char *argv[MAX_ARGS], text[256];
	int argc = 0;

	snprintf(text, sizeof(text), "%s", line);
	free((void *)got.list.v);
	memset(&got, 0, sizeof(got));
	for (char *p = text; p != NULL;) {
		char *space = strchr(p, ' ');

		argv[argc++] = p;
		if (space != NULL)
			*space++ = '\0';
		p = space;
	}
	argv[argc] = NULL;
	return opt_parse(&cmd, argc, argv);
}

static void
parse_and_stop(void *line)
{
	parse(line);
}

static void
assert_refused(const char *line, const char *why)
{
	struct buf said;
	char want[512];

	buf_init(&said, BUF_NO_MAX);
	snprintf(want, sizeof(want),
	    "ft: error: %s\nusage: ft-x [OPTIONS] [FILE...]\n"
	    "Try 'ft-x --help'.\n",
	    why);
	assert_int_equal(
	    child_run(STDERR_FILENO, &said, parse_and_stop, (char *)line),
	    STATUS_USAGE);
	assert_string_equal(buf_cstr(&said), want);
	buf_free(&said);
}

static void
every_kind_of_value_is_read(void **state)
{
	char **files = parse("ft-x -f --text a --choice=two -w 12 "
			     "--size 2K --real=.5 file");

	(void)state;
	assert_true(got.flag);
	assert_false(got.other);
	assert_string_equal(got.text, "a");
	assert_string_equal(got.choice, "two");
	assert_int_equal(got.whole, 12);
	assert_int_equal(got.size, 2048);
	assert_true(got.real == 0.5);
	assert_string_equal(files[0], "file");
	assert_null(files[1]);
}

static void
letters_may_be_joined_with_each_other_and_their_value(void **state)
{
	char **files = parse("ft-x -fgtvalue -w12 -t -f");

	(void)state;
	assert_true(got.flag);
	assert_true(got.other);
	assert_string_equal(got.text, "-f");
	assert_int_equal(got.whole, 12);
	assert_null(files[0]);
}

static void
operands_keep_their_order_between_options(void **state)
{
	char **files = parse("ft-x b -f a - --whole 1 c -- -g --text");
	static const char *const want[] = {"b", "a", "-", "c", "-g", "--text"};

	(void)state;
	for (size_t i = 0; i < LENGTH(want); i++)
		assert_string_equal(files[i], want[i]);
	assert_null(files[LENGTH(want)]);
	assert_false(got.other);
}

static void
an_argument_may_be_empty_or_hold_an_equals_sign(void **state)
{
	(void)state;
	parse("ft-x --text= --list=a=b -cone");
	assert_string_equal(got.choice, "one");
	assert_string_equal(got.text, "");
	assert_string_equal(got.list.v[0], "a=b");
}

static void
the_last_one_counts_but_lists_keep_all(void **state)
{
	(void)state;
	parse("ft-x -t a -t b -l one --list two -lthree");
	assert_string_equal(got.text, "b");
	assert_int_equal(got.list.n, 3);
	assert_string_equal(got.list.v[0], "one");
	assert_string_equal(got.list.v[2], "three");
}

static void
threads_are_as_many_as_processors_or_as_told(void **state)
{
	(void)state;
	opt_shared.jobs = 0;
	parse("ft-x");
	assert_true(opt_shared.jobs >= 1);
	parse("ft-x -j3");
	assert_int_equal(opt_shared.jobs, 3);
}

static void
mistakes_are_told_in_one_line_with_usage_and_hint(void **state)
{
	(void)state;
	assert_refused("ft-x --nothing", "unknown option '--nothing'");
	assert_refused("ft-x --nothing=1", "unknown option '--nothing'");
	assert_refused("ft-x --fla", "unknown option '--fla'");
	assert_refused("ft-x -fx", "unknown option '-x'");
	assert_refused("ft-x --flag=yes", "--flag takes no argument");
	assert_refused("ft-x --text", "--text wants TEXT");
	assert_refused("ft-x -t", "-t wants TEXT");
	assert_refused(
	    "ft-x --choice three", "--choice wants one|two, not 'three'");
	assert_refused(
	    "ft-x --choice one|two", "--choice wants one|two, not 'one|two'");
	assert_refused("ft-x -w -1", "--whole wants a whole number, not '-1'");
	assert_refused("ft-x --size=1X",
	    "--size wants a size such as 512K or 64M, not '1X'");
	assert_refused("ft-x --real=nan", "--real wants a number, not 'nan'");
	assert_refused("ft-x -j 257", "--jobs takes at most 256");
	assert_refused(
	    "ft-x --max-record 0", "--max-record wants a size above 0");
	assert_refused("ft-x --\033[m", "unknown option '--\\x1b[m'");
}

static void
an_operand_too_many_is_refused(void **state)
{
	(void)state;
	cmd.max_operands = 1;
	assert_null(parse("ft-x a")[1]);
	assert_refused("ft-x a b", "'b' is one operand too many");
	cmd.max_operands = 0;
}

static void
printed(struct buf *said, const char *line)
{
	buf_init(said, BUF_NO_MAX);
	assert_int_equal(
	    child_run(STDOUT_FILENO, said, parse_and_stop, (char *)line), 0);
}

static void
help_has_a_line_for_each_option(void **state)
{
	static const char begin[] =
	    "usage: ft-x [OPTIONS] [FILE...]\n"
	    "Do nothing.\n"
	    "\n"
	    "  -f, --flag                a flag\n"
	    "  -g, --go                  another\n"
	    "  -t, --text TEXT           some text\n"
	    "  -c, --choice=one|two      a choice\n"
	    "  -l, --list NAME           any number\n"
	    "  -w, --whole N             a whole number\n"
	    "      --size SIZE           a size\n"
	    "      --real R              don't ask: [x]\n"
	    "\n"
	    "For every tool:\n"
	    "  -o, --output FILE ";
	struct buf said;

	(void)state;
	printed(&said, "ft-x -f --help file");
	assert_true(str_starts(buf_str(&said), str_c(begin)));
	assert_true(str_search(buf_str(&said), STR("  -h, --help ")) < said.n);
	buf_free(&said);
}

static void
version_is_one_line(void **state)
{
	struct buf said;

	(void)state;
	printed(&said, "ft-x --version");
	assert_string_equal(buf_cstr(&said), "ft-x (ft) " FT_VERSION "\n");
	buf_free(&said);
}

static void
completions_name_every_option(void **state)
{
	static const char *const lines[] = {"ft-x --completion=bash",
	    "ft-x --completion=zsh", "ft-x --completion=fish"};
	struct buf said;

	(void)state;
	for (size_t i = 0; i < LENGTH(lines); i++) {
		printed(&said, lines[i]);
		for (size_t j = 0; j < LENGTH(opts); j++)
			assert_true(str_search(buf_str(&said),
					str_c(opts[j].name)) < said.n);
		assert_true(
		    str_search(buf_str(&said), STR("one two")) < said.n);
		buf_free(&said);
	}
}

static void
bash_completes_a_choice_by_name_and_letter(void **state)
{
	struct buf said;

	(void)state;
	printed(&said, "ft-x --completion=bash");
	assert_true(
	    str_search(buf_str(&said), STR("\t--choice|-c) mapfile")) < said.n);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_kind_of_value_is_read),
	    cmocka_unit_test(
		letters_may_be_joined_with_each_other_and_their_value),
	    cmocka_unit_test(operands_keep_their_order_between_options),
	    cmocka_unit_test(an_argument_may_be_empty_or_hold_an_equals_sign),
	    cmocka_unit_test(the_last_one_counts_but_lists_keep_all),
	    cmocka_unit_test(threads_are_as_many_as_processors_or_as_told),
	    cmocka_unit_test(mistakes_are_told_in_one_line_with_usage_and_hint),
	    cmocka_unit_test(an_operand_too_many_is_refused),
	    cmocka_unit_test(help_has_a_line_for_each_option),
	    cmocka_unit_test(version_is_one_line),
	    cmocka_unit_test(completions_name_every_option),
	    cmocka_unit_test(bash_completes_a_choice_by_name_and_letter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
