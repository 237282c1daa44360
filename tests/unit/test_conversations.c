/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tools/csv2jsonl/conversations.c"

#include "common/base/buf.h"

/* What was written to the file behind out. */
static void
expect_file(struct out *out, int fd, const char *want)
{
	size_t n = strlen(want);
	char *got = malloc(n + 2);

	assert_non_null(got);
	out_flush(out);
	assert_int_equal(pread(fd, got, n + 2, 0), n);
	assert_memory_equal(got, want, n);
	free(got);
}

static int
scratch(struct out *out)
{
	char name[] = "/tmp/test_conversations.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	out_open_fd(out, fd, name);
	return fd;
}

static enum conversations_fault
add(struct conversations *c, const char *key, const char *text, struct out *out)
{
	return conversations_add(c, str_c(key), str_c(text), STR("}\n"), out);
}

static void
messages_are_gathered_in_the_order_of_first_rows(void **state)
{
	struct conversations *c = conversations_new(false);
	struct out out;
	int fd = scratch(&out);

	(void)state;
	assert_int_equal(add(c, "b", "1", &out), CONVERSATIONS_FINE);
	assert_int_equal(add(c, "a", "2", &out), CONVERSATIONS_FINE);
	assert_int_equal(add(c, "b", "3", &out), CONVERSATIONS_FINE);
	assert_int_equal(add(c, "", "4", &out), CONVERSATIONS_FINE);
	expect_file(&out, fd, "");
	assert_int_equal(conversations_finish(c, &out), 3);
	expect_file(&out, fd,
	    "{\"messages\":[1,3]}\n{\"messages\":[2]}\n{\"messages\":[4]}\n");
	assert_int_equal(add(c, "b", "5", &out), CONVERSATIONS_FINE);
	assert_int_equal(conversations_finish(c, &out), 1);
	conversations_free(c);
	out_close(&out);
}

static void
adjacent_ones_are_written_at_once_and_do_not_go_on(void **state)
{
	struct conversations *c = conversations_new(true);
	struct out out;
	int fd = scratch(&out);

	(void)state;
	assert_int_equal(add(c, "a", "1", &out), CONVERSATIONS_FINE);
	assert_int_equal(add(c, "a", "2", &out), CONVERSATIONS_FINE);
	assert_int_equal(add(c, "b", "3", &out), CONVERSATIONS_FINE);
	expect_file(&out, fd, "{\"messages\":[1,2]}\n");
	assert_int_equal(add(c, "a", "4", &out), CONVERSATIONS_OVER);
	conversations_free(c);
	out_close(&out);
}

static void
an_end_that_differs_is_refused(void **state)
{
	struct conversations *c = conversations_new(false);
	struct out out;

	(void)state;
	scratch(&out);
	assert_int_equal(add(c, "a", "1", &out), CONVERSATIONS_FINE);
	assert_int_equal(
	    conversations_add(c, STR("a"), STR("2"), STR(",x}\n"), &out),
	    CONVERSATIONS_DIFFER);
	conversations_free(c);
	out_close(&out);
}

static void
many_conversations_are_kept_apart(void **state)
{
	struct conversations *c = conversations_new(false);
	struct out out;
	struct buf want;
	int fd = scratch(&out);
	char key[20];

	(void)state;
	buf_init(&want, BUF_NO_MAX);
	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < 5000; i++) {
			snprintf(key, sizeof(key), "%d", i);
			assert_int_equal(
			    add(c, key, key, &out), CONVERSATIONS_FINE);
		}
	assert_int_equal(conversations_finish(c, &out), 5000);
	for (int i = 0; i < 5000; i++)
		buf_printf(&want, "{\"messages\":[%d,%d]}\n", i, i);
	expect_file(&out, fd, buf_cstr(&want));
	buf_free(&want);
	conversations_free(c);
	out_close(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(messages_are_gathered_in_the_order_of_first_rows),
	    cmocka_unit_test(
		adjacent_ones_are_written_at_once_and_do_not_go_on),
	    cmocka_unit_test(an_end_that_differs_is_refused),
	    cmocka_unit_test(many_conversations_are_kept_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
