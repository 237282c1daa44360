/* SPDX-License-Identifier: MIT */
#include "common/base/fault.h"
#include "tests/unit/unit.h"

static void
a_fault_is_filled_and_false(void **state)
{
	struct fault f;

	(void)state;
	assert_false(fault_set(&f, STATUS_INPUT, 7, "byte %#x", 0xff));
	assert_int_equal(f.status, STATUS_INPUT);
	assert_int_equal(f.off, 7);
	assert_string_equal(f.text, "byte 0xff");
}

static void
nobody_need_ask_for_the_fault(void **state)
{
	(void)state;
	assert_false(fault_set(NULL, STATUS_IO, 0, "%s", "not kept"));
}

static void
a_long_text_is_cut_and_ended(void **state)
{
	struct fault f;

	(void)state;
	memset(&f, 'x', sizeof(f));
	assert_false(fault_set(&f, STATUS_NO, 0, "%0500d", 1));
	assert_int_equal(strlen(f.text), FAULT_TEXT - 1);
	assert_int_equal(f.text[0], '0');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_fault_is_filled_and_false),
	    cmocka_unit_test(nobody_need_ask_for_the_fault),
	    cmocka_unit_test(a_long_text_is_cut_and_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
