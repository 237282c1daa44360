/* SPDX-License-Identifier: MIT */
/* Reads the file of --against: of each example only its facts. */
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/engine.h"
#include "tools/lint/set.h"

struct fact_list {
	struct facts *facts;
	size_t line;
	struct fact_list *next;
};

struct worker {
	struct facts_maker maker;
	struct arena memory; /* of one document */
	struct json_reader reader;
};

/* What the threads share. */
struct reading {
	struct against *to;
	bool near;
	size_t unread;
};

static void *
start(void *tool)
{
	struct worker *w = mem_zero(1, sizeof(*w));
	const struct reading *r = tool;

	facts_init(&w->maker, r->near);
	arena_init(&w->memory);
	json_reader_init(&w->reader, &w->memory);
	return w;
}

static void
stop(void *worker)
{
	struct worker *w = worker;

	facts_free(&w->maker);
	json_reader_free(&w->reader);
	arena_free(&w->memory);
	free(w);
}

/* Of a record that cannot be read there are no facts. */
static struct facts *
facts_of(struct worker *w, struct str record, struct arena *arena)
{
	struct json_doc doc;
	struct example e;
	struct fault f;

	arena_reset(&w->memory);
	if (!json_parse(&w->reader, record, &doc, &f))
		return NULL;
	example_view(&e, doc.root, &w->memory);
	return facts_make(&w->maker, record, &e, arena);
}

static void
work(void *worker, struct task *t)
{
	struct fact_list **end = t->result;
	struct record r;

	while (task_record(t, &r)) {
		if (r.blank)
			continue;
		*end = arena_zero(&t->arena, 1, sizeof(**end));
		(*end)->facts = facts_of(worker, r.text, &t->arena);
		(*end)->line = r.line;
		end = &(*end)->next;
	}
}

static void
done(void *tool, struct task *t)
{
	struct reading *r = tool;
	struct fact_list **first = t->result;

	for (const struct fact_list *at = *first; at != NULL; at = at->next) {
		const struct facts *f = at->facts;
		uint32_t line = (uint32_t)at->line;

		if (f == NULL) {
			r->unread++;
			continue;
		}
		(void)hashes_add(
		    &r->to->words, (struct hash_entry){f->words, line, 0});
		(void)hashes_add(
		    &r->to->prompts, (struct hash_entry){f->prompt, line, 0});
		if (f->signature != NULL)
			signatures_add(
			    &r->to->near, f->signature, at->line, false);
	}
}

bool
against_read(struct against *a, const char *name, bool near)
{
	char *files[] = {(char *)name, NULL};
	struct reading reading = {.to = a, .near = near};
	struct job job = {
	    .tool = &reading,
	    .jobs = opt_shared.jobs,
	    .max_record = opt_shared.max_record,
	    .progress = opt_shared.progress,
	    .result_size = sizeof(struct fact_list *),
	    .start = start,
	    .stop = stop,
	    .work = work,
	    .done = done,
	};
	struct in in;

	*a = (struct against){.name = name};
	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
	if (reading.unread > 0)
		diag_at((struct place){.file = name}, LEVEL_WARNING,
		    "%zu record%s could not be read, nothing is held against "
		    "them",
		    reading.unread, reading.unread == 1 ? "" : "s");
	return diag_status() == STATUS_OK;
}

void
against_free(struct against *a)
{
	hashes_free(&a->words);
	hashes_free(&a->prompts);
	signatures_free(&a->near);
}
