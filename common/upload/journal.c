/* SPDX-License-Identifier: MIT */
#include "common/upload/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REOPENS = 100 };

/* The folders of a path, each for its owner alone. */
static void
make_folders(char *path)
{
	for (char *p = path + 1; *p != '\0'; p++)
		if (*p == '/') {
			*p = '\0';
			(void)mkdir(path, 0700); /* what fails shows later */
			*p = '/';
		}
}

/* The entry of a new file has to be on the disk, too. */
static void
sync_folder(char *path)
{
	char *end = strrchr(path, '/');
	int fd;

	*end = '\0';
	fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	*end = '/';
	if (fd < 0)
		return;
	(void)fsync(fd); /* some file systems cannot do that */
	close(fd);
}

/* Opens the path; errno says why not. */
static bool
open_file(struct journal *j)
{
	struct stat st;

	/* A pipe in its place must not make us wait. */
	j->fd = open(j->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
	if (j->fd < 0)
		return false;
	if (fstat(j->fd, &st) == 0 && S_ISREG(st.st_mode))
		return true;
	close(j->fd);
	j->fd = -1;
	errno = EINVAL;
	return false;
}

static bool
fail(const struct journal *j, int error, struct fault *f)
{
	return fault_set(f, STATUS_IO, 0, "%s: %s", j->path, strerror(error));
}

bool
journal_open(struct journal *j, const char *path, struct fault *f)
{
	*j = (struct journal){.path = mem_copy(path, strlen(path)), .fd = -1};
	make_folders(j->path);
	return open_file(j) || fail(j, errno, f);
}

/* Is the file still the one of that path?  Who had the lock before us may have
 * removed it. */
static bool
is_in_place(const struct journal *j)
{
	struct stat a, b;

	return fstat(j->fd, &a) == 0 && stat(j->path, &b) == 0 &&
	    a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static long
find_holder(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		return 0;
	return lock.l_pid > 0 ? lock.l_pid : 0;
}

bool
journal_lock(struct journal *j, long *holder)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	*holder = 0;
	for (int i = 0; i < REOPENS; i++) {
		if (fcntl(j->fd, F_SETLK, &lock) != 0) {
			if (errno != EACCES && errno != EAGAIN)
				return true;
			*holder = find_holder(j->fd);
			return false;
		}
		if (is_in_place(j))
			return true;
		close(j->fd);
		if (!open_file(j))
			return true; /* what is written later will fail */
	}
	return false;
}

void
journal_read(struct journal *j, struct buf *to)
{
	size_t begin = to->n;
	ssize_t n = -1;
	char *room;

	if (lseek(j->fd, 0, SEEK_SET) != 0)
		return;
	while ((room = buf_room(to, 4096)) != NULL &&
	    ((n = read(j->fd, room, 4096)) > 0 || (n < 0 && errno == EINTR)))
		to->n += n > 0 ? (size_t)n : 0;
	if (room == NULL || n < 0)
		to->n = begin;
	while (to->n > begin && to->p[to->n - 1] != '\n')
		to->n--;
	j->end = to->n - begin;
}

static bool
write_all(int fd, struct str text)
{
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		text = str_from(text, (size_t)n);
	}
	return true;
}

/* Writes behind the first `at` bytes, which stay, and no others. */
static bool
write_at(struct journal *j, uint64_t at, struct str lines, struct fault *f)
{
	int error;

	if (j->fd < 0)
		return fail(j, EBADF, f);
	if (ftruncate(j->fd, (off_t)at) == 0 &&
	    lseek(j->fd, (off_t)at, SEEK_SET) == (off_t)at &&
	    write_all(j->fd, lines) && fsync(j->fd) == 0) {
		if (at == 0)
			sync_folder(j->path);
		j->end = at + lines.n;
		return true;
	}
	error = errno;
	/* What is left of it is no whole line, or one that is true. */
	j->end = at;
	return fail(j, error, f);
}

bool
journal_add(struct journal *j, struct str lines, struct fault *f)
{
	return write_at(j, j->end, lines, f);
}

bool
journal_restart(struct journal *j, struct str lines, struct fault *f)
{
	return write_at(j, 0, lines, f);
}

void
journal_close(struct journal *j)
{
	struct stat st;

	if (j->fd >= 0 && fstat(j->fd, &st) == 0 && st.st_size == 0 &&
	    is_in_place(j))
		(void)unlink(j->path);
	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
	free(j->path);
	j->path = NULL;
}
