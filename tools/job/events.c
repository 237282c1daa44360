/* SPDX-License-Identifier: MIT */
/*
 * The events of a job, each printed once and oldest first, however often the
 * list is read.  What is read is printed only when the list was read to its end
 * or to what is known, so that a broken reading leaves no gap.
 */
#include <stdlib.h>
#include <xxhash.h>

#include "common/base/mem.h"
#include "tools/job/job.h"

enum {
	STAGE_EVENTS = 50,
	JUMPS = 2, /* of a clock, that are not believed */
};

void
events_init(struct events *e, bool table)
{
	*e = (struct events){.table = table};
	arena_init(&e->arena);
}

void
events_free(struct events *e)
{
	arena_free(&e->arena);
	free(e->slots);
	free(e->fresh);
	*e = (struct events){.order = 0};
}

/* Where an id stands in the table, or would. */
static struct str *
slot(const struct events *e, struct str id)
{
	size_t i = (size_t)XXH3_64bits(id.p, id.n) & (e->nslots - 1);

	while (e->slots[i].n > 0 && !str_eq(e->slots[i], id))
		i = (i + 1) & (e->nslots - 1);
	return &e->slots[i];
}

static void
grow(struct events *e)
{
	struct events old = *e;

	e->nslots = old.nslots == 0 ? 256 : old.nslots * 2;
	e->slots = mem_zero(e->nslots, sizeof(*e->slots));
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i].n > 0)
			*slot(e, old.slots[i]) = old.slots[i];
	free(old.slots);
}

/* An event without an id is known by all that it says. */
static struct str
name_of(const struct api_event *event)
{
	return event->id.n > 0 ? event->id : event->json;
}

static bool
is_known(const struct events *e, struct str name)
{
	return e->nslots > 0 && slot(e, name)->n > 0;
}

/* What the list's order is, by what was known and by the times. */
static void
note_order(struct events *e, const struct api_event *event, bool known)
{
	if (e->order == 0 && known && e->seen_new && !e->seen_old)
		e->order = 1;
	else if (e->order == 0 && !known && e->seen_old)
		e->order = -1;
	e->seen_old = e->seen_old || known;
	e->seen_new = e->seen_new || !known;
	if (e->last != API_NO_NUMBER && event->created_at != API_NO_NUMBER) {
		e->up += event->created_at > e->last;
		e->down += event->created_at < e->last;
	}
	e->last = event->created_at;
}

/* What is printed of it. */
static struct str
line_of(struct events *e, const struct api_event *event)
{
	struct str line;
	struct buf text;

	if (!e->table)
		return arena_copy(&e->arena, event->json);
	buf_init(&text, BUF_NO_MAX);
	table_write_event(&text, event);
	line = arena_copy(&e->arena, buf_str(&text));
	buf_free(&text);
	return line;
}

static bool
collect(void *ctx, const struct api_event *event)
{
	struct events *e = ctx;
	bool known = is_known(e, name_of(event));

	note_order(e, event, known);
	if (known)
		return e->order != 1;
	if (e->nfresh == e->room) {
		e->room = e->room == 0 ? 64 : e->room * 2;
		e->fresh = mem_resize(e->fresh, e->room, 2 * sizeof(*e->fresh));
	}
	e->fresh[2 * e->nfresh] = line_of(e, event);
	e->fresh[2 * e->nfresh + 1] = arena_copy(&e->arena, name_of(event));
	e->nfresh++;
	return true;
}

/* Where the order is known, a clock that was set back does not tell another. */
static int
order_by_time(const struct job_tool *t, const struct events *e)
{
	bool newest = (t->session.api.kind->can & API_NEWEST) != 0;
	size_t jumps = newest ? JUMPS : 0;

	if (e->up > e->down + jumps)
		return -1;
	return e->down > e->up ? 1 : 0;
}

static void
print(struct job_tool *t, struct events *e, size_t i)
{
	struct str name = e->fresh[2 * i + 1];

	if (2 * e->nknown >= e->nslots)
		grow(e);
	/* A list that moved while it was read may tell one twice. */
	if (slot(e, name)->n > 0)
		return;
	*slot(e, name) = name;
	e->nknown++;
	job_print(t, name, e->fresh[2 * i]);
}

bool
events_print(
    struct job_tool *t, struct events *e, struct str id, struct fault *f)
{
	bool ok;

	e->nfresh = 0;
	e->last = API_NO_NUMBER;
	e->up = e->down = 0;
	e->seen_old = e->seen_new = false;
	ok = api_events(&t->session.api, id, collect, e, f);
	if (!ok && !t->session.api.endless)
		return false;
	if (e->order == 0)
		e->order = order_by_time(t, e);
	for (size_t i = 0; i < e->nfresh; i++)
		print(t, e, e->order < 0 ? i : e->nfresh - 1 - i);
	out_flush(&t->out);
	return ok;
}

static int64_t
whole(const struct json *data, const char *name)
{
	double x;

	return json_real(json_get(data, name), &x) && x >= 0 && x < 1e15
	    ? (int64_t)x
	    : API_NO_NUMBER;
}

struct staging {
	struct stage *stage;
	unsigned seen;
};

static bool
look(void *ctx, const struct api_event *event)
{
	struct staging *g = ctx;
	struct stage *s = g->stage;
	int64_t step = whole(event->data, "step");

	if (step != API_NO_NUMBER && step > s->step) {
		s->step = step;
		s->total = whole(event->data, "total_steps");
		s->has_loss =
		    json_real(json_get(event->data, "train_loss"), &s->loss);
	}
	return ++g->seen < STAGE_EVENTS;
}

bool
stage_read(struct api *a, struct str id, struct stage *s)
{
	struct staging g = {.stage = s};
	struct fault f;

	*s = (struct stage){.step = API_NO_NUMBER, .total = API_NO_NUMBER};
	return (a->kind->can & API_EVENTS) != 0 &&
	    api_events(a, id, look, &g, &f) && s->step != API_NO_NUMBER;
}
