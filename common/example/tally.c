/* SPDX-License-Identifier: MIT */
#include "common/example/tally.h"

#include <stdlib.h>

#include "common/io/engine.h"

/* One thread's tools. */
struct worker {
	const struct tally *tally;
	struct tokenizer *tokenizers[TALLY_ENCODINGS];
	struct arena memory; /* of one document */
	struct json_reader reader;
	struct buf scratch;
};

/* What a record turned out to be: an example, or a fault. */
struct outcome {
	struct tallied example;
	const struct fault *fault; /* NULL for an example */
	struct str text;	   /* of a fault */
	struct outcome *next;
};

struct outcomes {
	struct outcome *first, **end;
};

/* What is kept from one chunk to the next. */
struct teller {
	const struct tally *tally;
	struct fault told; /* the last fault */
	size_t more;	   /* how often it came again */
};

static void *
start(void *tool)
{
	const struct teller *teller = tool;
	struct worker *w = mem_zero(1, sizeof(*w));

	w->tally = teller->tally;
	for (size_t i = 0; i < w->tally->nencodings; i++) {
		w->tokenizers[i] = tokenizer_new(w->tally->encodings[i]);
		tokenizer_specials(w->tokenizers[i], w->tally->special);
	}
	arena_init(&w->memory);
	json_reader_init(&w->reader, &w->memory);
	buf_init(&w->scratch, BUF_NO_MAX);
	return w;
}

static void
stop(void *worker)
{
	struct worker *w = worker;

	for (size_t i = 0; i < w->tally->nencodings; i++)
		tokenizer_free(w->tokenizers[i]);
	json_reader_free(&w->reader);
	arena_free(&w->memory);
	buf_free(&w->scratch);
	free(w);
}

/* Is it an example without messages whose texts can be counted? */
static bool
is_text(const struct json *root)
{
	switch (example_type(root)) {
	case EXAMPLE_COMPLETION:
	case EXAMPLE_KTO:
		return json_is_string(json_get(root, "prompt")) &&
		    json_is_string(json_get(root, "completion"));
	case EXAMPLE_TEXT:
		return json_is_string(json_get(root, "text"));
	default:
		return false;
	}
}

/* What it is instead. */
static bool
no_example(const struct json *root, struct fault *f)
{
	static const char *const texts[] = {"prompt", "completion", "text"};
	const struct json *messages = json_get(root, "messages");
	enum example_type type = example_type(root);

	if (!json_is(root, JSON_OBJECT))
		return fault_set(f, STATUS_INPUT, 0,
		    "no training example: %s where an object is due",
		    json_type_name(root->type));
	if (json_is(messages, JSON_ARRAY))
		return fault_set(f, STATUS_INPUT, messages->off,
		    "no training example: 'messages' is empty");
	if (messages != NULL)
		return fault_set(f, STATUS_INPUT, messages->off,
		    "no training example: 'messages' is %s; an array is due",
		    json_type_name(messages->type));
	for (size_t i = 0; i < LENGTH(texts); i++) {
		const struct json *v = json_get(root, texts[i]);

		if ((type == EXAMPLE_COMPLETION || type == EXAMPLE_TEXT) &&
		    v != NULL && v->type != JSON_STRING)
			return fault_set(f, STATUS_INPUT, v->off,
			    "no training example: '%s' is %s; a string is due",
			    texts[i], json_type_name(v->type));
	}
	return fault_set(f, STATUS_INPUT, 0, "no training example: %s",
	    example_kind(type)->title);
}

static void
count_images(const struct tally *tally, const struct json *root,
    struct tallied *to, struct arena *arena)
{
	uint64_t *tokens;

	if (tally->nvisuals == 0 || to->counts[0].images == 0)
		return;
	tokens = arena_take(arena, tally->nvisuals, sizeof(*tokens));
	for (size_t i = 0; i < tally->nvisuals; i++) {
		size_t unsized;

		tokens[i] = count_pictures(root, tally->visuals[i], &unsized);
		if (unsized > to->unsized)
			to->unsized = unsized;
	}
	to->image_tokens = tokens;
}

/* What outlives the record is from the arena. */
static bool
count(struct worker *w, const struct record *r, struct tallied *to,
    struct arena *arena, struct fault *f)
{
	struct json_doc doc;

	arena_reset(&w->memory);
	if (!json_parse(&w->reader, r->text, &doc, f))
		return false;
	for (size_t i = 0; i < w->tally->nencodings; i++)
		count_start(doc.root, w->tally->as, w->tokenizers[i],
		    &w->scratch, &to->counts[i]);
	count_images(w->tally, doc.root, to, arena);
	if (to->counts[0].messages > 0 || is_text(doc.root))
		return true;
	return no_example(doc.root, f);
}

/* The counts of a chunk's examples are finished at its end. */
static void
finish(struct worker *w, struct outcome *first)
{
	for (size_t i = 0; i < w->tally->nencodings; i++)
		token_settle(w->tokenizers[i]);
	for (struct outcome *o = first; o != NULL; o = o->next)
		for (size_t i = 0; i < w->tally->nencodings; i++)
			count_finish(&o->example.counts[i]);
}

static void
work(void *worker, struct task *t)
{
	struct worker *w = worker;
	struct outcomes *list = t->result;
	struct record r;

	list->end = &list->first;
	while (task_record(t, &r)) {
		struct outcome *o;
		struct fault f;

		if (r.blank)
			continue;
		o = arena_zero(&t->arena, 1, sizeof(*o));
		o->example = (struct tallied){.file = t->file,
		    .line = r.line,
		    .index = r.index,
		    .bytes = r.text.n};
		if (!count(w, &r, &o->example, &t->arena, &f)) {
			struct fault *copy =
			    arena_take(&t->arena, 1, sizeof(f));

			f.off += (size_t)(r.text.p - r.raw.p);
			*copy = f;
			o->fault = copy;
			o->text = r.text;
		}
		*list->end = o;
		list->end = &o->next;
	}
	finish(w, list->first);
}

static void
tell_more(struct teller *teller, const char *file)
{
	if (teller->more > 0)
		teller->tally->fault(teller->tally->user,
		    (struct place){.file = file}, &teller->told, teller->more);
	teller->more = 0;
}

static void
tell_fault(struct teller *teller, const struct outcome *o)
{
	struct place at = {o->example.file, o->example.line, 1};
	const struct tally *tally = teller->tally;

	if (tally->other != NULL && tally->other(tally->user, at, o->text))
		return;
	if (tally->fault == NULL)
		return;
	if (strcmp(o->fault->text, teller->told.text) == 0) {
		teller->more++;
		return;
	}
	tell_more(teller, at.file);
	teller->told = *o->fault;
	tally->fault(tally->user, at, o->fault, 0);
}

static void
done(void *tool, struct task *t)
{
	struct teller *teller = tool;
	const struct tally *tally = teller->tally;
	struct outcomes *list = t->result;

	for (struct outcome *o = list->first; o != NULL; o = o->next) {
		if (o->fault != NULL)
			tell_fault(teller, o);
		else if (tally->example != NULL)
			tally->example(tally->user, &o->example);
	}
	if (!t->last)
		return;
	tell_more(teller, t->file);
	teller->told.text[0] = '\0';
	if (tally->file_end != NULL)
		tally->file_end(tally->user, t->file);
}

void
tally_run(
    const struct tally *tally, char **files, const struct opt_shared *limits)
{
	struct teller teller = {.tally = tally};
	struct job job = {
	    .tool = &teller,
	    .jobs = limits->jobs,
	    .max_record = limits->max_record,
	    .progress = limits->progress,
	    .result_size = sizeof(struct outcomes),
	    .start = start,
	    .stop = stop,
	    .work = work,
	    .done = done,
	};
	struct in in;

	in_init(&in, files);
	engine_run(&job, &in);
	in_free(&in);
}

void
tally_report(void *user, struct place at, const struct fault *f, size_t more)
{
	(void)user;
	if (more == 0)
		diag_fault(at, f);
	else
		diag_at(at, LEVEL_ERROR, "%zu more: %s", more, f->text);
}

void
tally_warn_of_images(
    struct place at, bool counted, uint64_t images, uint64_t unsized)
{
	if (!counted && images > 0)
		diag_at(at, LEVEL_WARNING,
		    "the tokens of %llu image%s are not counted",
		    (unsigned long long)images, images == 1 ? "" : "s");
	if (counted && unsized > 0)
		diag_at(at, LEVEL_WARNING,
		    "the size of %llu image%s is not known: %d by %d pixels "
		    "are assumed",
		    (unsigned long long)unsized, unsized == 1 ? "" : "s",
		    COUNT_SIDE, COUNT_SIDE);
}
