/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "tools/lint/lint.h"

enum { FINDING_MAX = 1024 };

struct worker {
	const struct lint *lint;
	struct tokenizer *tokenizer;
	struct arena memory; /* of one document */
	struct json_reader reader;
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
	f->line = r->line;
	/* Columns count in the line as it stands in the file. */
	f->column = off + 1 + (size_t)(r->text.p - r->raw.p);
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
check_example(struct check *c)
{
	const struct example *e = &c->example;

	for (size_t i = 0; i < rule_count; i++) {
		c->rule = &rules[i];
		if (c->rule->example != NULL)
			c->rule->example(c);
	}
	for (size_t m = 0; m < e->nmessages; m++)
		for (size_t i = 0; i < rule_count; i++) {
			c->rule = &rules[i];
			if (c->rule->message != NULL)
				c->rule->message(c, &e->message[m]);
		}
}

static void
check_fault(struct check *c, const struct fault *f)
{
	for (size_t i = 0; i < rule_count; i++) {
		c->rule = &rules[i];
		if (c->rule->fault != NULL)
			c->rule->fault(c, f);
	}
}

static void
check_document(struct check *c)
{
	for (size_t i = 0; i < rule_count; i++) {
		c->rule = &rules[i];
		if (c->rule->document != NULL)
			c->rule->document(c);
	}
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
		check_fault(c, &f);
		return;
	}
	example_view(&c->example, c->doc.root, &w->memory);
	to->type = c->example.type;
	to->is_array = c->doc.root->type == JSON_ARRAY;
	check_document(c);
	if (!is_chat(to->type))
		return;
	note(to, &c->example);
	if (c->tokenizer != NULL)
		count_example(c->doc.root, COUNT_TRAINING, c->tokenizer,
		    &w->scratch, &to->counts);
	check_example(c);
}

void *
check_start(void *tool)
{
	const struct file *file = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->lint = file->lint;
	if (w->lint->encoding != NULL)
		w->tokenizer = tokenizer_new(w->lint->encoding);
	arena_init(&w->memory);
	json_reader_init(&w->reader, &w->memory);
	buf_init(&w->scratch, BUF_NO_MAX);
	return w;
}

void
check_stop(void *worker)
{
	struct worker *w = worker;

	if (w->tokenizer != NULL)
		tokenizer_free(w->tokenizer);
	json_reader_free(&w->reader);
	arena_free(&w->memory);
	buf_free(&w->scratch);
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

		to->record = r;
		to->findings.end = &to->findings.first;
		if (!r.blank)
			check_record(w, &c);
		*list = to;
		list = &to->next;
	}
}
