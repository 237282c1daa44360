/* SPDX-License-Identifier: MIT */
/* Files appear whole or not at all. */
#include "tests/unit/folder.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/io/in.h"
#include "common/io/out.h"

static void
expect_content(const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(in_whole(path, &b));
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
a_file_has_its_name_when_it_is_closed_and_not_before(void **state)
{
	struct out o;

	(void)state;
	out_open(&o, path);
	assert_true(out_is_open(&o));
	out_write(&o, "one\n", 4);
	out_flush(&o);
	assert_int_equal(access(path, F_OK), -1);
	out_printf(&o, "%d\n", 2);
	out_close(&o);
	assert_false(out_is_open(&o));
	expect_content("one\n2\n");
	assert_int_equal(count_files(), 1);
	unlink(path);
}

static void
what_stood_there_stays_until_then(void **state)
{
	struct out o;

	(void)state;
	out_open(&o, path);
	out_write(&o, "old", 3);
	out_close(&o);
	out_open(&o, path);
	out_write(&o, "new", 3);
	out_flush(&o);
	expect_content("old");
	out_abandon(&o);
	expect_content("old");
	assert_int_equal(count_files(), 1);
	unlink(path);
}

static void
permissions_of_what_is_replaced_are_kept(void **state)
{
	struct stat st;
	struct out o;

	(void)state;
	out_open(&o, path);
	out_close(&o);
	assert_int_equal(chmod(path, 0640), 0);
	out_open(&o, path);
	out_close(&o);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	unlink(path);
}

static void
a_link_stays_and_what_it_points_to_is_replaced(void **state)
{
	struct stat st;
	struct out o;
	struct buf b;
	const char *other;

	(void)state;
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, folder);
	buf_adds(&b, "/link");
	other = buf_cstr(&b);
	out_open(&o, path);
	out_close(&o);
	assert_int_equal(symlink("file", other), 0);
	out_open(&o, other);
	out_write(&o, "through", 7);
	out_close(&o);
	expect_content("through");
	assert_int_equal(lstat(other, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	unlink(other);
	buf_free(&b);
	unlink(path);
}

static void
pieces_of_every_size_arrive_in_order(void **state)
{
	static char big[200 * 1024];
	struct out o;
	struct buf want;

	(void)state;
	memset(big, 'x', sizeof(big) - 1);
	buf_init(&want, BUF_NO_MAX);
	out_open(&o, path);
	for (size_t n = 1; n < sizeof(big); n = n * 3 + 1) {
		out_write(&o, big, n);
		out_str(&o, STR("|"));
		buf_add(&want, big, n);
		buf_addc(&want, '|');
	}
	out_close(&o);
	expect_content(buf_cstr(&want));
	buf_free(&want);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_file_has_its_name_when_it_is_closed_and_not_before),
	    cmocka_unit_test(what_stood_there_stays_until_then),
	    cmocka_unit_test(permissions_of_what_is_replaced_are_kept),
	    cmocka_unit_test(a_link_stays_and_what_it_points_to_is_replaced),
	    cmocka_unit_test(pieces_of_every_size_arrive_in_order),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
