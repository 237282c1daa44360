/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "tools/lint/lint.h"

enum { FINDING_MAX = 1024 };

struct worker {
	const struct lint *lint;
	/* The rows with a function of that kind; the last is NULL. */
	const struct rule **faults, **documents, **examples, **messages;
	struct tokenizer *tokenizer;
	struct arena memory; /* of one document */
	struct json_reader reader;
	struct fixer fixer; /* with --fix */
	struct buf scratch;
};

static void
add(struct check *c, const struct json *at, size_t off, const char *fmt,
    va_list ap)
{
	struct finding *f = arena_zero(c->arena, 1, sizeof(*f));
	const struct record *r = &c->to->record;
	struct buf text;

	buf_init(&text, FINDING_MAX);
	if (!buf_vprintf(&text, fmt, ap))
		buf_adds(&text, c->rule->text);
	f->rule = c->rule;
	f->level = levels_of(&c->lint->levels, c->rule);
	f->line = r->line;
	/* Columns count in the line as it stands in the file. */
	f->column = off + 1 + (size_t)(r->text.p - r->raw.p);
	if (at != NULL && at->off == off && at->end > off)
		f->end = f->column + (at->end - off);
	f->text = arena_copy(c->arena, buf_str(&text));
	if (at != NULL) {
		buf_clear(&text);
		json_pointer(at, &text);
		f->pointer = arena_copy(c->arena, buf_str(&text));
	}
	buf_free(&text);
	*c->to->findings.end = f;
	c->to->findings.end = &f->next;
}

void
found(struct check *c, const struct json *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(c, at, at->off, fmt, ap);
	va_end(ap);
}

void
found_at(
    struct check *c, const struct json *at, size_t off, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(c, at, off, fmt, ap);
	va_end(ap);
}

/* The rules for the whole, then those for messages, in the text's order. */
static void
check_example(const struct worker *w, struct check *c)
{
	const struct example *e = &c->example;
	const struct rule **at;

	for (at = w->examples; (c->rule = *at) != NULL; at++)
		c->rule->example(c);
	for (size_t m = 0; m < e->nmessages; m++)
		for (at = w->messages; (c->rule = *at) != NULL; at++)
			c->rule->message(c, &e->message[m]);
}

static void
check_fault(const struct worker *w, struct check *c, const struct fault *f)
{
	const struct rule **at;

	for (at = w->faults; (c->rule = *at) != NULL; at++)
		c->rule->fault(c, f);
}

static void
check_document(const struct worker *w, struct check *c)
{
	const struct rule **at;

	for (at = w->documents; (c->rule = *at) != NULL; at++)
		c->rule->document(c);
}

static void
note(struct checked *to, const struct example *e)
{
	for (size_t i = 0; i < e->nmessages; i++) {
		to->has_system |= e->message[i].who == ROLE_SYSTEM ||
		    e->message[i].who == ROLE_DEVELOPER;
		to->has_user |= e->message[i].who == ROLE_USER;
	}
	to->counts.messages = e->nmessages;
}

/* Are the rules for chat examples the right ones for this type? */
static bool
is_chat(enum example_type type)
{
	/* Whether a record that ends with the user is one for reinforcement
	 * is known only from its file: see file.c. */
	return type == EXAMPLE_CHAT || type == EXAMPLE_REINFORCEMENT ||
	    type == EXAMPLE_UNKNOWN;
}

static void
check_record(struct worker *w, struct check *c)
{
	struct checked *to = c->to;
	struct fault f;

	arena_reset(&w->memory);
	to->parsed = json_parse(&w->reader, to->record.text, &c->doc, &f);
	if (!to->parsed) {
		check_fault(w, c, &f);
		return;
	}
	example_view(&c->example, c->doc.root, &w->memory);
	to->type = c->example.type;
	to->is_array = c->doc.root->type == JSON_ARRAY;
	check_document(w, c);
	if (!is_chat(to->type))
		return;
	note(to, &c->example);
	if (c->tokenizer != NULL)
		count_example(c->doc.root, COUNT_TRAINING, c->tokenizer,
		    &w->scratch, &to->counts);
	check_example(w, c);
}

static bool
looks_at_fault(const struct rule *r)
{
	return r->fault != NULL;
}

static bool
looks_at_document(const struct rule *r)
{
	return r->document != NULL;
}

static bool
looks_at_example(const struct rule *r)
{
	return r->example != NULL;
}

static bool
looks_at_message(const struct rule *r)
{
	return r->message != NULL;
}

/* So that a record is not led past fifty rows of which few concern it. */
static const struct rule **
rows(const struct lint *lint, bool (*concerned)(const struct rule *))
{
	const struct rule **v = mem_zero(rule_count + 1, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < rule_count; i++)
		if (concerned(&rules[i]) && rule_runs(lint, &rules[i]))
			v[n++] = &rules[i];
	return v;
}

void *
check_start(void *tool)
{
	const struct file *file = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->lint = file->lint;
	w->faults = rows(w->lint, looks_at_fault);
	w->documents = rows(w->lint, looks_at_document);
	w->examples = rows(w->lint, looks_at_example);
	w->messages = rows(w->lint, looks_at_message);
	if (w->lint->encoding != NULL)
		w->tokenizer = tokenizer_new(w->lint->encoding);
	arena_init(&w->memory);
	json_reader_init(&w->reader, &w->memory);
	buf_init(&w->scratch, BUF_NO_MAX);
	if (w->lint->fix)
		fixer_init(&w->fixer, &w->lint->levels, w->lint->provider);
	return w;
}

void
check_stop(void *worker)
{
	struct worker *w = worker;

	if (w->tokenizer != NULL)
		tokenizer_free(w->tokenizer);
	if (w->lint->fix)
		fixer_free(&w->fixer);
	json_reader_free(&w->reader);
	arena_free(&w->memory);
	buf_free(&w->scratch);
	free(w->faults);
	free(w->documents);
	free(w->examples);
	free(w->messages);
	free(w);
}

void
check_work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct checked **list = t->result;
	struct record r;

	while (task_record(t, &r)) {
		struct checked *to = arena_zero(&t->arena, 1, sizeof(*to));
		struct check c = {
		    .lint = w->lint,
		    .arena = &t->arena,
		    .to = to,
		    .tokenizer = w->tokenizer,
		};

		if (w->lint->fix)
			to->mended = mend_record(&w->fixer, &t->arena, &r);
		to->record = r;
		to->findings.end = &to->findings.first;
		if (!r.blank)
			check_record(w, &c);
		*list = to;
		list = &to->next;
	}
}
