/* SPDX-License-Identifier: MIT */
/*
 * A library to be preloaded, which makes a call of the system fail.
 *
 *	FAILIO=CALL:N:HOW LD_PRELOAD=build/failio.so ft-lint in.jsonl
 *
 * CALL is read, write, close, fsync, rename, open, malloc or pthread_create.
 * The Nth of them (from 1) fails with HOW: EIO, ENOSPC, EINTR, EAGAIN, EACCES
 * or ENOMEM.  "short" is not a failure: from the Nth on, each read or write
 * moves a single byte.  What goes to standard error is let through.  When it
 * has done so the file that FAILIO_HIT names is there.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call { READ, WRITE, CLOSE, FSYNC, RENAME, OPEN, MALLOC, THREAD, CALLS };
static const char *const call_names[] = {"read", "write", "close", "fsync",
    "rename", "open", "malloc", "pthread_create"};

static const struct {
	const char *name;
	int number;
} errors[] = {{"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR},
    {"EAGAIN", EAGAIN}, {"EACCES", EACCES}, {"ENOMEM", ENOMEM}};

static enum call wanted = CALLS;
static unsigned long nth;
static int error; /* 0: short */
static const char *hit;
static atomic_ulong seen;

__attribute__((constructor)) static void
read_wish(void)
{
	const char *wish = getenv("FAILIO"), *how;
	char *end;

	hit = getenv("FAILIO_HIT");
	if (wish == NULL)
		return;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if ((how = strrchr(wish, ':')) != NULL &&
		    strcmp(how + 1, errors[i].name) == 0)
			error = errors[i].number;
	for (int i = 0; i < CALLS; i++) {
		size_t n = strlen(call_names[i]);

		if (strncmp(wish, call_names[i], n) == 0 && wish[n] == ':') {
			nth = strtoul(wish + n + 1, &end, 10);
			wanted = (enum call)i;
		}
	}
}

static void
leave_mark(void)
{
	long fd;

	if (hit == NULL)
		return;
	fd = syscall(SYS_openat, AT_FDCWD, hit, O_CREAT | O_WRONLY, 0600);
	if (fd >= 0)
		syscall(SYS_close, fd);
}

/* Is this call the one?  Short reads and writes go on once they began. */
static bool
is_due(enum call call)
{
	unsigned long n;

	if (call != wanted)
		return false;
	n = atomic_fetch_add(&seen, 1) + 1;
	if (n == nth || (error == 0 && n > nth)) {
		leave_mark();
		errno = error;
		return true;
	}
	return false;
}

ssize_t
read(int fd, void *p, size_t n)
{
	if (is_due(READ)) {
		if (error != 0)
			return -1;
		n = n > 1 ? 1 : n;
	}
	return syscall(SYS_read, fd, p, n);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (fd != STDERR_FILENO && is_due(WRITE)) {
		if (error != 0)
			return -1;
		n = n > 1 ? 1 : n;
	}
	return syscall(SYS_write, fd, p, n);
}

/* As the system does, a close that fails has closed all the same. */
int
close(int fd)
{
	int status = (int)syscall(SYS_close, fd);

	return fd != STDERR_FILENO && is_due(CLOSE) ? -1 : status;
}

/* Nothing is synced: no test pulls the plug, and hundreds of runs would wait.
 */
int
fsync(int fd)
{
	(void)fd;
	return is_due(FSYNC) ? -1 : 0;
}

int
rename(const char *from, const char *to)
{
	if (is_due(RENAME))
		return -1;
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	int mode;

	va_start(ap, flags);
	mode = (flags & O_CREAT) != 0 ? va_arg(ap, int) : 0;
	va_end(ap);
	if (is_due(OPEN))
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attr,
    void *(*start)(void *), void *arg)
{
	int (*real)(
	    pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

	if (is_due(THREAD))
		return error;
	*(void **)&real = dlsym(RTLD_NEXT, "pthread_create");
	return real(thread, attr, start, arg);
}

/* The C library's own names: dlsym() itself allocates. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *
malloc(size_t n)
{
	return is_due(MALLOC) ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return is_due(MALLOC) ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return is_due(MALLOC) ? NULL : __libc_realloc(p, n);
}
