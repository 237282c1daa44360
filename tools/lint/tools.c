/* SPDX-License-Identifier: MIT */
#include "tools/lint/tools.h"

#include <stdlib.h>

#include "common/base/hash.h"

static bool
runs(const struct run *run, struct str name)
{
	for (size_t i = 0; i < run->n; i++)
		if (rule_runs(&run->lint[i], rule_find(name)))
			return true;
	return false;
}

void
tools_init(struct tools *t, const struct run *run, struct arena *memory,
    struct json_reader *r)
{
	*t = (struct tools){.memory = memory, .reader = r};
	t->notes_calls = runs(run, STR("unused-tool"));
	t->notes = t->notes_calls || runs(run, STR("schema-drift"));
	schema_init(&t->schema);
	t->sound = mem_zero(TOOLS_HASHES, sizeof(*t->sound));
	t->noted = mem_zero(TOOLS_HASHES, sizeof(*t->noted));
}

void
tools_free(struct tools *t)
{
	schema_free(&t->schema);
	free(t->sound);
	free(t->noted);
}

void
tools_begin(struct tools *t, size_t file_number)
{
	if (file_number != t->file_number) {
		t->file_number = file_number;
		memset(t->noted, 0, TOOLS_HASHES * sizeof(*t->noted));
	}
	t->viewed = t->checked = false;
	t->of = NULL;
	schema_begin(&t->schema);
}

static const struct json *
first_of(const struct json *array)
{
	return json_is(array, JSON_ARRAY) ? array->child : NULL;
}

bool
tools_declared(const struct example *e)
{
	return first_of(e->tools) != NULL || first_of(e->functions) != NULL;
}

static void
add_tool(struct tools *t, const struct json *function)
{
	const struct json *name = json_get(function, "name");

	if (!json_is(function, JSON_OBJECT))
		return;
	t->tool[t->ntools++] = (struct tool){
	    .function = function,
	    .name = json_is(name, JSON_STRING) ? name->text : str_of(NULL, 0),
	};
}

/* By name; of one name, as they stand in the record. */
static int
order(const void *a, const void *b)
{
	const struct tool *x = a, *y = b;
	int way = str_cmp(x->name, y->name);

	if (way != 0)
		return way;
	return x->function->off < y->function->off
	    ? -1
	    : x->function->off > y->function->off;
}

static void
view(struct tools *t, const struct example *e)
{
	const struct json *at;
	size_t n = 0;

	n += json_is(e->tools, JSON_ARRAY) ? e->tools->count : 0;
	n += json_is(e->functions, JSON_ARRAY) ? e->functions->count : 0;
	t->viewed = true;
	t->ntools = 0;
	t->tool = arena_take(t->memory, n, sizeof(*t->tool));
	for (at = first_of(e->tools); at != NULL; at = at->next)
		add_tool(t, json_get(at, "function"));
	for (at = first_of(e->functions); at != NULL; at = at->next)
		add_tool(t, at);
	if (t->ntools > 1)
		qsort(t->tool, t->ntools, sizeof(*t->tool), order);
	for (size_t i = 1; i < t->ntools; i++)
		if (t->tool[i].name.p != NULL &&
		    t->tool[i - 1].name.p != NULL &&
		    str_eq(t->tool[i].name, t->tool[i - 1].name))
			t->tool[i].twice = t->tool[i - 1].twice = true;
}

const struct tool *
tools_all(struct check *c, size_t *n)
{
	if (!c->tools->viewed)
		view(c->tools, &c->example);
	*n = c->tools->ntools;
	return c->tools->tool;
}

const struct tool *
tools_find(struct check *c, struct str name)
{
	size_t first = 0, end;
	const struct tool *tool = tools_all(c, &end);

	while (first < end) {
		size_t middle = first + (end - first) / 2;
		int way = str_cmp(name, tool[middle].name);

		if (way == 0)
			return tool[middle].name.p == NULL ? NULL
							   : &tool[middle];
		if (way < 0)
			end = middle;
		else
			first = middle + 1;
	}
	return NULL;
}

static const struct json *
if_string(const struct json *v)
{
	return json_is(v, JSON_STRING) ? v : NULL;
}

static void
add_call(struct tools *t, const struct json *json, const struct json *function)
{
	struct call *call = &t->calls.v[t->calls.n];

	if (!json_is(function, JSON_OBJECT))
		return;
	t->calls.n++;
	*call = (struct call){.json = json, .function = function};
	call->name = if_string(json_get(function, "name"));
	call->arguments = if_string(json_get(function, "arguments"));
	if (call->arguments != NULL)
		call->is_json = json_parse(
		    t->reader, call->arguments->text, &call->doc, &call->fault);
}

const struct calls *
tools_calls(struct check *c, const struct message *m)
{
	struct tools *t = c->tools;
	const struct json *at = first_of(m->tool_calls);
	size_t n = at == NULL ? 0 : m->tool_calls->count;

	if (t->of == m)
		return &t->calls;
	t->of = m;
	t->calls.n = 0;
	t->calls.v = arena_take(t->memory, n + 1, sizeof(*t->calls.v));
	for (; at != NULL; at = at->next)
		add_call(t, at, json_get(at, "function"));
	if (json_is(m->function_call, JSON_OBJECT))
		add_call(t, m->function_call, m->function_call);
	return &t->calls;
}

static uint64_t
hash_of(const struct check *c, const struct json *v, uint64_t seed)
{
	if (v == NULL)
		return seed;
	return XXH3_64bits_withSeed(
	    c->to->record.text.p + v->off, v->end - v->off, seed);
}

uint64_t
tools_hash(const struct check *c)
{
	uint64_t hash = hash_of(c, c->example.tools, 1);

	return hash_of(c, c->example.functions, hash) | 1;
}

static uint64_t *
place_of(uint64_t *hashes, uint64_t hash)
{
	return &hashes[(hash >> 8) % TOOLS_HASHES];
}

void
tools_forget(uint64_t *hashes, uint64_t hash)
{
	*place_of(hashes, hash) = 0;
}

bool
tools_knew(uint64_t *hashes, uint64_t hash)
{
	uint64_t *place = place_of(hashes, hash);

	if (*place == hash)
		return true;
	*place = hash;
	return false;
}
