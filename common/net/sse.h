/* SPDX-License-Identifier: MIT */
/*
 * A stream of events (server-sent events, text/event-stream) as it arrives, in
 * pieces of any size.
 *
 * Lines end in LF, CRLF or CR; a blank line ends an event.  The data of several
 * "data:" lines is joined by LF.  Events without data are passed over, and so
 * is what stands behind the last blank line.
 *
 *	sse_init(&s, 1 << 20, each, ctx);
 *	while (... a piece of bytes arrives ...)
 *		if (!sse_feed(&s, piece))
 *			break;
 *	sse_free(&s);
 */
#ifndef FT_NET_SSE_H
#define FT_NET_SSE_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/str.h"

struct sse_event {
	struct str name; /* "message" where the stream gives none */
	struct str data;
	struct str id; /* the last that was given; may be empty */
};

struct sse {
	struct buf line, data, name, id;
	bool some_data; /* "data:" stood in this event */
	bool after_cr;	/* a LF that follows belongs to the CR */
	bool begun;	/* a byte-order mark can come no more */
	bool too_long;	/* a line or an event was over the ceiling */
	bool (*each)(void *ctx, const struct sse_event *e);
	void *ctx;
};

/* max: bytes of a line, and of an event's data.  What an event views lives as
 * long as the call of each, which returns false to stop. */
void sse_init(struct sse *s, size_t max,
    bool (*each)(void *ctx, const struct sse_event *e), void *ctx);
void sse_free(struct sse *s);

/* False when each() said so, or something was too long. */
bool sse_feed(struct sse *s, struct str piece) MUSTCHECK;

#endif
