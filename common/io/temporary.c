/* SPDX-License-Identifier: MIT */
#include "common/io/temporary.h"

#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "common/base/diag.h"

/* Names of the files to be removed.  A slot is written whole or not at all,
 * so that a signal handler may read the table at any time. */
enum { SLOTS = 512 };
static _Atomic(char *) slots[SLOTS];

/* What ends a program from outside, or at a limit.  Of SIGPIPE it dies when one
 * of its outputs is a pipe that nobody reads any more. */
static const int deadly[] = {
    SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGXCPU, SIGXFSZ};

void
temporary_remove_all(void)
{
	for (int i = 0; i < SLOTS; i++) {
		char *name = atomic_load(&slots[i]);

		if (name != NULL)
			unlink(name);
	}
}

static void
on_signal(int number)
{
	temporary_remove_all();
	signal(number, SIG_DFL);
	raise(number); /* delivered when this handler returns */
}

static void
install(void)
{
	struct sigaction act = {.sa_handler = on_signal}, old;

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < LENGTH(deadly); i++)
		/* Who catches a signal himself removes the files himself. */
		if (sigaction(deadly[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &act, NULL);
	diag_on_exit(temporary_remove_all);
}

static void
enter(char *name)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, install);
	for (int i = 0; i < SLOTS; i++) {
		char *none = NULL;

		if (atomic_compare_exchange_strong(&slots[i], &none, name))
			return;
	}
	/* No tool writes so many files at once. */
	assert(!"more temporary files than slots");
}

static void
leave(const char *name)
{
	for (int i = 0; i < SLOTS; i++)
		if (atomic_load(&slots[i]) == name)
			atomic_store(&slots[i], NULL);
}

/* The permissions of what is replaced, or those of a new file. */
static mode_t
mode_for(const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0)
		return st.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

int
temporary_beside(const char *path, char **name)
{
	const char *slash = strrchr(path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - path) + 1;
	struct buf b;
	int fd;

	buf_init(&b, BUF_NO_MAX);
	buf_add(&b, path, folder);
	buf_adds(&b, ".ft.XXXXXX");
	buf_cstr(&b);
	fd = mkstemp(b.p);
	if (fd < 0) {
		buf_free(&b);
		return -1;
	}
	enter(b.p);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fchmod(fd, mode_for(path));
	*name = b.p; /* the buffer's memory is the caller's now */
	return fd;
}

bool
temporary_keep(char *name, const char *path)
{
	if (rename(name, path) != 0)
		return false;
	leave(name);
	free(name);
	return true;
}

void
temporary_remove(char *name)
{
	unlink(name);
	leave(name);
	free(name);
}

int
temporary_spool(void)
{
	const char *folder = getenv("TMPDIR");
	struct buf b;
	int fd;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, folder == NULL || folder[0] == '\0' ? "/tmp" : folder);
	buf_adds(&b, "/ft.XXXXXX");
	buf_cstr(&b);
	fd = mkstemp(b.p);
	if (fd >= 0) {
		unlink(b.p);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	buf_free(&b);
	return fd;
}
