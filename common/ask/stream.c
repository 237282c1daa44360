/* SPDX-License-Identifier: MIT */
#include "common/ask/stream.h"

#include <stdlib.h>

#include "common/json/jsonw.h"
#include "common/net/problem.h"

static bool
fail(struct stream *s, const char *why)
{
	s->failed = true;
	return fault_set(&s->fault, STATUS_REFUSED, 0, "%s", why);
}

/* Keeps a piece of something. */
static bool
keep(struct stream *s, struct buf *to, struct str piece)
{
	if (piece.n > STREAM_MAX - s->held)
		return fail(s, "the answer is longer than 64 MiB");
	s->held += piece.n;
	buf_add_str(to, piece);
	return true;
}

/* What is told in each chunk, and is the same in all. */
static void
keep_once(struct stream *s, struct buf *to, const struct json *v)
{
	if (to->n == 0 && json_is_string(v) && v->text.n < 1024)
		(void)keep(s, to, v->text);
}

static struct stream_call *
call_at(struct stream *s, const struct json *delta, size_t place)
{
	uint64_t index = place;
	struct stream_call *c;

	if (!json_u64(json_get(delta, "index"), &index))
		index = place;
	if (index >= STREAM_CALLS_MAX)
		return NULL;
	if (index >= s->ncalls) {
		s->calls =
		    mem_resize(s->calls, (size_t)index + 1, sizeof(*s->calls));
		for (; s->ncalls <= index; s->ncalls++) {
			c = &s->calls[s->ncalls];
			buf_init(&c->id, BUF_NO_MAX);
			buf_init(&c->type, BUF_NO_MAX);
			buf_init(&c->name, BUF_NO_MAX);
			buf_init(&c->arguments, BUF_NO_MAX);
		}
	}
	return &s->calls[index];
}

static bool
take_calls(struct stream *s, const struct json *list)
{
	size_t place = 0;

	if (!json_is_array(list))
		return true;
	for (const struct json *v = list->child; v != NULL; v = v->next) {
		const struct json *function = json_get(v, "function");
		const struct json *more = json_get(function, "arguments");
		struct stream_call *c = call_at(s, v, place++);

		if (c == NULL)
			return fail(s, "the answer calls too many tools");
		keep_once(s, &c->id, json_get(v, "id"));
		keep_once(s, &c->type, json_get(v, "type"));
		keep_once(s, &c->name, json_get(function, "name"));
		if (json_is_string(more) && !keep(s, &c->arguments, more->text))
			return false;
	}
	return true;
}

static bool
take_text(struct stream *s, struct str text)
{
	if (text.n == 0)
		return true;
	if (!keep(s, &s->text, text))
		return false;
	if (s->piece != NULL)
		s->piece(s->ctx, text);
	return true;
}

static bool
take_choice(struct stream *s, const struct json *choice)
{
	const struct json *delta = json_get(choice, "delta");
	const struct json *content = json_get(delta, "content");
	const struct json *refusal = json_get(delta, "refusal");
	uint64_t index = 0;

	/* Of several choices the first counts. */
	if (json_u64(json_get(choice, "index"), &index) && index != 0)
		return true;
	if (json_is_string(content)) {
		s->said = true;
		if (!take_text(s, content->text))
			return false;
	}
	if (json_is_string(refusal) && !keep(s, &s->refusal, refusal->text))
		return false;
	keep_once(s, &s->finish, json_get(choice, "finish_reason"));
	return take_calls(s, json_get(delta, "tool_calls"));
}

static bool
take_chunk(struct stream *s, struct str text, const struct json *root)
{
	const struct json *list = json_get(root, "choices"), *v;
	const struct json *usage = json_get(root, "usage");

	if (json_is_object(json_get(root, "error"))) {
		struct problem p;

		problem_read(&p, text, &s->arena);
		s->failed = true;
		return problem_fault(
		    &s->fault, STATUS_REFUSED, 200, &p, STR(""), STR(""));
	}
	keep_once(s, &s->id, json_get(root, "id"));
	keep_once(s, &s->model, json_get(root, "model"));
	if (json_is_object(usage)) {
		s->held -= s->usage.n;
		buf_clear(&s->usage);
		if (!keep(s, &s->usage,
			str_of(text.p + usage->off, usage->end - usage->off)))
			return false;
	}
	if (json_is_array(list))
		for (v = list->child; v != NULL; v = v->next)
			if (!take_choice(s, v))
				return false;
	return true;
}

static bool
on_event(void *ctx, const struct sse_event *e)
{
	struct stream *s = ctx;
	struct json_doc doc;
	bool ok;

	if (s->done)
		return true;
	if (str_is(str_trim(e->data), "[DONE]")) {
		s->done = true;
		return true;
	}
	if (!json_parse(&s->reader, e->data, &doc, NULL) ||
	    !json_is_object(doc.root))
		return fail(s, "a chunk of the answer is no JSON");
	ok = take_chunk(s, e->data, doc.root);
	arena_reset(&s->arena);
	return ok;
}

void
stream_init(
    struct stream *s, void (*piece)(void *ctx, struct str text), void *ctx)
{
	struct buf *const bufs[] = {
	    &s->id, &s->model, &s->text, &s->refusal, &s->finish, &s->usage};

	*s = (struct stream){.piece = piece, .ctx = ctx};
	sse_init(&s->sse, STREAM_MAX, on_event, s);
	arena_init(&s->arena);
	json_reader_init(&s->reader, &s->arena);
	for (size_t i = 0; i < LENGTH(bufs); i++)
		buf_init(bufs[i], BUF_NO_MAX);
}

void
stream_free(struct stream *s)
{
	struct buf *const bufs[] = {
	    &s->id, &s->model, &s->text, &s->refusal, &s->finish, &s->usage};

	for (size_t i = 0; i < s->ncalls; i++) {
		buf_free(&s->calls[i].id);
		buf_free(&s->calls[i].type);
		buf_free(&s->calls[i].name);
		buf_free(&s->calls[i].arguments);
	}
	free(s->calls);
	for (size_t i = 0; i < LENGTH(bufs); i++)
		buf_free(bufs[i]);
	json_reader_free(&s->reader);
	arena_free(&s->arena);
	sse_free(&s->sse);
}

bool
stream_feed(struct stream *s, struct str bytes)
{
	if (s->failed)
		return false;
	if (!s->begun) {
		struct str seen = str_trim(bytes);

		s->begun = seen.n > 0;
		s->whole = seen.n > 0 && seen.p[0] == '{';
	}
	if (s->whole)
		return keep(s, &s->text, bytes);
	if (bytes.n > STREAM_FEED_MAX - s->fed)
		return fail(s, "the answer has no end");
	s->fed += bytes.n;
	if (sse_feed(&s->sse, bytes))
		return true;
	if (!s->failed)
		fail(s, "a line of the answer is too long");
	return false;
}

bool
stream_has_begun(const struct stream *s)
{
	return !s->whole && s->text.n > 0;
}

static void
write_calls(struct jsonw *w, const struct stream *s)
{
	jsonw_key(w, "tool_calls");
	jsonw_array(w);
	for (size_t i = 0; i < s->ncalls; i++) {
		const struct stream_call *c = &s->calls[i];

		jsonw_object(w);
		jsonw_key(w, "id");
		jsonw_str(w, buf_str(&c->id));
		jsonw_key(w, "type");
		jsonw_str(
		    w, c->type.n > 0 ? buf_str(&c->type) : STR("function"));
		jsonw_key(w, "function");
		jsonw_object(w);
		jsonw_key(w, "name");
		jsonw_str(w, buf_str(&c->name));
		jsonw_key(w, "arguments");
		jsonw_str(w, buf_str(&c->arguments));
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
write_text(struct jsonw *w, const char *name, bool there, const struct buf *b)
{
	jsonw_key(w, name);
	if (there)
		jsonw_str(w, buf_str(b));
	else
		jsonw_null(w);
}

static void
write_completion(const struct stream *s, struct buf *to)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	write_text(&w, "id", s->id.n > 0, &s->id);
	jsonw_key(&w, "object");
	jsonw_str(&w, STR("chat.completion"));
	write_text(&w, "model", s->model.n > 0, &s->model);
	jsonw_key(&w, "choices");
	jsonw_array(&w);
	jsonw_object(&w);
	jsonw_key(&w, "index");
	jsonw_u64(&w, 0);
	jsonw_key(&w, "message");
	jsonw_object(&w);
	jsonw_key(&w, "role");
	jsonw_str(&w, STR("assistant"));
	write_text(&w, "content", s->text.n > 0 || (s->said && s->ncalls == 0),
	    &s->text);
	write_text(&w, "refusal", s->refusal.n > 0, &s->refusal);
	if (s->ncalls > 0)
		write_calls(&w, s);
	jsonw_end(&w);
	write_text(&w, "finish_reason", s->finish.n > 0, &s->finish);
	jsonw_end(&w);
	jsonw_end(&w);
	if (s->usage.n > 0) {
		jsonw_key(&w, "usage");
		jsonw_raw(&w, buf_str(&s->usage));
	}
	jsonw_end(&w);
}

bool
stream_end(struct stream *s, struct buf *to, struct fault *f)
{
	if (s->failed) {
		if (f != NULL)
			*f = s->fault;
		return false;
	}
	if (s->whole) {
		buf_add_str(to, buf_str(&s->text));
		return true;
	}
	/* Some servers close the connection instead of "[DONE]". */
	if (!s->done && s->finish.n == 0)
		return fault_set(f, STATUS_TEMPORARY, 0,
		    "the answer broke off before its end");
	write_completion(s, to);
	return true;
}
