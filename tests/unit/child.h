/* SPDX-License-Identifier: MIT */
/* For what ends the program or writes to standard error: runs it in a child. */
#ifndef FT_TESTS_CHILD_H
#define FT_TESTS_CHILD_H

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/unit.h"

/*
 * Calls fn(arg) in a child and returns the status it ends with, 1000 + the
 * number of the signal that killed it, or 999 when fn returns.  What the child
 * writes to descriptor fd is added to *said.
 */
static inline int
child_run(int fd, struct buf *said, void (*fn)(void *), void *arg)
{
	int pipe_ends[2], status;
	char piece[512];
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(pipe_ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(pipe_ends[1], fd);
		close(pipe_ends[0]);
		close(pipe_ends[1]);
		fn(arg);
		_exit(231);
	}
	close(pipe_ends[1]);
	while ((n = read(pipe_ends[0], piece, sizeof(piece))) > 0)
		buf_add(said, piece, (size_t)n);
	close(pipe_ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status))
		return 1000 + WTERMSIG(status);
	return WEXITSTATUS(status) == 231 ? 999 : WEXITSTATUS(status);
}

#endif
