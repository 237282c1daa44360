/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

enum {
	NAME_MAX_BYTES = 64, /* formats: OpenAI's published description, 2025 */
	FUNCTIONS_MAX = 128,
};

static bool
is_string(const struct json *v)
{
	return json_is(v, JSON_STRING);
}

/* Programs write null for what they do not have. */
static bool
is_there(const struct json *v)
{
	return v != NULL && v->type != JSON_NULL;
}

static const char *
what_is(const struct json *v)
{
	return v == NULL ? "missing" : json_type_name(v->type);
}

static const struct json *
first_of(const struct json *array)
{
	return json_is(array, JSON_ARRAY) ? array->child : NULL;
}

/* Calls fn for each declared function, of both forms. */
static void
each_declared(
    struct check *c, void (*fn)(struct check *c, const struct json *function))
{
	const struct json *t = first_of(c->example.tools);

	for (; t != NULL; t = t->next)
		if (json_is(json_get(t, "function"), JSON_OBJECT))
			fn(c, json_get(t, "function"));
	for (t = first_of(c->example.functions); t != NULL; t = t->next)
		if (t->type == JSON_OBJECT)
			fn(c, t);
}

void
rule_tools_type(struct check *c)
{
	const struct json *tools = c->example.tools;
	const struct json *functions = c->example.functions;

	if (tools != NULL && tools->type != JSON_ARRAY)
		found(c, tools, "'tools' is %s; an array is due",
		    json_type_name(tools->type));
	if (functions == NULL)
		return;
	if (functions->type != JSON_ARRAY)
		found(c, functions, "'functions' is %s; an array is due",
		    json_type_name(functions->type));
	else if (functions->count == 0 || functions->count > FUNCTIONS_MAX)
		found(c, functions,
		    "'functions' holds %zu; 1 to %d may stand there",
		    (size_t)functions->count, FUNCTIONS_MAX);
}

void
rule_tool_shape(struct check *c)
{
	const struct json *t = first_of(c->example.functions);

	for (; t != NULL; t = t->next)
		if (t->type != JSON_OBJECT)
			found(c, t, "the function is %s; an object is due",
			    json_type_name(t->type));
	for (t = first_of(c->example.tools); t != NULL; t = t->next) {
		const struct json *type = json_get(t, "type");
		const struct json *function = json_get(t, "function");

		if (t->type != JSON_OBJECT)
			found(c, t, "the tool is %s; an object is due",
			    json_type_name(t->type));
		else if (!is_string(type) || !str_is(type->text, "function"))
			found(c, t, "the tool's 'type' is not \"function\"");
		else if (!json_is(function, JSON_OBJECT))
			found(c, t,
			    "the tool's 'function' is %s; an object is due",
			    what_is(function));
	}
}

static bool
is_good_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		char b = name.p[i];

		if (!((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') ||
			(b >= '0' && b <= '9') || b == '_' || b == '-'))
			return false;
	}
	return name.n >= 1 && name.n <= NAME_MAX_BYTES;
}

static void
check_name(struct check *c, const struct json *function)
{
	const struct json *name = json_get(function, "name");

	if (!is_string(name))
		found(c, function,
		    "the function's 'name' is %s; a string is due",
		    what_is(name));
	else if (!is_good_name(name->text))
		found(c, name,
		    "a function's name is 1 to %d of a-z A-Z 0-9 _ -",
		    NAME_MAX_BYTES);
}

void
rule_tool_name(struct check *c)
{
	each_declared(c, check_name);
}

static void
check_parameters(struct check *c, const struct json *function)
{
	const struct json *p = json_get(function, "parameters");

	if (p != NULL && p->type != JSON_OBJECT)
		found(c, p, "'parameters' is %s; a JSON Schema object is due",
		    json_type_name(p->type));
}

void
rule_tool_parameters(struct check *c)
{
	each_declared(c, check_parameters);
}

void
rule_parallel_type(struct check *c)
{
	const struct json *p = c->example.parallel_tool_calls;

	if (p != NULL && p->type != JSON_BOOL)
		found(c, p, "'parallel_tool_calls' is %s; true or false is due",
		    json_type_name(p->type));
}

static const struct json *
first_call(const struct message *m)
{
	return json_is(m->tool_calls, JSON_ARRAY) ? m->tool_calls->child : NULL;
}

/* What is wrong with one of tool_calls; NULL when its shape is right. */
static const char *
call_fault(const struct json *call)
{
	const struct json *type = json_get(call, "type");
	const struct json *function = json_get(call, "function");

	if (!json_is(call, JSON_OBJECT))
		return "the call is no object";
	if (!is_string(json_get(call, "id")))
		return "the call has no 'id'";
	if (!is_string(type) || !str_is(type->text, "function"))
		return "the call's 'type' is not \"function\"";
	if (!json_is(function, JSON_OBJECT))
		return "the call has no 'function'";
	if (!is_string(json_get(function, "name")))
		return "the called function has no 'name'";
	return NULL;
}

void
rule_call_shape(struct check *c, const struct message *m)
{
	const struct json *calls = m->tool_calls;
	const char *wrong;

	if (is_there(calls) && calls->type != JSON_ARRAY)
		found(c, calls, "'tool_calls' is %s; an array is due",
		    json_type_name(calls->type));
	if (json_is(calls, JSON_ARRAY) && calls->count == 0)
		found(c, calls, "'tool_calls' is empty");
	for (const struct json *t = first_call(m); t != NULL; t = t->next) {
		wrong = call_fault(t);
		if (wrong != NULL)
			found(c, t, "%s", wrong);
	}
	if (!is_there(m->function_call))
		return;
	if (m->function_call->type != JSON_OBJECT)
		found(c, m->function_call,
		    "'function_call' is %s; an object is due",
		    json_type_name(m->function_call->type));
	else if (!is_string(json_get(m->function_call, "name")))
		found(c, m->function_call, "the called function has no 'name'");
}

/* Calls fn for each called function of a message, of both forms. */
static void
each_called(struct check *c, const struct message *m,
    void (*fn)(struct check *c, const struct json *function))
{
	for (const struct json *t = first_call(m); t != NULL; t = t->next)
		if (json_is(json_get(t, "function"), JSON_OBJECT))
			fn(c, json_get(t, "function"));
	if (json_is(m->function_call, JSON_OBJECT))
		fn(c, m->function_call);
}

static void
check_arguments(struct check *c, const struct json *function)
{
	const struct json *arguments = json_get(function, "arguments");

	if (!is_string(arguments))
		found(c, arguments == NULL ? function : arguments,
		    "'arguments' is %s; a string that holds JSON is due",
		    what_is(arguments));
}

void
rule_call_arguments(struct check *c, const struct message *m)
{
	each_called(c, m, check_arguments);
}

void
rule_call_place(struct check *c, const struct message *m)
{
	if (m->who == ROLE_ASSISTANT || m->who == ROLE_UNKNOWN)
		return;
	if (is_there(m->tool_calls) || is_there(m->function_call))
		found(c, m->json,
		    "a call in a message of '%s'; only the assistant calls",
		    role_name(m->who));
}

void
rule_both_calls(struct check *c, const struct message *m)
{
	if (json_is(m->tool_calls, JSON_ARRAY) &&
	    json_is(m->function_call, JSON_OBJECT))
		found(c, m->function_call,
		    "'function_call' beside 'tool_calls', which replaced it");
}

void
rule_result_id(struct check *c, const struct message *m)
{
	if (!is_string(m->tool_call_id))
		found(c, m->tool_call_id == NULL ? m->json : m->tool_call_id,
		    "'tool_call_id' is %s; a string is due",
		    what_is(m->tool_call_id));
}

/* Begins the ids of what belongs to that caller, at most n of them. */
static void
ids_begin(struct check *c, struct ids *ids, const struct message *of, size_t n)
{
	*ids = (struct ids){.of = of};
	ids->v = arena_take(c->arena, n, sizeof(*ids->v));
}

static void
ids_add(struct ids *ids, const struct json *id)
{
	if (is_string(id))
		ids->v[ids->n++] = id->text;
}

static bool
ids_have(const struct ids *ids, struct str id)
{
	return str_among(ids->v, ids->n, id);
}

static const struct ids *
ids_of_calls(struct check *c, const struct message *caller)
{
	struct ids *ids = &c->calls;

	if (ids->of == caller)
		return ids;
	ids_begin(c, ids, caller, caller->tool_calls->count);
	for (const struct json *t = first_call(caller); t != NULL; t = t->next)
		ids_add(ids, json_get(t, "id"));
	str_sort(ids->v, ids->n);
	return ids;
}

static const struct ids *
ids_of_results(struct check *c, const struct message *caller)
{
	const struct message *last =
	    caller->talk->message + caller->talk->nmessages;
	const struct message *first = caller + 1, *end = first;
	struct ids *ids = &c->results;

	if (ids->of == caller)
		return ids;
	while (end < last && end->who == ROLE_TOOL)
		end++;
	ids_begin(c, ids, caller, (size_t)(end - first));
	for (const struct message *m = first; m < end; m++)
		ids_add(ids, m->tool_call_id);
	str_sort(ids->v, ids->n);
	return ids;
}

void
rule_orphan_result(struct check *c, const struct message *m)
{
	if (!is_string(m->tool_call_id))
		return;
	if (m->caller == NULL)
		found(c, m->json, "a result without a call before it");
	else if (!ids_have(ids_of_calls(c, m->caller), m->tool_call_id->text))
		found(c, m->tool_call_id,
		    "no call before it has this 'tool_call_id'");
}

void
rule_missing_result(struct check *c, const struct message *m)
{
	const struct message *end = m->talk->message + m->talk->nmessages;

	/* A call may be the last message: it is what is to be learned.  And
	 * two assistant messages in a row have a rule of their own. */
	if (m + 1 == end || m[1].who == ROLE_ASSISTANT)
		return;
	for (const struct json *t = first_call(m); t != NULL; t = t->next) {
		const struct json *id = json_get(t, "id");

		if (is_string(id) && !ids_have(ids_of_results(c, m), id->text))
			found(c, t, "the call has no result");
	}
}

void
rule_function_name(struct check *c, const struct message *m)
{
	if (!is_string(m->name))
		found(c, m->json, "a message of 'function' has no 'name'");
}
