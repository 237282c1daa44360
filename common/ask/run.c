/* SPDX-License-Identifier: MIT */
/* A run: questions come in, are answered from what is kept or asked, and their
 * answers go out. */
#include <assert.h>
#include <stdlib.h>

#include "common/ask/work.h"
#include "common/base/diag.h"
#include "common/net/interrupt.h"

/* How many questions may be known at a time, for each that may be under way;
 * and how many are looked up before the network is looked at again. */
enum { AHEAD = 8, STRETCH = 256 };

void
ask_stop(struct ask *a, const struct fault *f)
{
	if (!a->failed)
		a->fault = *f;
	a->failed = true;
}

void
asking_fail(struct asking *q, enum answer_end end, const struct fault *f)
{
	q->answer = (struct answer){.end = end,
	    .fault = *f,
	    .ms = -1,
	    .cost = NO_FIGURE,
	    .tries = q->tries};
	q->state = ASKING_DONE;
	q->ask->totals.ends[end]++;
	/* Who went first for its model has not got through. */
	if (q->tries > 0 && !q->model->known)
		q->model->probed = false;
}

bool
asking_take(struct asking *q, const struct askcache_answer *kept,
    bool from_cache, struct fault *f)
{
	struct ask *a = q->ask;
	struct askcache_answer again = *kept;

	if (!answer_read(&q->answer, kept->json, &q->arena, f))
		return false;
	q->answer.ms = kept->ms;
	q->answer.request_id = arena_copy(&q->arena, kept->request_id);
	q->answer.from_cache = from_cache;
	q->answer.tries = q->tries;
	q->state = ASKING_DONE;
	asking_bill(q, !from_cache);
	a->totals.ends[q->answer.end]++;
	a->totals.from_cache += from_cache;
	again.json = q->answer.json;
	if (!from_cache && !a->o.no_cache && !a->o.forgetful)
		askcache_keep(&a->cache, q->key, &again);
	tape_write(&a->tape, &q->q, &again);
	return true;
}

/* Answers it from what is kept, if it is there. */
static void
look_up(struct asking *q)
{
	struct ask *a = q->ask;
	struct askcache_answer kept;
	struct fault f;

	if (!a->online) {
		if (tape_find(&a->tape, q->q.key, &q->arena, &kept) &&
		    asking_take(q, &kept, true, NULL))
			return;
		fault_set(&f, STATUS_INPUT, 0,
		    "%s has no answer of %.*s to this question", a->o.replay,
		    STR_ARGS(q->q.model));
		asking_fail(q, ANSWER_MISSING, &f);
		return;
	}
	if (!a->o.no_cache && !a->o.forgetful && !a->o.refresh &&
	    askcache_find(&a->cache, q->key, &q->arena, &kept) &&
	    asking_take(q, &kept, true, NULL))
		return;
	/* Two examples may ask the same. */
	for (const struct asking *p = a->first; p != q && !a->o.no_cache;
	     p = p->next)
		if (p->state < ASKING_FOLLOWS &&
		    memcmp(p->key, q->key, KEY_BYTES) == 0) {
			q->leader = p;
			q->state = ASKING_FOLLOWS;
			return;
		}
}

static struct asking *
asking_new(struct ask *a, const struct ask_question *asked)
{
	struct asking *q = a->spare;

	if (q == NULL) {
		q = mem_zero(1, sizeof(*q));
		arena_init(&q->arena);
		buf_init(&q->url, BUF_NO_MAX);
		buf_init(&q->body, BUF_NO_MAX);
	} else {
		a->spare = q->next;
		arena_reset(&q->arena);
	}
	*q = (struct asking){.ask = a,
	    .arena = q->arena,
	    .url = q->url,
	    .body = q->body,
	    .tag = asked->tag,
	    .model = asked_model(a, asked->model)};
	question_make(&q->q, asked, &a->params, &q->arena);
	key_at(q->key, a->server, q->q.key);
	*a->last = q;
	a->last = &q->next;
	a->count++;
	a->totals.questions++;
	return q;
}

static void
asking_free(struct asking *q)
{
	if (q->streams)
		stream_free(&q->stream);
	arena_free(&q->arena);
	buf_free(&q->url);
	buf_free(&q->body);
	free(q);
}

/* Hands one back and takes it out of the list, at *at. */
static void
hand_over(struct ask *a, struct asking **at)
{
	struct asking *q = *at;

	*at = q->next;
	if (a->last == &q->next)
		a->last = at;
	a->count--;
	if (a->run->piece != NULL && !q->said && q->answer.text.n > 0)
		a->run->piece(a->run->ctx, q->answer.text);
	a->run->done(a->run->ctx, q->tag, &q->answer);
	buf_shrink(&q->body, 1 << 16);
	q->next = a->spare;
	a->spare = q;
}

/* Gives the answer of a question to those who have asked the same. */
static void
serve_followers(struct ask *a)
{
	for (struct asking *q = a->first; q != NULL; q = q->next) {
		const struct asking *leader = q->leader;
		struct askcache_answer kept;

		if (q->state != ASKING_FOLLOWS || leader->state != ASKING_DONE)
			continue;
		kept = (struct askcache_answer){.model = q->model->name,
		    .json = leader->answer.json,
		    .request_id = leader->answer.request_id,
		    .ms = leader->answer.ms};
		if (leader->answer.json.n == 0 ||
		    !asking_take(q, &kept, true, NULL))
			asking_fail(
			    q, leader->answer.end, &leader->answer.fault);
	}
}

static void
hand_back(struct ask *a)
{
	struct asking **at = &a->first;

	serve_followers(a);
	while (*at != NULL)
		if ((*at)->state == ASKING_DONE)
			hand_over(a, at);
		else if (a->run->ordered)
			break;
		else
			at = &(*at)->next;
}

/* Takes in more questions, as far as there is room; false when there are no
 * more. */
static bool
fill(struct ask *a)
{
	size_t most = (size_t)a->o.jobs * (a->run->ordered ? AHEAD : 1);

	for (size_t i = 0; a->count < most && i < STRETCH; i++) {
		struct ask_question asked = {.tag = NULL};
		struct asking *q;

		if (!a->run->next(a->run->ctx, &asked))
			return false;
		q = asking_new(a, &asked);
		look_up(q);
		if (q->state == ASKING_DONE)
			hand_back(a);
	}
	return true;
}

uint64_t
asking_weight(const struct asking *q)
{
	uint64_t prompt = q->tokens > 0 ? q->tokens : q->q.messages.n / 4;

	return prompt + question_max_tokens(&q->q);
}

/* Is there money?  If not, and none will be given back, it ends. */
static bool
pay(struct asking *q)
{
	struct ask *a = q->ask;
	struct fault f;

	if (!a->broke && asking_reserve(q))
		return true;
	if (!a->broke && a->throttle.running > 0)
		return false;
	a->broke = true;
	fault_set(&f, STATUS_NO, 0, "not asked: it could pass --max-cost %s",
	    a->o.max_cost);
	asking_fail(q, ANSWER_UNPAID, &f);
	return false;
}

/* Sends what may be sent; returns after how many milliseconds more may be, or
 * THROTTLE_FULL: when an answer has come. */
static int64_t
send_due(struct ask *a)
{
	int64_t next = THROTTLE_FULL;

	for (struct asking *q = a->first; q != NULL; q = q->next) {
		int64_t now = ask_now(a), wait;

		if (q->state != ASKING_WAITS ||
		    (!q->model->known && q->model->probed && q->tries == 0))
			continue;
		wait = q->due > now ? q->due - now : 0;
		if (wait == 0) {
			wait =
			    throttle_wait(&a->throttle, now, asking_weight(q));
			if (wait == THROTTLE_FULL)
				return next;
		}
		if (wait > 0) {
			next = wait < next ? wait : next;
			continue;
		}
		if (pay(q))
			asking_send(q);
		if (q->state == ASKING_DONE)
			next = 0;
	}
	return next;
}

/* Waits for an answer, at most ms milliseconds. */
static void
await(struct ask *a, int64_t ms)
{
	struct http *http = a->session.api.http;
	struct http_answer *answer;

	askcache_rest(&a->cache);
	if (ms == THROTTLE_FULL) {
		assert(a->throttle.running > 0);
		answer = http_next(http);
	} else {
		answer = http_next_within(http, ms);
	}
	if (answer == NULL)
		return;
	asking_settle(answer->ctx, answer);
	http_answer_free(answer);
}

static void
look_at_signals(struct ask *a)
{
	struct fault f;

	if (!a->online || !interrupt_seen())
		return;
	fault_set(&f, STATUS_TEMPORARY, 0, "interrupted");
	ask_stop(a, &f);
}

/* Answers on their way are paid for: they are waited for and kept, unless it
 * is the network that fails. */
static void
drain(struct ask *a)
{
	if (!a->online)
		return;
	if (a->fault.status == STATUS_TEMPORARY && !interrupt_seen())
		return;
	while (a->throttle.running > 0)
		await(a, THROTTLE_FULL);
}

bool
ask_run(struct ask *a, const struct ask_run *run, struct fault *f)
{
	bool more = true;

	if (a->failed) {
		*f = a->fault;
		return false;
	}
	a->run = run;
	while (!a->failed && (more || a->first != NULL)) {
		int64_t ms;

		look_at_signals(a);
		more = more && !a->failed && fill(a);
		hand_back(a);
		if (a->failed || a->first == NULL)
			continue;
		ms = send_due(a);
		if (ms > 0 && !a->failed)
			await(a, ms);
	}
	if (a->failed) {
		drain(a);
		hand_back(a);
		*f = a->fault;
	}
	askcache_rest(&a->cache);
	return !a->failed;
}

void
askings_free(struct ask *a)
{
	struct asking *lists[] = {a->first, a->spare}, *next;

	for (size_t i = 0; i < LENGTH(lists); i++)
		for (struct asking *q = lists[i]; q != NULL; q = next) {
			next = q->next;
			asking_free(q);
		}
}
