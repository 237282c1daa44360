/* SPDX-License-Identifier: MIT */
/*
 * The judges' round.  Each result of the spool has questions of its own, two
 * for each answer and judge; results are shown in their order, which is also
 * that of the answers.
 */
#include <math.h>
#include <stdlib.h>

#include "common/json/jsonw.h"
#include "common/score/judge.h"
#include "tools/eval/eval.h"
#include "tools/eval/prompt.h"

/* What is said of one reply by one judge. */
struct opinion {
	struct cause *cause;
	struct reply *reply;
	size_t metric;
	enum judge_verdict verdicts[2];
	unsigned read; /* how many of them could be */
};

/* A result before the judges. */
struct cause {
	struct result result;
	size_t waiting;
	bool asked; /* all that there is to ask */
	struct cause *next;
};

struct court {
	struct eval *e;
	size_t i; /* of the spool, that is next */
	struct cause *first, *last, *free;
	struct opinion *now; /* the second question of which is next */
	size_t model, metric;
	struct prompt prompt;
	struct buf request, text, messages;
};

static void
show_ready(struct court *c)
{
	struct cause *cause;

	while (
	    (cause = c->first) != NULL && cause->asked && cause->waiting == 0) {
		eval_show(c->e, &cause->result);
		c->first = cause->next;
		if (c->first == NULL)
			c->last = NULL;
		cause->next = c->free;
		c->free = cause;
	}
}

/* Calls the next result; false when there is none. */
static bool
call(struct court *c)
{
	struct cause *cause = c->free;

	if (c->i == c->e->spool.n)
		return false;
	if (cause != NULL)
		c->free = cause->next;
	else
		cause = mem_zero(1, sizeof(*cause));
	cause->asked = false;
	cause->waiting = 0;
	cause->next = NULL;
	spool_get(&c->e->spool, c->i++, &cause->result);
	buf_clear(&c->request);
	prompt_write(&c->request, &c->prompt, cause->result.question.messages);
	if (c->last != NULL)
		c->last->next = cause;
	else
		c->first = cause;
	c->last = cause;
	c->model = c->metric = 0;
	return true;
}

/* What needs no judge: an answer that says nothing, or the same. */
static bool
is_plain(struct reply *r, size_t metric)
{
	if (!reply_is_there(r))
		return true;
	if (reply_said(r).n == 0)
		r->scores[metric] = 0;
	else if (str_eq(reply_said(r), r->result->question.expected))
		r->scores[metric] = judge_score(JUDGE_TIE, JUDGE_TIE);
	else
		return false;
	return true;
}

/* The next reply of the result that a judge is to be asked about. */
static struct opinion *
next_opinion(struct court *c)
{
	struct eval *e = c->e;
	struct cause *cause = c->last;
	struct opinion *o;

	for (; c->metric < e->metrics.n; c->metric++, c->model = 0) {
		if (e->metrics.v[c->metric].judge.n == 0)
			continue;
		while (c->model < e->sums.nmodels) {
			struct reply *r = &cause->result.replies[c->model++];

			if (is_plain(r, c->metric))
				continue;
			o = arena_zero(&cause->result.arena, 1, sizeof(*o));
			*o = (struct opinion){
			    .cause = cause, .reply = r, .metric = c->metric};
			return o;
		}
	}
	return NULL;
}

static void
write_question(struct court *c, const struct opinion *o, bool swapped)
{
	struct str expected = o->cause->result.question.expected;
	struct str said = reply_said(o->reply);

	buf_clear(&c->text);
	judge_prompt(&c->text, buf_str(&c->request), swapped ? expected : said,
	    swapped ? said : expected);
	buf_clear(&c->messages);
	buf_adds(&c->messages, "[{\"role\":\"system\",\"content\":");
	jsonw_string(&c->messages, str_c(judge_system));
	buf_adds(&c->messages, "},{\"role\":\"user\",\"content\":");
	jsonw_string(&c->messages, buf_str(&c->text));
	buf_adds(&c->messages, "}]");
}

static bool
next(void *ctx, struct ask_question *q)
{
	struct court *c = ctx;
	bool swapped = c->now != NULL;
	struct opinion *o = c->now;

	while (o == NULL) {
		if (c->last != NULL && !c->last->asked)
			o = next_opinion(c);
		if (o != NULL)
			break;
		if (c->last != NULL)
			c->last->asked = true;
		show_ready(c);
		if (!call(c))
			return false;
	}
	c->now = swapped ? NULL : o;
	write_question(c, o, swapped);
	o->cause->waiting++;
	c->e->run.judged++;
	*q = (struct ask_question){.model = c->e->metrics.v[o->metric].judge,
	    .messages = buf_str(&c->messages),
	    .plain = true,
	    .tag = o};
	return true;
}

/* The answers come in the order of the questions. */
static void
done(void *ctx, void *tag, const struct answer *answer)
{
	struct court *c = ctx;
	struct opinion *o = tag;
	enum judge_verdict verdict;

	if (answer->end >= ANSWER_FAILED)
		diag_raise(answer->fault.status);
	if (answer->end == ANSWER_GIVEN && judge_read(answer->text, &verdict))
		o->verdicts[o->read++] = verdict;
	else
		c->e->run.unjudged++;
	if (o->read == 2)
		o->reply->scores[o->metric] =
		    judge_score(o->verdicts[0], o->verdicts[1]);
	o->cause->waiting--;
	show_ready(c);
}

static void
free_causes(struct cause *list)
{
	while (list != NULL) {
		struct cause *next = list->next;

		arena_free(&list->result.arena);
		free(list);
		list = next;
	}
}

/* Those that no judge will look at are shown with the scores they have. */
static void
show_rest(struct court *c)
{
	do
		for (struct cause *cause = c->first; cause != NULL;
		     cause = cause->next) {
			cause->asked = true;
			cause->waiting = 0;
		}
	while (show_ready(c), call(c));
}

bool
eval_judge(struct eval *e, struct fault *f)
{
	struct court c = {.e = e};
	bool ok;

	prompt_init(&c.prompt);
	buf_init(&c.request, BUF_NO_MAX);
	buf_init(&c.text, BUF_NO_MAX);
	buf_init(&c.messages, BUF_NO_MAX);
	ok = ask_run(e->ask,
	    &(struct ask_run){
		.next = next, .done = done, .ctx = &c, .ordered = true},
	    f);
	if (!ok)
		show_rest(&c);
	show_ready(&c);
	free_causes(c.first);
	free_causes(c.free);
	prompt_free(&c.prompt);
	buf_free(&c.request);
	buf_free(&c.text);
	buf_free(&c.messages);
	return ok;
}
