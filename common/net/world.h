/* SPDX-License-Identifier: MIT */
/*
 * What a client asks of the machine beside bytes: the time, to wait, chance.
 * Tests give a world of their own, so that no test sleeps and every delay is
 * the same in every run.
 */
#ifndef FT_NET_WORLD_H
#define FT_NET_WORLD_H

#include <stdint.h>

struct world {
	/* Milliseconds since some moment; never goes back, whatever is done to
	 * the clock on the wall. */
	int64_t (*now)(void *ctx);

	/* The clock on the wall: seconds since 1970-01-01 00:00 UTC. */
	int64_t (*date)(void *ctx);

	/* Waits, at most until something can be read from fd (-1: none). */
	void (*wait)(void *ctx, int fd, int64_t ms);

	/* How long to wait for a socket where ms would be right. */
	int64_t (*patience)(void *ctx, int64_t ms);

	/* 64 bits that nobody can guess. */
	uint64_t (*random)(void *ctx);

	void *ctx;
};

/* The machine's own. */
extern const struct world world_real;

#endif
