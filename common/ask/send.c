/* SPDX-License-Identifier: MIT */
/* A question is sent, and what comes of it. */
#include <inttypes.h>

#include "common/ask/work.h"
#include "common/base/diag.h"
#include "common/net/problem.h"
#include "common/net/secret.h"

static bool
on_bytes(void *ctx, struct str bytes)
{
	struct asking *q = ctx;

	return stream_feed(&q->stream, bytes);
}

void
asking_send(struct asking *q)
{
	struct ask *a = q->ask;
	const struct ask_run *run = a->run;
	struct http_request r = {.method = "POST",
	    .type = "application/json",
	    .one_try = true,
	    .ctx = q};
	struct fault f;

	buf_clear(&q->url);
	buf_clear(&q->body);
	if (!api_chat_url(&a->session.api, q->model->name, &q->url, &f)) {
		asking_fail(q, ANSWER_FAILED, &f);
		return;
	}
	q->streams = run->piece != NULL;
	question_write(&q->body, &q->q, &q->model->adapted, q->streams);
	q->adapted = q->model->adapted.n;
	r.url = buf_str(&q->url);
	r.body = BODY_OF(buf_str(&q->body));
	if (q->streams) {
		stream_init(&q->stream, run->piece, run->ctx);
		r.sink = on_bytes;
		r.accept = "text/event-stream";
	}
	if (q->tries++ == 0)
		q->answered = q->progress = a->answered;
	q->began = ask_now(a);
	q->state = ASKING_RUNS;
	q->model->probed = true;
	a->totals.requests++;
	throttle_begin(&a->throttle, q->began, asking_weight(q));
	http_start(a->session.api.http, &r);
}

/* Ends it for want of an answer; or all, where nobody gets one. */
static void
give_up(struct asking *q, struct fault *f)
{
	char text[FAULT_TEXT];

	memcpy(text, f->text, sizeof(text));
	text[sizeof(text) - 32] = '\0';
	fault_set(f, STATUS_TEMPORARY, 0,
	    q->tries > 1 ? "%s, after %u tries" : "%s", text, q->tries);
	if (q->ask->answered > q->answered)
		asking_fail(q, ANSWER_FAILED, f);
	else
		ask_stop(q->ask, f);
}

/* How long to wait: what the server says, or what our rules say. */
static int64_t
choose_wait(const struct asking *q, const struct http_answer *http)
{
	const struct api *api = &q->ask->session.api;
	const struct world *w = api->world;
	int64_t ms;

	if (retry_told(http->headers[HTTP_RETRY_AFTER_MS],
		http->headers[HTTP_RETRY_AFTER], w->date(w->ctx), &ms) &&
	    ms > 0)
		return ms;
	return retry_wait(&api->retry, q->failures, w->random(w->ctx));
}

/* Puts it back into the queue, and says so. */
static void
wait_for_more(struct asking *q, int64_t ms, bool quietly, const char *why)
{
	unsigned window = (unsigned)q->ask->throttle.window;

	q->state = ASKING_WAITS;
	q->due = ask_now(q->ask) + ms;
	if (quietly)
		diag_verbose(
		    "%s; another try in %.1f s", why, (double)ms / 1e3);
	else if (window < q->ask->throttle.most)
		diag(LEVEL_INFO, "%s; another try in %.1f s, with %u at a time",
		    why, (double)ms / 1e3, window);
	else
		diag(LEVEL_INFO, "%s; another try in %.1f s", why,
		    (double)ms / 1e3);
}

/* What may pass is tried again, for some time.  smaller: fewer are sent at a
 * time from now on. */
static void
try_again(
    struct asking *q, int64_t ms, bool too_many, bool smaller, struct fault *f)
{
	struct ask *a = q->ask;
	const struct retry_rules *rules = &a->session.api.retry;
	bool begun = q->streams && stream_has_begun(&q->stream);

	/* To have sent too many is no failure of this question, as long as
	 * others are answered meanwhile. */
	if (!too_many || a->answered == q->progress)
		q->failures++;
	q->progress = a->answered;
	if (ms > rules->told) {
		char text[FAULT_TEXT];

		memcpy(text, f->text, sizeof(text));
		text[sizeof(text) / 2] = '\0';
		fault_set(f, STATUS_TEMPORARY, 0,
		    "%s; the server asks to come back after %" PRId64 " s",
		    text, ms / 1000);
		ask_stop(a, f);
	} else if (q->failures > rules->most || begun) {
		give_up(q, f);
	} else {
		wait_for_more(q, ms,
		    too_many && !smaller && a->throttle.most > 1, f->text);
	}
}

/* Would any other question be refused like this one? */
static bool
is_for_all(const struct asking *q, long status, const struct problem *p)
{
	static const long all[] = {0, 401, 402, 403, 404, 429};

	for (size_t i = 0; i < LENGTH(all); i++)
		if (status == all[i])
			return true;
	for (size_t i = 0; i < q->q.nmembers; i++) {
		const struct member *m = &q->q.member[i];

		if ((m->ours || m->users) && p->param.n > 0 &&
		    str_eq(p->param, m->name))
			return true;
	}
	return false;
}

static struct askcache_answer
received(
    const struct asking *q, const struct http_answer *http, struct str json)
{
	const struct world *w = q->ask->session.api.world;

	return (struct askcache_answer){.model = q->model->name,
	    .json = json,
	    .request_id = http->headers[HTTP_REQUEST_ID],
	    .date = w->date(w->ctx),
	    .ms = http->ms};
}

/* The server's words may hold the key. */
static void
mask_key(const struct ask *a, struct fault *f)
{
	struct fault clear = *f;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	secret_mask(&b, str_c(clear.text), a->session.api.key);
	fault_set(f, clear.status, clear.off, "%s", buf_cstr(&b));
	buf_free(&b);
}

/* An answer with success; *f says why it is none all the same. */
static bool
take(struct asking *q, const struct http_answer *http, struct fault *f)
{
	struct ask *a = q->ask;
	struct askcache_answer kept;
	struct buf body;
	bool ok = true;

	buf_init(&body, BUF_NO_MAX);
	if (q->streams)
		ok = stream_end(&q->stream, &body, f);
	else
		buf_add_str(&body, buf_str(&http->body));
	kept = received(q, http, buf_str(&body));
	ok = ok && asking_take(q, &kept, false, f);
	buf_free(&body);
	if (ok) {
		a->answered++;
		asked_model_answered(a, q->model);
	} else {
		mask_key(a, f);
	}
	return ok;
}

/* A refusal that is to be looked at. */
static void
refused(struct asking *q, const struct http_answer *http, int64_t ms,
    enum retry_verdict verdict, bool smaller)
{
	struct ask *a = q->ask;
	struct fault f = http->fault;
	struct askcache_answer kept = received(q, http, buf_str(&http->body));
	struct adaptation one;
	struct problem p;
	struct arena scratch;

	arena_init(&scratch);
	problem_read(&p, buf_str(&http->body), &scratch);
	if (http->status > 0 && adapt_read(http->status, &p, &one) &&
	    asked_model_adapt(a, q, one)) {
		q->state = ASKING_WAITS;
		q->due = ask_now(a);
	} else if (http->status == 400 && asking_take(q, &kept, false, NULL)) {
		a->answered++; /* a filter's word is an answer */
	} else if (verdict != RETRY_REFUSED) {
		try_again(q, ms, http->status == 429, smaller, &f);
	} else if (is_for_all(q, http->status, &p)) {
		ask_stop(a, &f);
	} else {
		asking_fail(q, ANSWER_FAILED, &f);
	}
	arena_free(&scratch);
}

static enum retry_verdict
judge(const struct http_answer *http)
{
	enum retry_verdict verdict = RETRY_REFUSED;
	struct problem p;
	struct arena scratch;

	if (http->status == 0)
		return http->fault.status == STATUS_TEMPORARY ? RETRY_UNDONE
							      : RETRY_REFUSED;
	arena_init(&scratch);
	problem_read(&p, buf_str(&http->body), &scratch);
	verdict = retry_judge(
	    http->status, http->headers[HTTP_SHOULD_RETRY], p.code, p.type);
	arena_free(&scratch);
	return verdict;
}

/* Tells the throttle; true when fewer are sent at a time from now on. */
static bool
tell_throttle(struct asking *q, const struct http_answer *http,
    enum retry_verdict verdict, int64_t ms)
{
	const struct str *h = http->headers;
	struct throttle_end end = {.began = q->began,
	    .answered = http->end == HTTP_DONE,
	    .too_many = verdict != RETRY_REFUSED &&
		(http->status == 429 || http->status == 503 ||
		    http->status == 529),
	    .hold = ms,
	    .requests = {h[HTTP_LEFT_REQUESTS], h[HTTP_LIMIT_REQUESTS],
		h[HTTP_RESET_REQUESTS]},
	    .tokens = {h[HTTP_LEFT_TOKENS], h[HTTP_LIMIT_TOKENS],
		h[HTTP_RESET_TOKENS]}};

	return throttle_end(&q->ask->throttle, ask_now(q->ask), &end);
}

void
asking_settle(struct asking *q, const struct http_answer *http)
{
	bool done = http->end == HTTP_DONE;
	enum retry_verdict verdict = done ? RETRY_REFUSED : judge(http);
	int64_t ms = choose_wait(q, http);
	bool smaller = tell_throttle(q, http, verdict, ms);
	struct fault f = http->fault;

	asking_release(q);
	if (http->end == HTTP_STOPPED)
		ask_stop(q->ask, &f);
	else if (!done)
		refused(q, http, ms, verdict, smaller);
	else if (!take(q, http, &f) && f.status == STATUS_TEMPORARY)
		try_again(q, ms, false, false, &f);
	else if (q->state != ASKING_DONE)
		asking_fail(q, ANSWER_FAILED, &f);
	q->said = q->streams && stream_has_begun(&q->stream);
	if (q->streams)
		stream_free(&q->stream);
	q->streams = false;
}
