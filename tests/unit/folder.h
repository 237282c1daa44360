/* SPDX-License-Identifier: MIT */
/* A folder of its own for tests that make files: a group's set-up and end. */
#ifndef FT_TESTS_FOLDER_H
#define FT_TESTS_FOLDER_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static char folder[] = "/tmp/ft-test.XXXXXX";
static char path[sizeof(folder) + 8]; /* "file" within it */

static inline int
make_folder(void **state)
{
	struct buf b;

	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	buf_init(&b, sizeof(path) - 1);
	buf_adds(&b, folder);
	buf_adds(&b, "/file");
	memcpy(path, buf_cstr(&b), b.n + 1);
	buf_free(&b);
	return 0;
}

/* Fails when a test has left a file. */
static inline int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static inline size_t
count_files(void)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2; /* "." and ".." */
}

#endif
