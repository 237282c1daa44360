/* SPDX-License-Identifier: MIT */
/*
 * A trace of what was sent and received, for --trace FILE.
 *
 * Each line tells when (seconds since the begin), which transfer, the direction
 * (">" sent, "<" received, "*" a remark) and the text, with control characters
 * masked.  Keys are masked: the values of headers that hold one, the key itself
 * wherever it stands, and the queries of signed addresses.  Bodies are given up
 * to 64 KiB, files only by their size.
 */
#ifndef FT_NET_TRACE_H
#define FT_NET_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/net/world.h"

struct trace {
	int fd;
	struct str key; /* borrowed */
	const struct world *world;
	int64_t begun;
};

/* "-" is standard error.  A new file is for its owner alone. */
bool trace_open(struct trace *t, const char *path, struct str key,
    const struct world *world, struct fault *f) MUSTCHECK;

/* A trace that cannot be written ends the program with STATUS_IO. */
void trace_close(struct trace *t);

/* A line of a request's or an answer's head.  A signed one keeps its query to
 * itself. */
void trace_head(struct trace *t, unsigned id, char direction, struct str line,
    bool is_signed);

/* A body, line by line. */
void trace_body(struct trace *t, unsigned id, char direction, struct str body);

#endif
