/* SPDX-License-Identifier: MIT */
#include "common/base/diag.h"
#include "tests/unit/child.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

/* What fn says on standard error; its status must be the one given. */
static void
assert_says(void (*fn)(void *), void *arg, int status, const char *want)
{
	struct buf said;

	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(child_run(2, &said, fn, arg), status);
	assert_string_equal(buf_cstr(&said), want);
	buf_free(&said);
}

static void
say_places(void *unused)
{
	struct place at = {"in.jsonl", 3, 14};

	(void)unused;
	diag_init("/usr/bin/ft-x");
	diag(LEVEL_INFO, "%d of %d", 1, 2);
	diag_at(at, LEVEL_ERROR, "no role");
	at.column = 0;
	diag_at(at, LEVEL_WARNING, "no role");
	at = (struct place){"in.jsonl", 0, 5};
	diag_at(at, LEVEL_ERROR, "empty");
	diag_at((struct place){0}, LEVEL_ERROR, "nowhere");
}

static void
a_place_is_shown_as_far_as_it_is_known(void **state)
{
	(void)state;
	assert_says(say_places, NULL, 999,
	    "ft-x: info: 1 of 2\n"
	    "ft-x: in.jsonl:3:14: error: no role\n"
	    "ft-x: in.jsonl:3: warning: no role\n"
	    "ft-x: in.jsonl: error: empty\n"
	    "ft-x: error: nowhere\n");
}

static void
say_hostile(void *unused)
{
	(void)unused;
	diag_at((struct place){"a\nb\033[2J", 1, 1}, LEVEL_ERROR, "%s",
	    "c\rd\x9b\xc2\x9b");
}

static void
control_bytes_are_masked_in_name_and_text(void **state)
{
	(void)state;
	assert_says(say_hostile, NULL, 999,
	    "ft: a\\x0ab\\x1b[2J:1:1: error: c\\x0dd\\x9b\\u{9b}\n");
}

static void
say_all_levels(void *how)
{
	diag_talk(strchr(how, 'q') != NULL, strchr(how, 'v') != NULL);
	diag(LEVEL_INFO, "i");
	diag(LEVEL_WARNING, "w");
	diag(LEVEL_ERROR, "e");
	diag_verbose("v");
}

static void
quiet_leaves_errors_and_verbose_adds(void **state)
{
	(void)state;
	assert_says(say_all_levels, "", 999,
	    "ft: info: i\nft: warning: w\nft: error: e\n");
	assert_says(say_all_levels, "q", 999, "ft: error: e\n");
	assert_says(say_all_levels, "v", 999,
	    "ft: info: i\nft: warning: w\nft: error: e\nft: v\n");
}

static void
die(void *unused)
{
	(void)unused;
	diag_raise(STATUS_USAGE);
	diag_die(STATUS_IO, "no more");
}

static void
the_worst_status_wins_also_at_the_end(void **state)
{
	(void)state;
	assert_says(die, NULL, STATUS_USAGE, "ft: error: no more\n");
}

static void
raise_two(void *pair)
{
	const int *status = pair;

	diag_raise((enum status)status[0]);
	diag_raise((enum status)status[1]);
	diag_exit(diag_status());
}

static void
statuses_have_an_order_whichever_comes_first(void **state)
{
	static const int order[] = {0, 1, 3, 75, 5, 4, 2};
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(order); i++)
		for (size_t j = 0; j < LENGTH(order); j++) {
			int pair[] = {order[i], order[j]};

			assert_int_equal(child_run(2, &said, raise_two, pair),
			    order[i > j ? i : j]);
		}
	assert_int_equal(said.n, 0);
	buf_free(&said);
}

static void
report_fault(void *unused)
{
	struct fault f;

	(void)unused;
	fault_set(&f, STATUS_INPUT, 10, "broken");
	diag_fault((struct place){"f", 2, 5}, &f);
	diag_fault((struct place){"f", 0, 0}, &f);
	diag_exit(diag_status());
}

static void
the_offset_of_a_fault_is_added_to_the_column(void **state)
{
	(void)state;
	assert_says(report_fault, NULL, STATUS_INPUT,
	    "ft: f:2:15: error: broken\nft: f: error: broken\n");
}

static void
say_much(void *unused)
{
	(void)unused;
	diag(LEVEL_ERROR, "%05000d", 1);
}

static void
a_text_that_is_too_long_is_told_as_such(void **state)
{
	(void)state;
	assert_says(
	    say_much, NULL, 999, "ft: error: (a message that is too long)\n");
}

static void
say_that_it_ends(void)
{
	if (write(STDERR_FILENO, "cleaned\n", 8) != 8)
		_exit(230);
}

static void
exit_cleaning(void *unused)
{
	(void)unused;
	diag_on_exit(say_that_it_ends);
	diag_exit(STATUS_NO);
}

static void
what_is_to_be_cleaned_up_is(void **state)
{
	(void)state;
	assert_says(exit_cleaning, NULL, STATUS_NO, "cleaned\n");
}

static void
use_closed_descriptors(void *unused)
{
	char c;

	(void)unused;
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	diag_init("ft-x");
	if (read(STDIN_FILENO, &c, 1) != -1 || errno != EBADF)
		diag_die(STATUS_NO, "closed input was read");
	if (write(STDOUT_FILENO, "x", 1) != -1 || errno != EBADF)
		diag_die(STATUS_NO, "closed output was written");
	diag(LEVEL_INFO, "next is %d", open("/dev/null", O_RDONLY) > 2);
}

static void
closed_descriptors_are_taken_and_fail_when_used(void **state)
{
	(void)state;
	assert_says(
	    use_closed_descriptors, NULL, 999, "ft-x: info: next is 1\n");
}

static void
assert_masked(struct str text, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	diag_mask(&b, text);
	assert_str(buf_str(&b), want);
	buf_free(&b);
}

static void
what_drives_a_terminal_is_masked_and_the_rest_is_not(void **state)
{
	(void)state;
	assert_masked(STR(""), "");
	assert_masked(STR("Gr\xc3\xbc\xc3\x9f \xe6\x97\xa5\xf0\x9f\x98\x80"),
	    "Gr\xc3\xbc\xc3\x9f \xe6\x97\xa5\xf0\x9f\x98\x80");
	assert_masked(STR("\0\t\x1f\x7f"), "\\x00\\x09\\x1f\\x7f");
	assert_masked(
	    STR("\xc2\x80\xc2\x9f\xc2\xa0"), "\\u{80}\\u{9f}\xc2\xa0");
	assert_masked(STR("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xd8\x9c"),
	    "\\u{202e}\\u{2066}\\u{2028}\\u{61c}");
}

static void
lines_and_tabs_of_a_text_stay(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	diag_mask_lines(&b, STR("a\tb\n\n\x1b[31m\r\nc\x7f"));
	assert_str(buf_str(&b), "a\tb\n\n\\x1b[31m\\x0d\nc\\x7f");
	buf_free(&b);
}

static void
json_says_the_same_when_it_is_masked(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	diag_mask_json(&b,
	    STR("{\"a\":\"\xc2\x9b\x7f\xe2\x80\xae\xc3\xbc\\u001b\"}\n"
		"\xff"));
	assert_str(buf_str(&b),
	    "{\"a\":\"\\u009b\\u007f\\u202e\xc3\xbc\\u001b\"}\n\xff");
	buf_free(&b);
}

static void
bytes_that_are_no_utf8_are_masked_one_by_one(void **state)
{
	(void)state;
	assert_masked(STR("\xff\xfe\x80"), "\\xff\\xfe\\x80");
	assert_masked(STR("\xc0\xaf"), "\\xc0\\xaf");
	assert_masked(STR("\xe0\x80\xaf"), "\\xe0\\x80\\xaf");
	assert_masked(STR("\xed\xa0\x80"), "\\xed\\xa0\\x80");
	assert_masked(STR("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
	assert_masked(STR("\xe6\x97"), "\\xe6\\x97");
	assert_masked(str_of("\xe6\x97\xa5", 2), "\\xe6\\x97");
	assert_masked(STR("\xe6\x97x"), "\\xe6\\x97x");
	assert_masked(STR("\xf0\x9f\x98"), "\\xf0\\x9f\\x98");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_place_is_shown_as_far_as_it_is_known),
	    cmocka_unit_test(control_bytes_are_masked_in_name_and_text),
	    cmocka_unit_test(quiet_leaves_errors_and_verbose_adds),
	    cmocka_unit_test(the_worst_status_wins_also_at_the_end),
	    cmocka_unit_test(statuses_have_an_order_whichever_comes_first),
	    cmocka_unit_test(the_offset_of_a_fault_is_added_to_the_column),
	    cmocka_unit_test(a_text_that_is_too_long_is_told_as_such),
	    cmocka_unit_test(what_is_to_be_cleaned_up_is),
	    cmocka_unit_test(closed_descriptors_are_taken_and_fail_when_used),
	    cmocka_unit_test(
		what_drives_a_terminal_is_masked_and_the_rest_is_not),
	    cmocka_unit_test(lines_and_tabs_of_a_text_stay),
	    cmocka_unit_test(json_says_the_same_when_it_is_masked),
	    cmocka_unit_test(bytes_that_are_no_utf8_are_masked_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
