/* SPDX-License-Identifier: MIT */
/* Names that stand for one file. */
#include "tests/unit/folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/io/samefile.h"

static char other[96];

static void
make(const char *name)
{
	close(open(name, O_WRONLY | O_CREAT, 0600));
}

static int
name_other(void **state)
{
	if (make_folder(state) != 0)
		return -1;
	snprintf(other, sizeof(other), "%s/../%s/b", folder,
	    strrchr(folder, '/') + 1);
	return 0;
}

static void
one_file_has_many_names(void **state)
{
	(void)state;
	make(path);
	assert_true(samefile_outputs(path, path));
	assert_false(samefile_outputs(path, other));
	assert_int_equal(symlink(path, other), 0);
	assert_true(samefile_outputs(path, other));
	assert_true(samefile_input(other, path));
	unlink(other);
	assert_int_equal(link(path, other), 0);
	assert_true(samefile_input(path, other));
	unlink(other);
	unlink(path);
}

static void
what_is_not_there_yet_is_told_by_its_folder(void **state)
{
	char plain[96];

	(void)state;
	snprintf(plain, sizeof(plain), "%s/b", folder);
	assert_true(samefile_outputs(plain, other));
	assert_false(samefile_outputs(path, other));
	assert_false(samefile_outputs("/nowhere/b", other));
	make(plain);
	assert_true(samefile_outputs(plain, other));
	unlink(plain);
}

static void
devices_spoil_nothing(void **state)
{
	(void)state;
	assert_false(samefile_outputs("/dev/null", "/dev/null"));
	assert_false(samefile_input("/dev/null", "/dev/null"));
}

static void
a_dash_is_what_is_open_there(void **state)
{
	int kept = dup(STDIN_FILENO);

	(void)state;
	make(path);
	assert_true(samefile_outputs("-", NULL));
	assert_true(samefile_outputs("-", "-"));
	close(STDIN_FILENO);
	assert_int_equal(open(path, O_RDONLY), STDIN_FILENO);
	assert_true(samefile_input("-", path));
	assert_false(samefile_input("-", other));
	close(STDIN_FILENO);
	assert_false(samefile_input("-", path));
	dup2(kept, STDIN_FILENO);
	close(kept);
	unlink(path);
}

static void
the_input_that_would_be_spoiled_is_named(void **state)
{
	char *inputs[] = {"/dev/null", path, NULL};

	(void)state;
	make(path);
	assert_ptr_equal(samefile_among(inputs, path), path);
	assert_null(samefile_among(inputs, other));
	inputs[0] = NULL;
	assert_null(samefile_among(inputs, path));
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_file_has_many_names),
	    cmocka_unit_test(what_is_not_there_yet_is_told_by_its_folder),
	    cmocka_unit_test(devices_spoil_nothing),
	    cmocka_unit_test(a_dash_is_what_is_open_there),
	    cmocka_unit_test(the_input_that_would_be_spoiled_is_named),
	};

	return cmocka_run_group_tests(tests, name_other, remove_folder);
}
