/* SPDX-License-Identifier: MIT */
#include "common/net/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/temporary.h"

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};

/* A signal has no other way to tell. */
static volatile sig_atomic_t seen;
static int ends[2] = {-1, -1};

static void
on_signal(int number)
{
	int error = errno;

	if (seen != 0) {
		temporary_remove_all();
		signal(number, SIG_DFL);
		raise(number); /* delivered when this handler returns */
		return;
	}
	seen = number;
	(void)!write(ends[1], "", 1);
	errno = error;
}

void
interrupt_catch(void)
{
	struct sigaction act = {.sa_handler = on_signal}, old;

	if (ends[0] < 0 && pipe(ends) != 0)
		diag_die(STATUS_IO, "no pipe: %s", strerror(errno));
	for (size_t i = 0; i < LENGTH(ends); i++) {
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
	}
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < LENGTH(numbers); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &act, NULL);
}

bool
interrupt_seen(void)
{
	return seen != 0;
}

int
interrupt_fd(void)
{
	return ends[0];
}

void
interrupt_die(void)
{
	if (seen == 0)
		return;
	temporary_remove_all();
	signal(seen, SIG_DFL);
	raise(seen);
}
