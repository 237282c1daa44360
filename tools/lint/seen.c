/* SPDX-License-Identifier: MIT */
#include "tools/lint/seen.h"

#include <stdlib.h>

#include "common/base/hash.h"
#include "common/json/jsoncanon.h"
#include "tools/lint/rules.h"
#include "tools/lint/tools.h"

/* A name, or one and a way of declaring it, of which only the key is kept. */
struct entry {
	uint64_t key; /* 0: free */
	struct str name;
	size_t line;   /* of its first declaration; 0: not looked at */
	uint64_t hash; /* of that one */
	bool called;
	struct entry *next; /* of the names, in the order they came */
};

struct seen {
	struct arena memory;
	struct entry **table; /* by key, open addressing */
	size_t slots, n;      /* slots: a power of two */
	struct entry *first, **end;
};

static uint64_t
hash_bytes(struct str s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.n == 0 ? "" : s.p, s.n, seed);
}

/* A name that lies in the record's own bytes stays; another is copied. */
static struct str
keep(struct check *c, struct str name)
{
	struct str text = c->to->record.text;

	if (name.p >= text.p && name.p <= text.p + text.n)
		return name;
	return arena_copy(c->arena, name);
}

static void
note_declared(struct check *c, struct tool_notes *notes)
{
	const struct json *functions = c->example.functions;
	size_t n;
	const struct tool *tool = tools_all(c, &n);
	struct buf form;

	buf_init(&form, BUF_NO_MAX);
	notes->declared = arena_take(c->arena, n, sizeof(*notes->declared));
	for (size_t i = 0; i < n; i++) {
		const struct json *f = tool[i].function;
		const struct json *p = json_get(f, "parameters");
		bool old = f->parent == functions;

		if (tool[i].name.p == NULL || tool[i].twice)
			continue;
		buf_clear(&form);
		jsoncanon_add(&form, p);
		notes->declared[notes->ndeclared++] = (struct declared_note){
		    .name = keep(c, tool[i].name),
		    .hash = hash_bytes(buf_str(&form), 0),
		    .off = f->off,
		    .index = old ? f->index : f->parent->index,
		    .old = old,
		};
	}
	buf_free(&form);
}

static void
note_called(struct check *c, struct tool_notes *notes)
{
	const struct example *e = &c->example;
	size_t n = 0;

	for (size_t i = 0; i < e->nmessages; i++)
		if (tools_called(&e->message[i]))
			n += tools_calls(c, &e->message[i])->n;
	if (n == 0)
		return;
	notes->called = arena_take(c->arena, n, sizeof(*notes->called));
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct calls *calls;

		if (!tools_called(&e->message[i]))
			continue;
		calls = tools_calls(c, &e->message[i]);
		for (size_t k = 0; k < calls->n; k++)
			if (calls->v[k].name != NULL)
				notes->called[notes->ncalled++] =
				    keep(c, calls->v[k].name->text);
	}
}

struct tool_notes *
seen_note(struct check *c)
{
	struct tools *t = c->tools;
	struct tool_notes *notes;

	if (!t->notes || !tools_declared(&c->example) ||
	    (OF(c->example.type) & OF_OPENAI) == 0)
		return NULL;
	notes = arena_zero(c->arena, 1, sizeof(*notes));
	if (!tools_knew(t->noted, tools_hash(c)))
		note_declared(c, notes);
	if (t->notes_calls)
		note_called(c, notes);
	return notes;
}

static struct entry **
slot_of(const struct seen *s, uint64_t key)
{
	size_t i = (size_t)key & (s->slots - 1);

	while (s->table[i] != NULL && s->table[i]->key != key)
		i = (i + 1) & (s->slots - 1);
	return &s->table[i];
}

static void
grow(struct seen *s)
{
	struct entry **old = s->table;
	size_t slots = s->slots;

	s->slots = slots == 0 ? 64 : 2 * slots;
	s->table = mem_zero(s->slots, sizeof(struct entry *));
	for (size_t i = 0; i < slots; i++)
		if (old[i] != NULL)
			*slot_of(s, old[i]->key) = old[i];
	free(old);
}

/* The entry of that key; `is_new` where there was none. */
static struct entry *
enter(struct seen *s, uint64_t key, bool *is_new)
{
	struct entry **slot;

	if (2 * s->n >= s->slots)
		grow(s);
	slot = slot_of(s, key);
	*is_new = *slot == NULL;
	if (*is_new) {
		*slot = arena_zero(&s->memory, 1, sizeof(**slot));
		(*slot)->key = key;
		s->n++;
	}
	return *slot;
}

static struct seen *
seen_of(struct file *f)
{
	if (f->seen == NULL) {
		f->seen = mem_zero(1, sizeof(*f->seen));
		f->seen->end = &f->seen->first;
	}
	return f->seen;
}

void
seen_free(struct seen *s)
{
	if (s == NULL)
		return;
	free(s->table);
	arena_free(&s->memory);
	free(s);
}

/* Odd for a name, even for a name and a way. */
static uint64_t
key_of(struct str name)
{
	return hash_bytes(name, 0) | 1;
}

static struct entry *
enter_name(struct file *f, struct str name)
{
	struct seen *s = seen_of(f);
	bool is_new;
	struct entry *entry = enter(s, key_of(name), &is_new);

	if (is_new) {
		entry->name = arena_copy(&s->memory, name);
		*s->end = entry;
		s->end = &entry->next;
	}
	return entry;
}

static void
tell_drift(struct file *f, struct checked *r, const struct declared_note *d,
    size_t line)
{
	enum { SHOWN = 64 };
	struct buf pointer;

	buf_init(&pointer, BUF_NO_MAX);
	buf_printf(&pointer, d->old ? "/functions/%u" : "/tools/%u/function",
	    (unsigned)d->index);
	found_in_record(f, r, d->off, buf_str(&pointer),
	    "'%.*s' has other parameters than in line %zu",
	    (int)(d->name.n > SHOWN ? SHOWN : d->name.n), d->name.p, line);
	buf_free(&pointer);
}

/* The first of each name is what the others are held against; a way that
 * differs is told once. */
void
rule_schema_drift(struct file *f, struct checked *r)
{
	bool is_new;

	for (size_t i = 0; r->tools != NULL && i < r->tools->ndeclared; i++) {
		const struct declared_note *d = &r->tools->declared[i];
		struct entry *name = enter_name(f, d->name);

		if (name->line == 0) {
			name->line = r->record.line;
			name->hash = d->hash;
		} else if (name->hash != d->hash) {
			enter(f->seen, hash_bytes(d->name, d->hash) & ~1ull,
			    &is_new);
			if (is_new)
				tell_drift(f, r, d, name->line);
		}
	}
}

/* What was found in an example before it came to its place in the file: told
 * of the first only that says the same. */
void
rule_unchecked_once(struct file *f, struct checked *r)
{
	struct finding **at = &r->findings.first;
	bool is_new;

	while (*at != NULL) {
		is_new = true;
		if ((*at)->rule == f->rule)
			enter(seen_of(f), hash_bytes((*at)->text, 2) & ~1ull,
			    &is_new);
		if (is_new)
			at = &(*at)->next;
		else
			*at = (*at)->next;
	}
	r->findings.end = at;
}

void
rule_take_calls(struct file *f, struct checked *r)
{
	struct entry **slot;

	if (r->tools == NULL)
		return;
	for (size_t i = 0; i < r->tools->ndeclared; i++)
		(void)enter_name(f, r->tools->declared[i].name);
	for (size_t i = 0; f->seen != NULL && i < r->tools->ncalled; i++) {
		slot = slot_of(f->seen, key_of(r->tools->called[i]));
		if (*slot != NULL)
			(*slot)->called = true;
	}
}

void
rule_unused_tool(struct file *f)
{
	enum { LIST_MAX = 200, SHOWN = 64 };
	struct entry *at = f->seen == NULL ? NULL : f->seen->first;
	size_t all = 0, unused = 0;
	struct buf names;

	buf_init(&names, BUF_NO_MAX);
	for (; at != NULL; at = at->next) {
		all++;
		if (at->called)
			continue;
		if (unused++ == 0 || names.n < LIST_MAX)
			buf_printf(&names, "%s%.*s", names.n > 0 ? ", " : "",
			    (int)(at->name.n > SHOWN ? SHOWN : at->name.n),
			    at->name.p);
	}
	if (unused > 0)
		found_in_order(f, NULL,
		    "of %zu tools that are declared %zu %s never called: %s%s",
		    all, unused, unused == 1 ? "is" : "are", buf_cstr(&names),
		    names.n < LIST_MAX ? "" : ", ...");
	buf_free(&names);
}
