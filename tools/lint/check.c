/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/text/prose.h"
#include "tools/lint/pictures.h"
#include "tools/lint/rows.h"
#include "tools/lint/seen.h"
#include "tools/lint/tools.h"

struct worker {
	const struct run *run;
	struct rows *rows; /* for each struct lint of the run */
	struct tokenizer *tokenizer;
	struct facts_maker facts;
	bool wants_facts;
	struct arena memory; /* of one document */
	struct json_reader reader;
	struct fixer fixer; /* with --fix */
	struct buf scratch;
	struct tools tools;
	size_t file_number; /* the engine's, of the record at work */
};

static void
note_answer(struct answers *to, const struct message *m)
{
	if (!message_answers(m))
		return;
	to->n++;
	to->refusals += prose_refuses(m->content->text);
	to->bytes = m->content->text.n;
}

static void
note(struct checked *to, const struct check *c)
{
	const struct example *e = &c->example;

	to->is_array = e->root->type == JSON_ARRAY;
	for (size_t i = 0; i < e->nmessages; i++)
		note_answer(&to->answers, &e->message[i]);
	if ((OF(to->type) & (OF_CHAT | OF(EXAMPLE_REINFORCEMENT))) == 0)
		return;
	for (size_t i = 0; i < e->nmessages; i++) {
		to->has_system |= e->message[i].who == ROLE_SYSTEM ||
		    e->message[i].who == ROLE_DEVELOPER;
		to->has_user |= e->message[i].who == ROLE_USER;
	}
	to->counts.messages = e->nmessages;
	if (e->type == EXAMPLE_REINFORCEMENT)
		references_note(to, e->root);
}

/* What most examples have none of, so that nobody looks for it there. */
static void
look_ahead(struct check *c)
{
	const struct example *e = &c->example;

	c->has_calls = c->has_parts = false;
	for (size_t i = 0; i < e->nmessages; i++) {
		c->has_calls |= tools_called(&e->message[i]);
		c->has_parts |= pictures_possible(&e->message[i]);
	}
}

/* In messages that are written as OpenAI's. */
static size_t
count_images(struct check *c)
{
	const struct example *e = &c->example;
	size_t n = 0;

	if (!c->has_parts || (OF(e->type) & OF_OPENAI) == 0)
		return 0;
	for (size_t i = 0; i < e->nmessages; i++)
		n += pictures_of(c, &e->message[i])->n;
	return n;
}

bool
type_fits(enum example_type type, enum example_type of)
{
	if (type == EXAMPLE_UNKNOWN || of == EXAMPLE_UNKNOWN)
		return true;
	/* What a conversation of Claude's or Bedrock's has beside its messages
	 * may be missing, and so may a grader's reference. */
	if (type == EXAMPLE_CHAT)
		return of == EXAMPLE_CHAT || of == EXAMPLE_REINFORCEMENT ||
		    of == EXAMPLE_CLAUDE || of == EXAMPLE_CONVERSE;
	if (type == EXAMPLE_REINFORCEMENT)
		return of == EXAMPLE_CHAT || of == EXAMPLE_REINFORCEMENT;
	return type == of;
}

/* Looks at the record as one of those that its file is to have; one that
 * cannot be is looked at for what it is. */
static void
view(struct worker *w, struct check *c, enum example_type own,
    enum example_type of)
{
	bool fits = of != EXAMPLE_UNKNOWN && type_fits(own, of);

	example_view_as(&c->example, c->doc.root, fits ? of : own, &w->memory);
}

static void
count(struct worker *w, const struct check *c, struct checked *to)
{
	const struct visual *visual = w->run->lint->visual;

	count_example(c->doc.root, COUNT_TRAINING, c->tokenizer, &w->scratch,
	    &to->counts);
	if (visual != NULL && to->counts.images > 0)
		to->counts.tokens +=
		    count_pictures(c->doc.root, visual, &to->unsized);
}

/* Reads a record, and has every struct lint of the run look at it; `to` has
 * one struct checked for each of them. */
static void
check_record(struct worker *w, struct checked **to, enum example_type of,
    struct arena *arena)
{
	struct check c = {
	    .arena = arena, .tokenizer = w->tokenizer, .tools = &w->tools};
	struct checked about = *to[0];
	struct fault f;

	arena_reset(&w->memory);
	about.parsed = json_parse(&w->reader, about.record.text, &c.doc, &f);
	if (about.parsed) {
		about.type = example_type(c.doc.root);
		about.is_weighted = json_get(c.doc.root, "weight") != NULL;
		view(w, &c, about.type, of);
		note(&about, &c);
		c.to = &about;
		look_ahead(&c);
		tools_begin(&w->tools, w->file_number);
		about.tools = seen_note(&c);
		about.images = count_images(&c);
	}
	if (about.parsed && w->wants_facts)
		about.facts =
		    facts_make(&w->facts, about.record.text, &c.example, arena);
	if (about.parsed && c.tokenizer != NULL)
		count(w, &c, &about);
	for (size_t i = 0; i < w->run->n; i++) {
		c.lint = &w->run->lint[i];
		c.to = to[i];
		*c.to = about;
		c.to->findings.end = &c.to->findings.first;
		schema_begin(&w->tools.schema);
		if (about.parsed)
			rows_check(&w->rows[i], &c);
		else
			rows_check_fault(&w->rows[i], &c, &f);
	}
}

void *
check_start(void *tool)
{
	const struct run *run = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->run = run;
	w->rows = mem_zero(run->n, sizeof(*w->rows));
	for (size_t i = 0; i < run->n; i++)
		rows_start(&w->rows[i], &run->lint[i]);
	if (run->lint->encoding != NULL)
		w->tokenizer = tokenizer_new(run->lint->encoding);
	w->wants_facts = rules_want_facts(run->lint);
	facts_init(&w->facts, run->lint->near);
	arena_init(&w->memory);
	json_reader_init(&w->reader, &w->memory);
	tools_init(&w->tools, run, &w->memory, &w->reader);
	buf_init(&w->scratch, BUF_NO_MAX);
	if (w->run->lint->fix)
		fixer_init(
		    &w->fixer, &w->run->lint->levels, w->run->lint->provider);
	return w;
}

void
check_stop(void *worker)
{
	struct worker *w = worker;

	if (w->tokenizer != NULL)
		tokenizer_free(w->tokenizer);
	if (w->run->lint->fix)
		fixer_free(&w->fixer);
	tools_free(&w->tools);
	facts_free(&w->facts);
	json_reader_free(&w->reader);
	arena_free(&w->memory);
	buf_free(&w->scratch);
	for (size_t i = 0; i < w->run->n; i++)
		rows_free(&w->rows[i]);
	free(w->rows);
	free(w);
}

/* A record for each struct lint, at the ends of their lists. */
static void
add_record(struct worker *w, struct checked **to, struct checked ***ends,
    const struct record *r, struct arena *arena)
{
	for (size_t i = 0; i < w->run->n; i++) {
		to[i] = arena_zero(arena, 1, sizeof(**to));
		to[i]->record = *r;
		to[i]->findings.end = &to[i]->findings.first;
		*ends[i] = to[i];
		ends[i] = &to[i]->next;
	}
}

void
check_work(void *worker, struct task *t)
{
	struct worker *w = worker;
	size_t n = w->run->n;
	struct checked **lists = t->result;
	struct checked **to = arena_take(&t->arena, n, sizeof(*to));
	struct checked ***ends = arena_take(&t->arena, n, sizeof(*ends));
	struct record r;

	w->file_number = t->file_number;
	for (size_t i = 0; i < n; i++)
		ends[i] = &lists[i];
	while (task_record(t, &r)) {
		struct mended *mended = NULL;

		if (w->run->lint->fix)
			mended = mend_record(&w->fixer, &t->arena, &r);
		add_record(w, to, ends, &r, &t->arena);
		to[0]->mended = mended;
		if (!r.blank)
			check_record(w, to,
			    w->run->outlook[t->file_number].type, &t->arena);
	}
}
