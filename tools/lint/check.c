/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "common/text/hide.h"
#include "common/text/prose.h"
#include "tools/lint/pictures.h"
#include "tools/lint/seen.h"
#include "tools/lint/texts.h"
#include "tools/lint/tools.h"

enum { FINDING_MAX = 1024 };

/* The rules that run for one struct lint, by what they look at; each list ends
 * with NULL.  So a record is not led past a hundred rows of which few concern
 * it. */
struct rows {
	const struct rule **faults, **documents;
	const struct rule **examples[EXAMPLE_TYPES];
	const struct rule **messages[EXAMPLE_TYPES][ROLES];
	const struct rule **declared[EXAMPLE_TYPES], **calls[EXAMPLE_TYPES];
	const struct rule **parts[EXAMPLE_TYPES];
	struct spotters spotters;
};

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

/* From a byte of the record to behind another; end <= off: of one place. */
struct span {
	size_t off, end;
};

static void
add(struct check *c, const struct json *at, struct span span, struct str text)
{
	struct finding *f = arena_zero(c->arena, 1, sizeof(*f));
	const struct record *r = &c->to->record;
	struct buf pointer;

	f->rule = c->rule;
	f->level = levels_of(&c->lint->levels, c->rule);
	f->line = r->line;
	/* Columns count in the line as it stands in the file. */
	f->column = span.off + 1 + (size_t)(r->text.p - r->raw.p);
	if (span.end > span.off)
		f->end = f->column + (span.end - span.off);
	f->text = arena_copy(c->arena, text);
	if (at != NULL) {
		buf_init(&pointer, FINDING_MAX);
		json_pointer(at, &pointer);
		hide_secrets(pointer.p, pointer.n);
		f->pointer = arena_copy(c->arena, buf_str(&pointer));
		buf_free(&pointer);
	}
	*c->to->findings.end = f;
	c->to->findings.end = &f->next;
}

static void
print(struct check *c, const struct json *at, struct span span, const char *fmt,
    va_list ap)
{
	struct buf text;

	buf_init(&text, FINDING_MAX);
	if (!buf_vprintf(&text, fmt, ap))
		buf_adds(&text, c->rule->text);
	hide_secrets(text.p, text.n);
	add(c, at, span, buf_str(&text));
	buf_free(&text);
}

void
found(struct check *c, const struct json *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(c, at, (struct span){at->off, at->end}, fmt, ap);
	va_end(ap);
}

void
found_at(
    struct check *c, const struct json *at, size_t off, const char *fmt, ...)
{
	struct span span = {off, 0};
	va_list ap;

	if (at != NULL && at->off == off)
		span.end = at->end;
	va_start(ap, fmt);
	print(c, at, span, fmt, ap);
	va_end(ap);
}

void
found_span(struct check *c, const struct json *at, size_t off, size_t end,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print(c, at, (struct span){off, end}, fmt, ap);
	va_end(ap);
}

void
found_text(struct check *c, const struct json *at, size_t off, size_t end,
    struct str text)
{
	add(c, at, (struct span){off, end}, text);
}

static void
check_fault(const struct rows *rows, struct check *c, const struct fault *f)
{
	const struct rule **at;

	for (at = rows->faults; (c->rule = *at) != NULL; at++)
		c->rule->fault(c, f);
}

static void
check_calls(const struct rows *rows, struct check *c, const struct message *m)
{
	const struct rule **at = rows->calls[c->example.type];

	for (; (c->rule = *at) != NULL; at++)
		c->rule->calls(c, m);
}

static void
check_parts(const struct rows *rows, struct check *c, const struct message *m)
{
	const struct rule **at = rows->parts[c->example.type];

	for (; (c->rule = *at) != NULL; at++)
		c->rule->parts(c, m);
}

/* The rules for the whole, then those for messages, in the text's order. */
static void
check_example(const struct rows *rows, struct check *c)
{
	const struct example *e = &c->example;
	const struct rule **at;

	for (at = rows->examples[e->type]; (c->rule = *at) != NULL; at++)
		c->rule->example(c);
	if (e->tools != NULL || e->functions != NULL)
		for (at = rows->declared[e->type]; (c->rule = *at) != NULL;
		     at++)
			c->rule->declared(c);
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct message *m = &e->message[i];

		for (at = rows->messages[e->type][m->who];
		     (c->rule = *at) != NULL; at++)
			c->rule->message(c, m);
		if (c->has_calls && tools_called(m))
			check_calls(rows, c, m);
		if (c->has_parts && pictures_possible(m))
			check_parts(rows, c, m);
	}
}

static void
check_document(const struct rows *rows, struct check *c)
{
	const struct rule **at;

	for (at = rows->documents; (c->rule = *at) != NULL; at++)
		c->rule->document(c);
	texts_check(&rows->spotters, c);
	if (lint_takes(c->lint, c->example.type))
		check_example(rows, c);
}

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
			check_document(&w->rows[i], &c);
		else
			check_fault(&w->rows[i], &c, &f);
	}
}

static bool
looks_at_fault(const struct rule *r, enum example_type type)
{
	(void)type;
	return r->fault != NULL;
}

static bool
looks_at_document(const struct rule *r, enum example_type type)
{
	(void)type;
	return r->document != NULL;
}

static bool
looks_at_example(const struct rule *r, enum example_type type)
{
	return r->example != NULL && rule_is_of(r, type);
}

static bool
looks_at_message(const struct rule *r, enum example_type type)
{
	return r->message != NULL && rule_is_of(r, type);
}

static bool
looks_at_declared(const struct rule *r, enum example_type type)
{
	return r->declared != NULL && rule_is_of(r, type);
}

static bool
looks_at_calls(const struct rule *r, enum example_type type)
{
	return r->calls != NULL && rule_is_of(r, type);
}

static bool
looks_at_parts(const struct rule *r, enum example_type type)
{
	return r->parts != NULL && rule_is_of(r, type);
}

/* The rules that look at something, and in the set BY() whom. */
static const struct rule **
list_by(const struct lint *lint, enum example_type type, unsigned who,
    bool (*concerned)(const struct rule *, enum example_type))
{
	const struct rule **v = mem_zero(rule_count + 1, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < rule_count; i++)
		if (concerned(&rules[i], type) &&
		    (rules[i].who == 0 || (rules[i].who & who) != 0) &&
		    rule_runs(lint, &rules[i]))
			v[n++] = &rules[i];
	return mem_resize(v, n + 1, sizeof(*v));
}

static const struct rule **
list(const struct lint *lint, enum example_type type,
    bool (*concerned)(const struct rule *, enum example_type))
{
	return list_by(lint, type, ~0U, concerned);
}

static void
rows_start(struct rows *rows, const struct lint *lint)
{
	rows->faults = list(lint, EXAMPLE_UNKNOWN, looks_at_fault);
	rows->documents = list(lint, EXAMPLE_UNKNOWN, looks_at_document);
	spotters_init(&rows->spotters, lint);
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		enum example_type type = (enum example_type)i;

		rows->examples[i] = list(lint, type, looks_at_example);
		for (int who = 0; who < ROLES; who++)
			rows->messages[i][who] =
			    list_by(lint, type, BY(who), looks_at_message);
		rows->declared[i] = list(lint, type, looks_at_declared);
		rows->calls[i] = list(lint, type, looks_at_calls);
		rows->parts[i] = list(lint, type, looks_at_parts);
	}
}

static void
rows_free(struct rows *rows)
{
	free(rows->faults);
	free(rows->documents);
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		free(rows->examples[i]);
		for (int who = 0; who < ROLES; who++)
			free(rows->messages[i][who]);
		free(rows->declared[i]);
		free(rows->calls[i]);
		free(rows->parts[i]);
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
