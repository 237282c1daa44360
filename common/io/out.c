/* SPDX-License-Identifier: MIT */
#include "common/io/out.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/temporary.h"

enum { HOLD = 64 * 1024, DIRECT = 16 * 1024, AHEAD = 8 * 1024 * 1024 };

/*
 * The most that is written at a time.  Linux takes the pages for a file in
 * blocks as large as the writes, and large ones are those that nobody used for
 * long: with 1 MiB at a time, 200 MB took up to ten times as long as with this.
 */
enum { PIECE = 64 * 1024 };

static void
fail(const struct out *o, const char *what)
{
	struct buf name;

	buf_init(&name, BUF_NO_MAX);
	diag_mask(&name, o->path == NULL ? STR("<stdout>") : str_c(o->path));
	diag_die(
	    STATUS_IO, "%s: %s: %s", buf_cstr(&name), what, strerror(errno));
}

bool
out_is_open(const struct out *o)
{
	return o->fd >= 0;
}

/*
 * A regular file, or one that is not there yet, is replaced as a whole; a
 * device or a pipe can only be written to.  Through a symbolic link, what it
 * points to is replaced.
 */
static void
open_path(struct out *o, const char *path)
{
	struct stat st;
	char *real;

	if (path[0] == '\0') {
		errno = ENOENT;
		fail(o, "cannot create");
	}
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
		if (o->fd < 0)
			fail(o, "cannot open");
		return;
	}
	real = realpath(path, NULL);
	if (real != NULL) {
		free(o->path);
		o->path = real;
	}
	o->fd = temporary_beside(o->path, &o->temporary);
	if (o->fd < 0)
		fail(o, "cannot create");
}

void
out_open(struct out *o, const char *path)
{
	*o = (struct out){.fd = STDOUT_FILENO};
	o->held = mem_resize(NULL, HOLD, 1);
	if (path == NULL || str_is(str_c(path), "-"))
		return;
	o->path = mem_copy(path, strlen(path));
	open_path(o, path);
}

void
out_open_fd(struct out *o, int fd, const char *name)
{
	*o = (struct out){.fd = fd};
	o->held = mem_resize(NULL, HOLD, 1);
	o->path = mem_copy(name, strlen(name));
}

/* As if SIGPIPE had never been ignored. */
static void
die_of_sigpipe(void)
{
	sigset_t set;

	temporary_remove_all();
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
	raise(SIGPIPE);
}

/*
 * Lets the system bring what was written to the disk while the program goes on,
 * so that fsync(2) has little left to wait for.  Advice: whether it is taken
 * makes no difference to what is written.
 */
static void
start_writing(struct out *o)
{
	(void)posix_fadvise(
	    o->fd, o->sent, (off_t)o->unsent, POSIX_FADV_DONTNEED);
	o->sent += (off_t)o->unsent;
	o->unsent = 0;
}

static void
write_all(struct out *o, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(o->fd, p, n < PIECE ? n : PIECE);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0 && errno == EPIPE)
			die_of_sigpipe();
		if (w < 0)
			fail(o, "cannot write");
		p += w;
		n -= (size_t)w;
		o->unsent += (size_t)w;
	}
	if (o->temporary != NULL && o->unsent >= AHEAD)
		start_writing(o);
}

void
out_flush(struct out *o)
{
	write_all(o, o->held, o->nheld);
	o->nheld = 0;
}

void
out_write(struct out *o, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (n > HOLD - o->nheld)
		out_flush(o);
	if (n >= DIRECT && o->nheld == 0) {
		write_all(o, p, n);
		return;
	}
	memcpy(o->held + o->nheld, p, n);
	o->nheld += n;
}

void
out_str(struct out *o, struct str s)
{
	out_write(o, s.p, s.n);
}

void
out_masked(struct out *o, struct str text)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	diag_mask(&masked, text);
	out_str(o, buf_str(&masked));
	buf_free(&masked);
}

void
out_json(struct out *o, struct str json)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	diag_mask_json(&masked, json);
	out_str(o, buf_str(&masked));
	buf_free(&masked);
}

void
out_printf(struct out *o, const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text, BUF_NO_MAX);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	out_str(o, buf_str(&text));
	buf_free(&text);
}

static void
forget(struct out *o)
{
	free(o->held);
	free(o->path);
	*o = OUT_CLOSED;
}

void
out_shut(struct out *o)
{
	out_flush(o);
	if (o->temporary != NULL && fsync(o->fd) != 0)
		fail(o, "cannot write");
	/* Standard output too: a network file system may report only now. */
	if (close(o->fd) != 0 && errno != EINTR)
		fail(o, "cannot write");
	o->fd = -1;
}

bool
out_name(struct out *o)
{
	if (o->temporary != NULL && !temporary_keep(o->temporary, o->path))
		return false;
	forget(o);
	return true;
}

void
out_close(struct out *o)
{
	out_shut(o);
	if (!out_name(o))
		fail(o, "cannot rename to it");
}

void
out_abandon(struct out *o)
{
	if (o->path != NULL)
		close(o->fd);
	if (o->temporary != NULL)
		temporary_remove(o->temporary);
	forget(o);
}

void
out_finish(struct out *o, bool well)
{
	if (well || o->path == NULL) {
		out_close(o);
		return;
	}
	diag_at((struct place){.file = o->path}, LEVEL_INFO, "not written");
	out_abandon(o);
}
