/* SPDX-License-Identifier: MIT */
#include "common/net/transfer.h"

#include <inttypes.h>

#include "common/net/problem.h"
#include "common/net/url.h"

/* Verdict on a try, and the reason as a fault. */
struct outcome {
	enum retry_verdict verdict;
	struct fault fault;
};

void
transfer_end(struct transfer *t, enum http_end end)
{
	t->answer->end = end;
	t->answer->ms =
	    t->answer->tries == 0 ? 0 : http_now(t->http) - t->tried;
	t->state = TRANSFER_ENDED;
	t->http->sent += t->sent;
	t->sent = 0;
}

static const char *
why_broken(const struct transfer *t)
{
	switch (t->broken) {
	case BREAK_IDLE:
		return "nothing came or went for too long";
	case BREAK_THINK:
		return "no answer came in time";
	case BREAK_TOTAL:
		return "it took too long in all";
	default:
		return t->said;
	}
}

/* Faults of ours, or of the answer, that no other try mends.  False when it is
 * none of these. */
static bool
is_final(struct transfer *t, struct outcome *o)
{
	struct str coding = t->answer->headers[HTTP_CODING];
	struct fault *f = &o->fault;

	o->verdict = RETRY_REFUSED;
	switch (t->broken) {
	case BREAK_FILE:
		fault_set(f, STATUS_IO, 0, "the file cannot be read: %s",
		    strerror(t->error));
		return true;
	case BREAK_SHORT:
		fault_set(f, STATUS_IO, 0,
		    "the file became shorter while it was sent");
		return true;
	case BREAK_LONG:
		fault_set(f, STATUS_REFUSED, 0,
		    "the answer is longer than %zu bytes", t->http->o.body_max);
		return true;
	case BREAK_PACKED:
		fault_set(f, STATUS_REFUSED, 0,
		    "the answer is packed (%.*s), which was not asked for",
		    (int)(coding.n < 40 ? coding.n : 40), coding.p);
		return true;
	case BREAK_REWRITTEN:
		fault_set(f, STATUS_REFUSED, 0,
		    "the content has changed while it was read");
		return true;
	default:
		return false;
	}
}

/* What no other try mends, by curl's word. */
static bool
is_hopeless(CURLcode code)
{
	switch (code) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return true;
	default:
		return false;
	}
}

static void
judge_transport(struct transfer *t, CURLcode code, struct outcome *o)
{
	struct buf host;
	long issued = 0;

	if (is_final(t, o))
		return;
	buf_init(&host, BUF_NO_MAX);
	url_write_host(&host, t->r.url);
	curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &issued);
	o->verdict = is_hopeless(code) ? RETRY_REFUSED
	    : issued == 0	       ? RETRY_UNDONE
				       : RETRY_UNSURE;
	fault_set(&o->fault,
	    is_hopeless(code) ? STATUS_REFUSED : STATUS_TEMPORARY, 0, "%s: %s",
	    buf_cstr(&host),
	    t->broken == BREAK_NONE && t->said[0] == '\0'
		? curl_easy_strerror(code)
		: why_broken(t));
	buf_free(&host);
}

static void
judge_status(struct transfer *t, struct outcome *o)
{
	struct http_answer *a = t->answer;
	struct problem p;
	struct arena arena;

	arena_init(&arena);
	problem_read(&p, buf_str(&a->body), &arena);
	o->verdict = retry_judge(
	    a->status, a->headers[HTTP_SHOULD_RETRY], p.code, p.type);
	problem_fault(&o->fault,
	    o->verdict == RETRY_REFUSED ? STATUS_REFUSED : STATUS_TEMPORARY,
	    a->status, &p, a->headers[HTTP_REQUEST_ID], t->http->o.key);
	arena_free(&arena);
}

/* How long to wait, as the server or our own rules have it; false when that is
 * longer than we are to wait. */
static bool
choose_wait(struct transfer *t, int64_t *ms, struct fault *f)
{
	const struct http_options *o = &t->http->o;
	const struct str *headers = t->answer->headers;
	int64_t own = retry_wait(
	    &o->retry, t->answer->tries - 1, o->world->random(o->world->ctx));
	char text[FAULT_TEXT];

	if (!retry_told(headers[HTTP_RETRY_AFTER_MS], headers[HTTP_RETRY_AFTER],
		o->world->date(o->world->ctx), ms) ||
	    *ms == 0)
		*ms = own;
	if (*ms <= o->retry.told)
		return true;
	memcpy(text, f->text, sizeof(text));
	text[sizeof(text) / 2] = '\0';
	return fault_set(f, STATUS_TEMPORARY, 0,
	    "%s; the server asks to come back after %" PRId64 " s", text,
	    *ms / 1000);
}

static bool
is_in_time(const struct transfer *t, int64_t ms)
{
	int64_t total = t->r.total == 0 ? t->http->o.total : t->r.total;

	return total <= 0 || http_now(t->http) + ms - t->began < total;
}

/* Puts it back into the queue, if it may be tried once more. */
static bool
try_again(struct transfer *t, struct fault *f)
{
	const struct http_options *o = &t->http->o;
	struct http_wait wait = {.why = f->text};

	if (t->r.one_try || t->answer->tries > o->retry.most)
		return false;
	if (!choose_wait(t, &wait.ms, f) || !is_in_time(t, wait.ms))
		return false;
	wait.left = o->retry.most - t->answer->tries + 1;
	if (o->waits != NULL)
		o->waits(o->ctx, &wait);
	t->sent = 0;
	t->due = http_now(t->http) + wait.ms;
	t->state = TRANSFER_QUEUED;
	return true;
}

static void
judge(struct transfer *t, const struct outcome *o)
{
	struct fault *f = &t->answer->fault;
	bool answered = t->answer->status != 0;

	*f = o->fault;
	if (o->verdict == RETRY_UNSURE && t->r.once) {
		transfer_end(t, HTTP_LOST);
		return;
	}
	if (o->verdict != RETRY_REFUSED && try_again(t, f))
		return;
	if (t->answer->tries > 1 && o->verdict != RETRY_REFUSED) {
		char text[FAULT_TEXT];

		memcpy(text, f->text, sizeof(text));
		text[sizeof(text) - 32] = '\0';
		fault_set(f, f->status, 0, "%s, after %u tries", text,
		    t->answer->tries);
	}
	transfer_end(t, answered ? HTTP_REFUSED : HTTP_FAILED);
}

static void
refuse_redirect(struct transfer *t, const char *why)
{
	struct outcome o = {.verdict = RETRY_REFUSED};
	struct str to = t->answer->headers[HTTP_LOCATION];

	/* A query may be a signature. */
	to.n = str_find(to, '?');
	fault_set(&o.fault, STATUS_REFUSED, 0, "a redirect to '%.*s' (%ld) %s",
	    to.n > 150 ? 150 : (int)to.n, to.p, t->answer->status, why);
	judge(t, &o);
}

/*
 * Goes where a redirect leads.  Elsewhere only GET goes, and without the key.
 * A POST is not made a GET of, as browsers do: that would not do what was
 * asked.
 */
static void
redirect(struct transfer *t)
{
	bool is_get = strcmp(t->r.method, "GET") == 0;
	bool keeps = t->answer->status == 307 || t->answer->status == 308;
	struct buf to;

	buf_init(&to, URL_MAX);
	if (!url_resolve(&to, t->r.url, t->answer->headers[HTTP_LOCATION])) {
		refuse_redirect(t, "leads nowhere");
	} else if (!url_check(buf_str(&to), NULL)) {
		refuse_redirect(t, "is not followed: no https");
	} else if (!is_get && !keeps) {
		refuse_redirect(t, "is not followed: the request would change");
	} else if (!url_same_origin(t->r.url, buf_str(&to)) && !is_get) {
		refuse_redirect(t, "is not followed: another host");
	} else if (++t->redirects > REDIRECTS_MAX) {
		refuse_redirect(t, "is not followed: there were too many");
	} else {
		if (!url_same_origin(t->r.url, buf_str(&to)))
			t->r.foreign = true;
		buf_addc(&to, '\0');
		t->r.url = arena_copy(&t->arena, buf_str(&to));
		t->r.url.n--;
		t->answer->tries--;
		t->due = 0;
		t->state = TRANSFER_QUEUED;
	}
	buf_free(&to);
}

static void
trace_answer(struct transfer *t)
{
	if (t->http->o.trace != NULL)
		trace_body(
		    t->http->o.trace, t->id, '<', buf_str(&t->answer->body));
}

static void
settle_answer(struct transfer *t)
{
	struct outcome o = {0};
	long status = t->answer->status;

	if (status >= 300 && status < 400 && !t->r.no_follow &&
	    t->answer->headers[HTTP_LOCATION].n > 0) {
		redirect(t);
		return;
	}
	if (status >= 200 && status < (t->r.no_follow ? 400 : 300)) {
		if (t->skip > 0) {
			t->broken = BREAK_REWRITTEN;
			is_final(t, &o);
			judge(t, &o);
			return;
		}
		transfer_end(t, HTTP_DONE);
		return;
	}
	judge_status(t, &o);
	judge(t, &o);
}

void
transfer_settle(struct transfer *t, CURLcode code)
{
	long status = 0;
	bool complete = code == CURLE_OK || t->broken == BREAK_SINK;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	t->answer->status = t->head_done ? status : 0;
	/* An error that was told is one, even if the connection broke behind
	 * it: servers that want no more of a body close it. */
	if (t->head_done && status >= 300 && t->broken != BREAK_FILE &&
	    t->broken != BREAK_SHORT)
		complete = true;
	trace_answer(t);
	if (complete && t->head_done) {
		settle_answer(t);
	} else {
		struct outcome o = {0};

		t->answer->status = 0;
		judge_transport(t, code, &o);
		/* It was done; what is lost is the answer. */
		if (t->head_done && t->r.once)
			o.verdict = RETRY_UNSURE;
		judge(t, &o);
	}
	transfer_leave(t);
}
