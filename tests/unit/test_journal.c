/* SPDX-License-Identifier: MIT */
#include "common/upload/journal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/unit/folder.h"

static struct journal journal;
static struct fault fault;

static void
open_journal(void)
{
	long holder;

	if (!journal_open(&journal, path, &fault))
		fail_msg("%s", fault.text);
	assert_true(journal_lock(&journal, &holder));
}

static void
assert_lines(const char *want)
{
	struct buf b;

	buf_init(&b, 8192);
	journal_read(&journal, &b);
	assert_str(buf_str(&b), want);
	assert_int_equal(journal.end, strlen(want));
	buf_free(&b);
}

static void
write_file(const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int
remove_file(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static void
what_is_added_is_read_by_the_next(void **state)
{
	struct stat st;

	(void)state;
	open_journal();
	assert_lines("");
	assert_true(journal_add(&journal, STR("a\n"), &fault));
	assert_true(journal_add(&journal, STR("b\nc\n"), &fault));
	journal_close(&journal);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	open_journal();
	assert_lines("a\nb\nc\n");
	assert_true(journal_restart(&journal, STR("d\n"), &fault));
	assert_lines("d\n");
	journal_close(&journal);
}

static void
half_a_line_is_none_and_is_overwritten(void **state)
{
	(void)state;
	write_file("a\n{\"half of a very long");
	open_journal();
	assert_lines("a\n");
	assert_true(journal_add(&journal, STR("b\n"), &fault));
	assert_lines("a\nb\n");
	journal_close(&journal);
}

static void
one_that_is_too_long_is_not_read(void **state)
{
	static char text[9000];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[0] = '\n';
	text[sizeof(text) - 2] = '\n';
	text[sizeof(text) - 1] = '\0';
	write_file(text);
	open_journal();
	assert_lines("");
	journal_close(&journal);
}

static void
an_empty_one_leaves_nothing(void **state)
{
	(void)state;
	open_journal();
	journal_close(&journal);
	assert_int_equal(count_files(), 0);
}

static void
its_folders_are_made_for_the_owner_alone(void **state)
{
	char deep[sizeof(path) + 8];
	struct stat st;

	(void)state;
	snprintf(deep, sizeof(deep), "%s/a/b/c", folder);
	assert_true(journal_open(&journal, deep, &fault));
	journal_close(&journal);
	snprintf(deep, sizeof(deep), "%s/a/b", folder);
	assert_int_equal(stat(deep, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(rmdir(deep), 0);
	snprintf(deep, sizeof(deep), "%s/a", folder);
	assert_int_equal(rmdir(deep), 0);
}

static void
what_is_no_file_is_refused_without_a_wait(void **state)
{
	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_false(journal_open(&journal, path, &fault));
	assert_int_equal(fault.status, STATUS_IO);
	journal_close(&journal);
}

/* A process that has the lock until it is killed; it says so when it has. */
static pid_t
start_holder(void)
{
	int ends[2];
	pid_t child;
	char c;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		open_journal();
		(void)!journal_add(&journal, STR("held\n"), NULL);
		(void)!write(ends[1], "", 1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ends[0], &c, 1), 1);
	close(ends[0]);
	close(ends[1]);
	return child;
}

static void
a_second_process_is_told_who_has_it_until_that_is_killed(void **state)
{
	pid_t child = start_holder();
	long holder;

	(void)state;
	assert_true(journal_open(&journal, path, &fault));
	assert_false(journal_lock(&journal, &holder));
	assert_int_equal(holder, child);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_true(journal_lock(&journal, &holder));
	assert_lines("held\n");
	journal_close(&journal);
}

static void
a_file_that_was_put_in_its_place_is_the_one_to_be_locked(void **state)
{
	pid_t child = start_holder();
	long holder;

	(void)state;
	assert_true(journal_open(&journal, path, &fault));
	unlink(path);
	write_file("new\n");
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	assert_true(journal_lock(&journal, &holder));
	assert_lines("new\n");
	journal_close(&journal);
}

static void
a_full_disk_is_told(void **state)
{
	(void)state;
	open_journal();
	close(journal.fd);
	journal.fd = open("/dev/full", O_RDWR);
	assert_false(journal_add(&journal, STR("a\n"), &fault));
	assert_int_equal(fault.status, STATUS_IO);
	assert_non_null(strstr(fault.text, path));
	journal_close(&journal);
}

#define TEST(name) cmocka_unit_test_teardown(name, remove_file)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_added_is_read_by_the_next),
	    TEST(half_a_line_is_none_and_is_overwritten),
	    TEST(one_that_is_too_long_is_not_read),
	    TEST(an_empty_one_leaves_nothing),
	    TEST(its_folders_are_made_for_the_owner_alone),
	    TEST(what_is_no_file_is_refused_without_a_wait),
	    TEST(a_second_process_is_told_who_has_it_until_that_is_killed),
	    TEST(a_file_that_was_put_in_its_place_is_the_one_to_be_locked),
	    TEST(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
