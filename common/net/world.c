/* SPDX-License-Identifier: MIT */
#include "common/net/world.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stddef.h>
#include <sys/random.h>
#include <time.h>

#include "common/base/diag.h"

static int64_t
read_clock(clockid_t clock, int64_t per_second)
{
	struct timespec t;

	if (clock_gettime(clock, &t) != 0)
		diag_die(STATUS_IO, "the clock cannot be read");
	return (int64_t)t.tv_sec * per_second +
	    t.tv_nsec / (1000000000 / per_second);
}

static int64_t
real_now(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_MONOTONIC, 1000);
}

static int64_t
real_date(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_REALTIME, 1);
}

static void
real_wait(void *ctx, int fd, int64_t ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};

	(void)ctx;
	/* A signal ends it early, and that is wanted. */
	(void)poll(&p, 1, ms > INT_MAX ? INT_MAX : (int)ms);
}

static int64_t
real_patience(void *ctx, int64_t ms)
{
	(void)ctx;
	return ms;
}

static uint64_t
real_random(void *ctx)
{
	uint64_t bits;

	(void)ctx;
	while (getrandom(&bits, sizeof(bits), 0) != (ssize_t)sizeof(bits))
		if (errno != EINTR)
			diag_die(STATUS_IO, "the system gives no chance");
	return bits;
}

const struct world world_real = {
    .now = real_now,
    .date = real_date,
    .wait = real_wait,
    .patience = real_patience,
    .random = real_random,
};
