/* SPDX-License-Identifier: MIT */
/* Temporary files: none outlives the program that made it. */
#include "tests/unit/child.h"
#include "tests/unit/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "common/base/diag.h"
#include "common/io/temporary.h"

static mode_t
mode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return st.st_mode & 0777;
}

static void
it_stands_beside_its_path_and_takes_its_name(void **state)
{
	char *name, copy[128];
	int fd = temporary_beside(path, &name);

	(void)state;
	snprintf(copy, sizeof(copy), "%s", name);
	assert_true(fd > STDERR_FILENO);
	assert_int_equal(strncmp(name, folder, strlen(folder)), 0);
	assert_int_equal(access(name, F_OK), 0);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
	assert_true(temporary_keep(name, path));
	assert_int_equal(access(path, F_OK), 0);
	assert_int_equal(count_files(), 1);
	/* What has its old name now is another file. */
	assert_int_equal(link(path, copy), 0);
	temporary_remove_all();
	assert_int_equal(unlink(copy), 0);
	assert_int_equal(unlink(path), 0);
}

static void
a_new_file_has_the_permissions_of_one(void **state)
{
	mode_t mask = umask(027);
	char *name;
	int fd = temporary_beside(path, &name);

	(void)state;
	assert_int_equal(mode_of(name), 0640);
	assert_int_equal(umask(mask), 027);
	close(fd);
	temporary_remove(name);
	assert_int_equal(count_files(), 0);
}

static void
what_is_replaced_hands_on_its_permissions(void **state)
{
	int old = open(path, O_WRONLY | O_CREAT, 0600);
	char *name;
	int fd;

	(void)state;
	fchmod(old, 0604);
	close(old);
	fd = temporary_beside(path, &name);
	assert_int_equal(mode_of(name), 0604);
	close(fd);
	temporary_remove(name);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

static void
any_number_may_come_one_after_the_other(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++) {
		char *name;
		int fd = temporary_beside(path, &name);

		assert_true(fd >= 0);
		close(fd);
		if (i % 2 == 0)
			temporary_remove(name);
		else
			assert_true(temporary_keep(name, path));
	}
	assert_int_equal(count_files(), 1);
	unlink(path);
}

static void
a_folder_that_is_not_there_is_an_error(void **state)
{
	char *name;

	(void)state;
	assert_int_equal(temporary_beside("/nowhere/at/all", &name), -1);
	assert_int_equal(errno, ENOENT);
}

static void
a_name_that_cannot_be_taken_leaves_the_file(void **state)
{
	char *name;
	int fd = temporary_beside(path, &name);

	(void)state;
	close(fd);
	assert_false(temporary_keep(name, folder));
	assert_int_equal(access(name, F_OK), 0);
	temporary_remove(name);
	assert_int_equal(count_files(), 0);
}

static void
make_two(void)
{
	char *one, *two;

	close(temporary_beside(path, &one));
	close(temporary_beside(path, &two));
	if (count_files() != 2)
		_exit(1);
}

static void
make_and_exit(void *status)
{
	make_two();
	diag_exit(*(int *)status);
}

static void
make_and_die(void *number)
{
	make_two();
	raise(*(int *)number);
}

static void
an_end_removes_them(void **state)
{
	int status = 4;
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(child_run(2, &said, make_and_exit, &status), 4);
	assert_int_equal(count_files(), 0);
	buf_free(&said);
}

static void
a_signal_removes_them_and_ends_the_program(void **state)
{
	static const int numbers[] = {
	    SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXCPU, SIGXFSZ};
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(numbers); i++) {
		int number = numbers[i];

		assert_int_equal(
		    child_run(2, &said, make_and_die, &number), 1000 + number);
		assert_int_equal(count_files(), 0);
	}
	buf_free(&said);
}

static void
ignore_and_make(void *number)
{
	char *name;

	signal(*(int *)number, SIG_IGN);
	close(temporary_beside(path, &name));
	raise(*(int *)number);
	temporary_remove(name);
}

static void
a_signal_that_is_ignored_stays_so(void **state)
{
	int number = SIGHUP; /* as under nohup(1) */
	struct buf said;

	(void)state;
	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(child_run(2, &said, ignore_and_make, &number), 999);
	assert_int_equal(count_files(), 0);
	buf_free(&said);
}

static void
a_spool_has_no_name(void **state)
{
	char c = 0;
	int fd;

	(void)state;
	setenv("TMPDIR", folder, 1);
	fd = temporary_spool();
	assert_true(fd >= 0);
	assert_int_equal(count_files(), 0);
	assert_int_equal(write(fd, "x", 1), 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(read(fd, &c, 1), 1);
	assert_int_equal(c, 'x');
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
	setenv("TMPDIR", "/nowhere/at/all", 1);
	assert_int_equal(temporary_spool(), -1);
	setenv("TMPDIR", "", 1);
	fd = temporary_spool();
	assert_true(fd >= 0);
	close(fd);
	unsetenv("TMPDIR");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    /* First: the signals are looked at when the first file is made. */
	    cmocka_unit_test(a_signal_that_is_ignored_stays_so),
	    cmocka_unit_test(it_stands_beside_its_path_and_takes_its_name),
	    cmocka_unit_test(a_new_file_has_the_permissions_of_one),
	    cmocka_unit_test(what_is_replaced_hands_on_its_permissions),
	    cmocka_unit_test(any_number_may_come_one_after_the_other),
	    cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
	    cmocka_unit_test(a_name_that_cannot_be_taken_leaves_the_file),
	    cmocka_unit_test(an_end_removes_them),
	    cmocka_unit_test(a_signal_removes_them_and_ends_the_program),
	    cmocka_unit_test(a_spool_has_no_name),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
