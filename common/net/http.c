/* SPDX-License-Identifier: MIT */
#include "common/net/http.h"

#include <stdlib.h>

#include "common/base/diag.h"
#include "common/net/transfer.h"
#include "common/net/url.h"

/* How often, in milliseconds, is looked at clocks and at who wants to stop. */
enum { TURN = 200 };

const struct http_options http_usual = {
    .world = &world_real,
    .retry = {.most = 5, .first = 500, .longest = 8000, .told = 120000},
    .connect = 10000,
    .idle = 60000,
    .think = 300000,
    .total = 600000,
    .most = 8,
    .body_max = 64 * 1024 * 1024,
    .stop_fd = -1,
};

struct http *
http_new(const struct http_options *o)
{
	struct http *h = mem_zero(1, sizeof(*h));

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		diag_die(STATUS_IO, "libcurl cannot be used");
	h->o = *o;
	h->last = &h->first;
	h->multi = curl_multi_init();
	if (h->multi == NULL)
		diag_die(STATUS_IO, "out of memory");
	curl_multi_setopt(
	    h->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)o->most);
	return h;
}

static void
transfer_free(struct transfer *t)
{
	transfer_leave(t);
	if (t->answer != NULL)
		http_answer_free(t->answer);
	arena_free(&t->arena);
	free(t);
}

void
http_free(struct http *h)
{
	struct transfer *next;

	for (struct transfer *t = h->first; t != NULL; t = next) {
		next = t->next;
		transfer_free(t);
	}
	curl_multi_cleanup(h->multi);
	curl_global_cleanup();
	free(h);
}

/* A copy with a NUL behind it. */
static struct str
keep(struct transfer *t, struct str s)
{
	struct str copy;

	copy.p = arena_take(&t->arena, s.n + 1, 1);
	copy.n = s.n;
	if (s.n > 0)
		memcpy((char *)copy.p, s.p, s.n);
	((char *)copy.p)[s.n] = '\0';
	return copy;
}

static const char *
keep_c(struct transfer *t, const char *text)
{
	return text == NULL ? NULL : keep(t, str_c(text)).p;
}

static const char *const *
keep_list(struct transfer *t, const char *const *list)
{
	const char **copy;
	size_t n = 0;

	if (list == NULL)
		return NULL;
	while (list[n] != NULL)
		n++;
	copy = arena_take(&t->arena, n + 1, sizeof(*copy));
	for (size_t i = 0; i <= n; i++)
		copy[i] = keep_c(t, list[i]);
	return copy;
}

void
http_start(struct http *h, const struct http_request *r)
{
	struct transfer *t = mem_zero(1, sizeof(*t));

	t->http = h;
	t->id = ++h->count;
	arena_init(&t->arena);
	t->r = *r;
	t->r.url = keep(t, r->url);
	t->r.method = keep_c(t, r->method);
	t->r.type = keep_c(t, r->type);
	t->r.accept = keep_c(t, r->accept);
	t->r.extra = keep_list(t, r->extra);
	t->answer = mem_zero(1, sizeof(*t->answer));
	t->answer->ctx = r->ctx;
	buf_init(&t->answer->body, h->o.body_max);
	arena_init(&t->answer->arena);
	*h->last = t;
	h->last = &t->next;
	/* Whatever the caller has checked: a key never goes astray. */
	if (!url_check(t->r.url, &t->answer->fault))
		transfer_end(t, HTTP_FAILED);
}

void
http_answer_free(struct http_answer *a)
{
	if (a == NULL)
		return;
	buf_free(&a->body);
	arena_free(&a->arena);
	free(a);
}

/* Takes the first transfer that has ended out of the list, and its answer. */
static struct http_answer *
take_ended(struct http *h)
{
	struct transfer **at = &h->first, *t;
	struct http_answer *a;

	while (*at != NULL && (*at)->state != TRANSFER_ENDED)
		at = &(*at)->next;
	t = *at;
	if (t == NULL)
		return NULL;
	*at = t->next;
	if (h->last == &t->next)
		h->last = at;
	a = t->answer;
	t->answer = NULL;
	transfer_free(t);
	return a;
}

static bool
is_stopped(const struct http *h)
{
	return h->o.stopped != NULL && h->o.stopped();
}

static void
stop_all(struct http *h)
{
	for (struct transfer *t = h->first; t != NULL; t = t->next)
		if (t->state != TRANSFER_ENDED) {
			t->answer->unsent =
			    t->state == TRANSFER_QUEUED || t->sent < t->total;
			transfer_leave(t);
			fault_set(&t->answer->fault, STATUS_TEMPORARY, 0,
			    "interrupted");
			transfer_end(t, HTTP_STOPPED);
		}
}

/* Begins what is due, as far as there is room; returns when the next one is
 * due, or INT64_MAX. */
static int64_t
begin_due(struct http *h, int64_t now)
{
	int64_t next = INT64_MAX;

	for (struct transfer *t = h->first; t != NULL; t = t->next) {
		if (t->state != TRANSFER_QUEUED)
			continue;
		if (t->due <= now && h->running < h->o.most)
			transfer_begin(t);
		else if (t->due < next)
			next = t->due;
	}
	return next;
}

/* Shares the rate among those that run. */
static void
share_rate(struct http *h)
{
	uint64_t each = h->running == 0 ? 0 : h->o.rate / h->running;

	if (h->o.rate == 0 || h->running == 0)
		return;
	if (each == 0)
		each = 1;
	for (struct transfer *t = h->first; t != NULL; t = t->next)
		if (t->state == TRANSFER_RUNNING)
			curl_easy_setopt(t->easy, CURLOPT_MAX_SEND_SPEED_LARGE,
			    (curl_off_t)each);
}

static bool
collect(struct http *h)
{
	CURLMsg *message;
	bool some = false;
	int left;

	while ((message = curl_multi_info_read(h->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		struct transfer *t = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
		transfer_settle(t, code);
		some = true;
	}
	return some;
}

/* Has it lasted longer than it may? */
static enum transfer_break
overdue(const struct transfer *t, int64_t now)
{
	const struct http_options *o = &t->http->o;
	int64_t total = t->r.total == 0 ? o->total : t->r.total;
	bool silent = t->sent >= t->total && !t->head_done;
	/* Only who gets a body has something to think about. */
	int64_t most = silent && t->total > 0 ? o->think : o->idle;

	if (total > 0 && now - t->began >= total)
		return BREAK_TOTAL;
	if (now - t->active >= most)
		return silent ? BREAK_THINK : BREAK_IDLE;
	return BREAK_NONE;
}

static bool
break_overdue(struct http *h, int64_t now)
{
	bool some = false;

	for (struct transfer *t = h->first; t != NULL; t = t->next) {
		enum transfer_break why;

		if (t->state != TRANSFER_RUNNING)
			continue;
		why = overdue(t, now);
		if (why == BREAK_NONE)
			continue;
		t->broken = why;
		transfer_settle(t, CURLE_OPERATION_TIMEDOUT);
		some = true;
	}
	return some;
}

static void
wait_for(struct http *h, int64_t next, int64_t until, int64_t now)
{
	const struct world *w = h->o.world;
	struct curl_waitfd stop = {
	    .fd = h->o.stop_fd, .events = CURL_WAIT_POLLIN};
	int64_t ms = next - now > TURN ? TURN : next - now;

	if (ms <= 0)
		ms = TURN; /* due, but there is no room */
	if (ms > until - now)
		ms = until > now ? until - now : 0;
	if (h->running == 0)
		w->wait(w->ctx, h->o.stop_fd, ms);
	else
		curl_multi_poll(h->multi, &stop, h->o.stop_fd < 0 ? 0 : 1,
		    (int)w->patience(w->ctx, ms), NULL);
}

/* One turn of the wheel, which ends at `until` at the latest. */
static void
turn(struct http *h, int64_t until)
{
	int64_t now = http_now(h), next;
	int still;
	bool some;

	if (is_stopped(h)) {
		stop_all(h);
		return;
	}
	next = begin_due(h, now);
	share_rate(h);
	if (curl_multi_perform(h->multi, &still) != CURLM_OK)
		diag_die(STATUS_IO, "libcurl gives up");
	some = collect(h);
	some = break_overdue(h, http_now(h)) || some;
	if (h->o.tick != NULL)
		h->o.tick(h->o.ctx);
	if (!some)
		wait_for(h, next, until, now);
}

struct http_answer *
http_next(struct http *h)
{
	while (h->first != NULL) {
		struct http_answer *a = take_ended(h);

		if (a != NULL)
			return a;
		turn(h, INT64_MAX);
	}
	return NULL;
}

struct http_answer *
http_next_within(struct http *h, int64_t ms)
{
	int64_t until = http_now(h) + ms;

	if (h->first == NULL && !http_pause(h, ms))
		return NULL;
	while (h->first != NULL) {
		struct http_answer *a = take_ended(h);

		if (a != NULL || http_now(h) >= until)
			return a;
		turn(h, until);
	}
	return NULL;
}

bool
http_do(struct http *h, const struct http_request *r,
    struct http_answer **answer, struct fault *f)
{
	http_start(h, r);
	*answer = http_next(h);
	if (*answer == NULL)
		return fault_set(f, STATUS_IO, 0, "no answer");
	if ((*answer)->end != HTTP_DONE && f != NULL)
		*f = (*answer)->fault;
	return (*answer)->end == HTTP_DONE;
}

uint64_t
http_sent(const struct http *h)
{
	uint64_t n = h->sent;

	for (const struct transfer *t = h->first; t != NULL; t = t->next)
		n += t->sent;
	return n;
}

size_t
http_pending(const struct http *h)
{
	size_t n = 0;

	for (const struct transfer *t = h->first; t != NULL; t = t->next)
		n += t->state != TRANSFER_ENDED;
	return n;
}

bool
http_pause(struct http *h, int64_t ms)
{
	const struct world *w = h->o.world;
	int64_t now = http_now(h), until = now + ms;

	for (; now < until && !is_stopped(h); now = http_now(h)) {
		w->wait(w->ctx, h->o.stop_fd,
		    until - now > TURN ? TURN : until - now);
		if (h->o.tick != NULL)
			h->o.tick(h->o.ctx);
	}
	return !is_stopped(h);
}
