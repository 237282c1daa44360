/* SPDX-License-Identifier: MIT */
/*
 * An answer that arrives as a stream of chunks: its text is handed on as it
 * comes, and in the end there is the completion that the server would have sent
 * in one piece, for answer_read().
 *
 *	stream_init(&s, piece, ctx);
 *	while (... bytes arrive ...)
 *		if (!stream_feed(&s, bytes))
 *			break;
 *	if (stream_end(&s, &completion, &f))
 *		...
 *	stream_free(&s);
 *
 * A server that does not stream, and sends the completion at once, is
 * understood as well.
 */
#ifndef FT_ASK_STREAM_H
#define FT_ASK_STREAM_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"
#include "common/json/json.h"
#include "common/net/sse.h"

/* Of all that is kept; and calls of tools in one answer. */
enum {
	STREAM_MAX = 64 * 1024 * 1024,
	STREAM_FEED_MAX = 4 * STREAM_MAX,
	STREAM_CALLS_MAX = 256
};

struct stream_call {
	struct buf id, type, name, arguments;
};

struct stream {
	void (*piece)(void *ctx, struct str text); /* may be NULL */
	void *ctx;
	struct sse sse;
	struct arena arena; /* of a chunk */
	struct json_reader reader;
	struct buf id, model, text, refusal, finish, usage;
	struct stream_call *calls;
	size_t ncalls;
	size_t held;	   /* bytes kept in all these */
	size_t fed;	   /* bytes that came, comments too */
	bool said;	   /* a text, or null, not nothing at all */
	bool begun, whole; /* the first byte was seen; it is no stream */
	bool done;	   /* the end was told */

	bool failed; /* see `fault` */
	struct fault fault;
};

void stream_init(
    struct stream *s, void (*piece)(void *ctx, struct str text), void *ctx);
void stream_free(struct stream *s);

/* False when no more is wanted, as something is wrong. */
bool stream_feed(struct stream *s, struct str bytes) MUSTCHECK;

/* Was something handed on already? */
bool stream_has_begun(const struct stream *s);

/*
 * Appends the completion.  False where the stream told an error or is no
 * stream (STATUS_REFUSED), or broke off before its end (STATUS_TEMPORARY).
 */
bool stream_end(struct stream *s, struct buf *to, struct fault *f) MUSTCHECK;

#endif
