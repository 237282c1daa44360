/* SPDX-License-Identifier: MIT */
/*
 * An answer that comes as a stream is the same in pieces of any size, and what
 * is made of it is a completion; and whatever a server sends as a completion is
 * one, or is refused with a message.
 */
#include <assert.h>
#include <stdint.h>

#include "common/ask/adapt.h"
#include "common/ask/answer.h"
#include "common/ask/stream.h"
#include "common/ask/throttle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
note(void *ctx, struct str text)
{
	buf_add_str(ctx, text);
}

/* What it says, then what it is; true when it is something. */
static bool
feed(struct buf *said, struct buf *completion, struct str text, size_t n,
    bool *whole)
{
	struct stream s;
	struct fault f = {.status = STATUS_OK};
	bool ok = true;

	stream_init(&s, note, said);
	while (ok && text.n > 0) {
		size_t piece = text.n < n ? text.n : n;

		ok = stream_feed(&s, str_of(text.p, piece));
		text = str_from(text, piece);
	}
	ok = stream_end(&s, completion, &f);
	assert(ok || f.status != STATUS_OK);
	*whole = s.whole;
	stream_free(&s);
	return ok;
}

static void
check_answer(struct str body, bool must)
{
	struct answer a;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (answer_read(&a, body, &arena, &f)) {
		assert(a.end < ANSWER_FAILED);
		assert(str_find(a.json, '\n') == a.json.n);
		assert(a.cached_tokens <= a.prompt_tokens);
		/* Read again, it is the same. */
		assert(answer_read(&a, arena_copy(&arena, a.json), &arena, &f));
	} else {
		assert(!must);
		assert(f.status == STATUS_REFUSED && f.text[0] != '\0');
	}
	arena_free(&arena);
}

static void
check_refusal(struct str body)
{
	struct adaptation one;
	struct problem p;
	struct arena arena;
	int64_t ms = -1;

	arena_init(&arena);
	problem_read(&p, body, &arena);
	if (adapt_read(400, &p, &one))
		assert(one.param.n > 0 && !str_eq(one.param, one.becomes));
	if (throttle_duration(body, &ms))
		assert(ms >= 0);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size);
	struct buf said, again, a, b;
	bool ok, whole;

	buf_init(&said, BUF_NO_MAX);
	buf_init(&again, BUF_NO_MAX);
	buf_init(&a, BUF_NO_MAX);
	buf_init(&b, BUF_NO_MAX);
	ok = feed(&again, &b, text, size > 0 ? 1 + data[0] % 7 : 1, &whole);
	assert(feed(&said, &a, text, size > 0 ? size : 1, &whole) == ok);
	assert(str_eq(buf_str(&said), buf_str(&again)));
	if (!whole)
		assert(str_eq(buf_str(&a), buf_str(&b)));
	if (ok && !whole)
		check_answer(buf_str(&a), true);
	check_answer(text, false);
	check_refusal(text);
	buf_free(&said);
	buf_free(&again);
	buf_free(&a);
	buf_free(&b);
	return 0;
}
