/* SPDX-License-Identifier: MIT */
/*
 * A stream of events is the same in pieces of any size; and whatever a server
 * says is wrong makes a message of one line.
 */
#include <assert.h>
#include <stdint.h>

#include "common/net/problem.h"
#include "common/net/sse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
note(void *ctx, const struct sse_event *e)
{
	struct buf *to = ctx;

	buf_add_str(to, e->name);
	buf_addc(to, '\n');
	buf_add_str(to, e->data);
	buf_addc(to, '\n');
	buf_add_str(to, e->id);
	buf_addc(to, '\n');
	return true;
}

static bool
feed(struct buf *to, struct str text, size_t n)
{
	struct sse s;
	bool ok = true;

	sse_init(&s, 64, note, to);
	while (ok && text.n > 0) {
		size_t piece = text.n < n ? text.n : n;

		ok = sse_feed(&s, str_of(text.p, piece));
		text = str_from(text, piece);
	}
	assert(ok || s.too_long);
	sse_free(&s);
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size);
	struct arena arena;
	struct problem p;
	struct buf a, b;

	buf_init(&a, BUF_NO_MAX);
	buf_init(&b, BUF_NO_MAX);
	assert(feed(&a, text, size) ==
	    feed(&b, text, size > 0 ? 1 + data[0] % 7 : 1));
	assert(str_eq(buf_str(&a), buf_str(&b)));
	buf_free(&a);
	buf_free(&b);
	arena_init(&arena);
	problem_read(&p, text, &arena);
	assert(p.message.n <= 400);
	assert(str_find(p.message, '\n') == p.message.n);
	arena_free(&arena);
	return 0;
}
