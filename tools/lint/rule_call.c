/* SPDX-License-Identifier: MIT */
/* Rules for calls, their arguments and their results. */
#include <stdlib.h>

#include "common/base/near.h"
#include "tools/lint/rules.h"
#include "tools/lint/tools.h"

enum { SHOWN = 64 }; /* bytes of a name */

/* For "%.*s". */
#define NAME(s) (int)((s).n > SHOWN ? SHOWN : (s).n), (s).p

static bool
is_string(const struct json *v)
{
	return json_is(v, JSON_STRING);
}

void
rule_arguments_json(struct check *c, const struct message *m)
{
	const struct calls *calls = tools_calls(c, m);

	for (size_t i = 0; i < calls->n; i++) {
		const struct call *call = &calls->v[i];
		const struct json *a = call->arguments;
		size_t at;

		if (a == NULL)
			continue;
		if (call->is_json) {
			if (call->doc.root->type != JSON_OBJECT)
				found(c, a,
				    "'arguments' holds %s; an object is due",
				    json_type_name(call->doc.root->type));
			continue;
		}
		at = json_place(c->to->record.text, a, call->fault.off);
		found_at(c, a, at, "'arguments' holds no JSON: %s",
		    call->fault.text);
	}
}

/* The names of what is declared that look like that one. */
static void
write_hint(struct check *c, struct buf *to, struct str name)
{
	enum { MOST = 1000 };
	struct str nearest[2];
	struct near near = {.to = name, .names = nearest, .max = 2};
	size_t n;
	const struct tool *tool = tools_all(c, &n);

	for (size_t i = 0; i < n && i < MOST; i++)
		near_consider(&near, tool[i].name);
	buf_adds(to, near.n > 0 ? "; " : "");
	near_write(to, &near);
}

static void
unknown_tool(struct check *c, const struct call *call)
{
	struct buf hint;

	buf_init(&hint, BUF_NO_MAX);
	write_hint(c, &hint, call->name->text);
	found(c, call->name, "'%.*s' is called and not declared%s",
	    NAME(call->name->text), buf_cstr(&hint));
	buf_free(&hint);
}

void
rule_unknown_tool(struct check *c, const struct message *m)
{
	const struct calls *calls;

	if (!tools_declared(&c->example))
		return;
	calls = tools_calls(c, m);
	for (size_t i = 0; i < calls->n; i++)
		if (calls->v[i].name != NULL &&
		    tools_find(c, calls->v[i].name->text) == NULL)
			unknown_tool(c, &calls->v[i]);
}

void
rule_no_tools(struct check *c)
{
	const struct example *e = &c->example;

	if (!c->has_calls || tools_declared(e))
		return;
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct message *m = &e->message[i];

		if (!tools_called(m) || tools_calls(c, m)->n == 0)
			continue;
		found(c, tools_calls(c, m)->v[0].json,
		    "a call, and the example declares no tools");
		return;
	}
}

/* Whose arguments are looked at. */
struct look {
	struct check *c;
	const struct call *call;
	bool far; /* too many steps: only the begin of the arguments is told */
};

/* Where in the record a byte of the arguments stands. */
static size_t
place(struct look *look, size_t off)
{
	enum { STEP = 16 };
	const struct json *a = look->call->arguments;
	struct schema *s = &look->c->tools->schema;

	if (look->far || off / STEP > s->steps) {
		look->far = true;
		return a->off;
	}
	s->steps -= off / STEP;
	return json_place(look->c->to->record.text, a, off);
}

static void
on_flaw(
    void *user, enum schema_flaw flaw, const struct json *at, struct str phrase)
{
	struct look *look = user;
	const struct call *call = look->call;
	size_t off = place(look, at->off), end = place(look, at->end);
	struct buf where;

	(void)flaw;
	buf_init(&where, 512);
	json_pointer(at, &where);
	found_span(look->c, call->arguments, off, end,
	    "'arguments' of %.*s%s%.*s %.*s", NAME(call->name->text),
	    where.n > 0 ? ": " : "", STR_ARGS(buf_str(&where)),
	    STR_ARGS(phrase));
	buf_free(&where);
}

void
rule_arguments_schema(struct check *c, const struct message *m)
{
	struct schema *s = &c->tools->schema;
	const struct calls *calls;

	if (!tools_declared(&c->example))
		return;
	calls = tools_calls(c, m);
	s->tell = on_flaw;
	for (size_t i = 0; i < calls->n; i++) {
		const struct call *call = &calls->v[i];
		struct look look = {.c = c, .call = call};
		const struct tool *tool =
		    call->name == NULL ? NULL : tools_find(c, call->name->text);
		const struct json *schema;

		if (!call->is_json || call->doc.root->type != JSON_OBJECT ||
		    tool == NULL || tool->twice)
			continue;
		schema = json_get(tool->function, "parameters");
		s->user = &look;
		if (json_is(schema, JSON_OBJECT))
			(void)schema_holds(s, schema, call->doc.root);
	}
}

void
rule_parallel_calls(struct check *c, const struct message *m)
{
	const struct json *parallel = c->example.parallel_tool_calls;

	if (json_is(parallel, JSON_BOOL) && !parallel->truth &&
	    json_is(m->tool_calls, JSON_ARRAY) && m->tool_calls->count > 1)
		found(c, m->tool_calls,
		    "%u calls at once, and 'parallel_tool_calls' is false",
		    (unsigned)m->tool_calls->count);
}

/* By their text; equal ones as they stand in the record. */
static int
order(const void *a, const void *b)
{
	const struct json *x = *(const struct json *const *)a;
	const struct json *y = *(const struct json *const *)b;
	int way = str_cmp(x->text, y->text);

	return way != 0 ? way : x->off < y->off ? -1 : x->off > y->off;
}

/* Calls fn for each that has the text of one before it. */
static void
each_twin(struct check *c, const struct json **v, size_t n,
    void (*fn)(struct check *c, const struct json *twin))
{
	if (n < 2)
		return;
	qsort(v, n, sizeof(*v), order);
	for (size_t i = 1; i < n; i++)
		if (str_eq(v[i]->text, v[i - 1]->text))
			fn(c, v[i]);
}

static const struct json *
first_call(const struct message *m)
{
	return json_is(m->tool_calls, JSON_ARRAY) ? m->tool_calls->child : NULL;
}

static void
same_id(struct check *c, const struct json *id)
{
	found(c, id, "another call of the conversation has the id '%.*s'",
	    NAME(id->text));
}

/* Of one conversation: what is preferred may have the ids of what is not. */
static void
check_ids(struct check *c, const struct talk *talk)
{
	const struct json **ids;
	size_t n = 0;

	for (size_t i = 0; i < talk->nmessages; i++)
		if (first_call(&talk->message[i]) != NULL)
			n += talk->message[i].tool_calls->count;
	if (n < 2)
		return;
	ids = arena_take(c->arena, n, sizeof(const struct json *));
	n = 0;
	for (size_t i = 0; i < talk->nmessages; i++)
		for (const struct json *t = first_call(&talk->message[i]);
		     t != NULL; t = t->next)
			if (is_string(json_get(t, "id")))
				ids[n++] = json_get(t, "id");
	each_twin(c, ids, n, same_id);
}

void
rule_duplicate_id(struct check *c)
{
	for (size_t i = 0; c->has_calls && i < c->example.ntalks; i++)
		check_ids(c, &c->example.talk[i]);
}

static void
same_result(struct check *c, const struct json *id)
{
	found(c, id, "the call '%.*s' has a result already", NAME(id->text));
}

/* The results behind one message's calls. */
void
rule_duplicate_result(struct check *c, const struct message *m)
{
	const struct message *end = m->talk->message + m->talk->nmessages;
	const struct message *r = m + 1;
	const struct json **ids;
	size_t n = 0;

	while (r < end && r->who == ROLE_TOOL)
		r++;
	if (r - m < 3)
		return;
	ids =
	    arena_take(c->arena, (size_t)(r - m), sizeof(const struct json *));
	for (const struct message *at = m + 1; at < r; at++)
		if (is_string(at->tool_call_id))
			ids[n++] = at->tool_call_id;
	each_twin(c, ids, n, same_result);
}

/* Of the old form: the message before it calls that function. */
void
rule_orphan_function(struct check *c, const struct message *m)
{
	const struct json *called;

	if (!is_string(m->name))
		return;
	called = m == m->talk->message || m[-1].who != ROLE_ASSISTANT
	    ? NULL
	    : json_get(m[-1].function_call, "name");
	if (called == NULL)
		found(c, m->json,
		    "a function's result without a call before "
		    "it");
	else if (is_string(called) && !str_eq(called->text, m->name->text))
		found(c, m->name, "the result of '%.*s', but '%.*s' was called",
		    NAME(m->name->text), NAME(called->text));
}
