/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/num.h"
#include "tools/eval/eval.h"

/* Results are used again when they were shown: as many as can wait. */
struct round {
	struct eval *e;
	struct result *now;	    /* whose models are asked; NULL: none */
	size_t model;		    /* that is next */
	struct result *free, *made; /* made: all of them */
	struct arena memory;	    /* of calls that are read */
	struct json_reader reader;
};

void
teller_say(
    struct teller *t, struct place at, enum level level, const char *text)
{
	if (strcmp(t->text, text) == 0) {
		t->more++;
		return;
	}
	teller_end(t);
	snprintf(t->text, sizeof(t->text), "%s", text);
	diag_at(at, level, "%s", text);
}

void
teller_end(struct teller *t)
{
	if (t->more == 1)
		diag(LEVEL_INFO, "the same came once more: %s", t->text);
	else if (t->more > 1)
		diag(LEVEL_INFO, "the same came %zu times more: %s", t->more,
		    t->text);
	t->more = 0;
	t->text[0] = '\0';
}

/* What is no example, or none with a truth. */
static void
tell_fault(struct eval *e, const struct fault *f)
{
	struct place at = {e->line.file, e->line.line, f->off + 1};

	if (f->status == STATUS_OK) {
		e->sums.no_truth++;
		at.column = 0;
		teller_say(&e->teller, at, LEVEL_WARNING, f->text);
	} else {
		e->sums.broken++;
		diag_raise(f->status);
		teller_say(&e->teller, at, LEVEL_ERROR, f->text);
	}
}

bool
eval_next(struct eval *e, struct arena *arena, struct question *q)
{
	struct fault f;

	for (;;) {
		if (e->asking && asker_next(&e->asker, arena, q))
			return true;
		if (e->asking && e->asker.nturns == 1) {
			fault_set(&f, STATUS_OK, 0,
			    "no assistant's message can be asked for");
			tell_fault(e, &f);
		}
		if (!lines_next(&e->lines, &e->line))
			return false;
		e->asking = asker_read(&e->asker, e->line.text, &f);
		if (!e->asking)
			tell_fault(e, &f);
	}
}

static struct result *
take_result(struct round *round)
{
	struct result *r = round->free;

	if (r != NULL) {
		round->free = r->next;
		return r;
	}
	r = mem_zero(1, sizeof(*r));
	r->made = round->made;
	round->made = r;
	return r;
}

static void
give_result(struct round *round, struct result *r)
{
	r->next = round->free;
	round->free = r;
}

/* Begins the next question; false when there is none. */
static bool
begin(struct round *round)
{
	struct eval *e = round->e;
	struct result *r = take_result(round);

	result_start(r, e->sums.nmodels, e->metrics.n);
	if (!eval_next(e, &r->arena, &r->question)) {
		give_result(round, r);
		return false;
	}
	r->line = e->line.line;
	r->index = e->line.index;
	r->taken = e->in.taken - (e->lines.held.n - e->lines.at);
	round->now = r;
	round->model = 0;
	return true;
}

static bool
next(void *ctx, struct ask_question *q)
{
	struct round *round = ctx;
	struct eval *e = round->e;
	struct result *r;

	if ((round->now == NULL || round->model == e->sums.nmodels) &&
	    !begin(round))
		return false;
	r = round->now;
	*q = (struct ask_question){
	    .model = str_c(e->sums.models[round->model].name),
	    .messages = r->question.messages,
	    .fields = r->question.fields,
	    .nfields = r->question.nfields,
	    .tag = &r->replies[round->model]};
	round->model++;
	return true;
}

/* Why there is no answer; each model has its own. */
static void
tell_trouble(struct eval *e, const struct reply *r, const struct answer *a)
{
	struct place at = {.file = e->line.file, .line = r->result->line};
	const char *model = e->sums.models[r->model].name;
	char text[FAULT_TEXT + 160];

	if (strstr(a->fault.text, model) != NULL)
		snprintf(text, sizeof(text), "%s", a->fault.text);
	else
		snprintf(
		    text, sizeof(text), "%.100s: %s", model, a->fault.text);
	diag_raise(a->fault.status);
	teller_say(&e->trouble[r->model], at, LEVEL_ERROR, text);
}

static void
show_progress(struct eval *e, const struct result *r)
{
	const struct ask_totals *totals = ask_totals(e->ask);
	struct progress *p = &e->progress;

	p->things++;
	if (totals->priced > 0)
		snprintf(p->note, sizeof(p->note), ", $%.4f",
		    (double)totals->cost / (double)NANO);
	progress_show(p, r->taken);
}

static void
done(void *ctx, void *tag, const struct answer *answer)
{
	struct round *round = ctx;
	struct eval *e = round->e;
	struct reply *reply = tag;
	struct result *r = reply->result;

	arena_reset(&round->memory);
	reply_set(reply, answer, &round->reader);
	if (!reply_is_there(reply))
		tell_trouble(e, reply, answer);
	if (--r->waiting > 0)
		return;
	show_progress(e, r);
	metrics_take(&e->metrics, r);
	if (e->spooled)
		spool_add(&e->spool, r);
	if (!metrics_ask(&e->metrics))
		eval_show(e, r);
	if (r == round->now)
		round->now = NULL;
	give_result(round, r);
}

bool
eval_ask(struct eval *e, struct fault *f)
{
	struct round round = {.e = e};
	struct result *r;
	bool ok;

	arena_init(&round.memory);
	json_reader_init(&round.reader, &round.memory);
	e->trouble = mem_zero(e->sums.nmodels, sizeof(*e->trouble));
	progress_start(&e->progress, opt_shared.progress, e->in.size);
	e->progress.what = "examples";
	ok = ask_run(e->ask,
	    &(struct ask_run){
		.next = next, .done = done, .ctx = &round, .ordered = true},
	    f);
	progress_stop(&e->progress);
	teller_end(&e->teller);
	for (size_t i = 0; i < e->sums.nmodels; i++)
		teller_end(&e->trouble[i]);
	free(e->trouble);
	while ((r = round.made) != NULL) {
		round.made = r->made;
		arena_free(&r->arena);
		free(r);
	}
	json_reader_free(&round.reader);
	arena_free(&round.memory);
	return ok;
}
