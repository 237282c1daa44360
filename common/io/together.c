/* SPDX-License-Identifier: MIT */
#include "common/io/together.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/mem.h"
#include "common/io/temporary.h"

/* A second link to what stands at the path, or NULL where that is nothing or
 * takes no links. */
static char *
keep_old(const char *path)
{
	struct stat st;
	char *name;
	int fd;

	if (lstat(path, &st) != 0)
		return NULL;
	fd = temporary_beside(path, &name);
	if (fd < 0)
		return NULL;
	close(fd);
	unlink(name);
	if (link(path, name) == 0)
		return name;
	temporary_remove(name);
	return NULL;
}

/* Where a name was to be taken. */
struct target {
	char *path; /* NULL: a device or a pipe has its name already */
	char *old;  /* see keep_old() */
};

static void
tell(const char *path, const char *what, int error)
{
	struct buf name;

	buf_init(&name, BUF_NO_MAX);
	diag_mask(&name, str_c(path));
	diag(LEVEL_ERROR, "%s: %s: %s", buf_cstr(&name), what, strerror(error));
	buf_free(&name);
}

/* Makes it as it was before the name was taken. */
static void
give_back(const struct target *t)
{
	if (t->path == NULL)
		return;
	if (t->old == NULL)
		unlink(t->path);
	else if (!temporary_keep(t->old, t->path))
		tell(t->path, "cannot give its old content back", errno);
}

/* The names before that of files[failed] were taken. */
static void
give_up(const struct target *targets, size_t failed)
{
	int error = errno;

	for (size_t i = failed; i-- > 0;)
		give_back(&targets[i]);
	tell(targets[failed].path, "cannot rename to it", error);
	diag_exit(STATUS_IO);
}

void
together_close(struct out *const *files, size_t n)
{
	struct target *targets = mem_zero(n, sizeof(*targets));

	for (size_t i = 0; i < n; i++)
		out_shut(files[i]);
	for (size_t i = 0; i < n; i++) {
		const char *path = files[i]->path;

		if (files[i]->temporary == NULL)
			continue;
		targets[i].path = mem_copy(path, strlen(path));
		targets[i].old = keep_old(path);
	}
	for (size_t i = 0; i < n; i++)
		if (!out_name(files[i]))
			give_up(targets, i);
	for (size_t i = 0; i < n; i++) {
		if (targets[i].old != NULL)
			temporary_remove(targets[i].old);
		free(targets[i].path);
	}
	free(targets);
}
