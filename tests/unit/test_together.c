/* SPDX-License-Identifier: MIT */
/* Files take their names together or not at all. */
#include "common/io/together.h"

#include <sys/stat.h>

#include "common/base/diag.h"
#include "common/io/in.h"
#include "tests/unit/child.h"
#include "tests/unit/folder.h"

static char name_a[64], name_b[64], name_c[64];

static void
set_names(void)
{
	static const char *const bases[] = {"/a", "/b", "/c"};
	char *const names[] = {name_a, name_b, name_c};

	for (size_t i = 0; i < 3; i++) {
		struct buf b;

		buf_init(&b, sizeof(name_a) - 1);
		buf_adds(&b, folder);
		buf_adds(&b, bases[i]);
		memcpy(names[i], buf_cstr(&b), b.n + 1);
		buf_free(&b);
	}
}

static void
write_file(const char *name, const char *text)
{
	struct out o;

	out_open(&o, name);
	out_str(&o, str_c(text));
	out_close(&o);
}

static void
expect(const char *name, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	assert_true(in_whole(name, &b));
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

/* Writes "new" to a, b and c. */
static void
write_three(void *arg)
{
	struct out o[3], *files[] = {&o[0], &o[1], &o[2]};
	const char *const names[] = {name_a, name_b, name_c};

	(void)arg;
	for (size_t i = 0; i < 3; i++) {
		out_open(&o[i], names[i]);
		out_str(&o[i], STR("new"));
	}
	if (arg != NULL)
		assert_int_equal(mkdir(arg, 0700), 0);
	together_close(files, 3);
}

static void
all_have_their_names_and_nothing_else_is_left(void **state)
{
	(void)state;
	set_names();
	write_file(name_b, "old");
	write_three(NULL);
	expect(name_a, "new");
	expect(name_b, "new");
	expect(name_c, "new");
	assert_int_equal(count_files(), 3);
	unlink(name_a);
	unlink(name_b);
	unlink(name_c);
}

/* A folder that stands in the way when the files are whole. */
static void
a_name_that_cannot_be_taken_gives_the_others_back(void **state)
{
	struct buf said;

	(void)state;
	set_names();
	write_file(name_b, "old");
	buf_init(&said, BUF_NO_MAX);
	assert_int_equal(
	    child_run(STDERR_FILENO, &said, write_three, name_c), STATUS_IO);
	assert_non_null(strstr(buf_cstr(&said), "/c: cannot rename to it"));
	expect(name_b, "old");
	assert_int_equal(access(name_a, F_OK), -1);
	assert_int_equal(count_files(), 2);
	unlink(name_b);
	rmdir(name_c);
	buf_free(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_have_their_names_and_nothing_else_is_left),
	    cmocka_unit_test(a_name_that_cannot_be_taken_gives_the_others_back),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
