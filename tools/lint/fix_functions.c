/* SPDX-License-Identifier: MIT */
/*
 * The old form of calls, functions and function_call, in the new one:
 *
 *	"functions":[F]		"tools":[{"type":"function","function":F}]
 *	"function_call":C	"tool_calls":[{"id":"call_1",
 *				"type":"function","function":C}]
 *	"role":"function",	"role":"tool",
 *	"name":"f"		"tool_call_id":"call_1"
 *
 * All of an example or nothing of it: only where each result stands right
 * behind the call that it names, and each call but the last message's has its
 * result, is it certain what belongs together.
 */
#include "common/example/example.h"
#include "tools/lint/fix.h"

static bool
is_null(const struct json *v)
{
	return v == NULL || v->type == JSON_NULL;
}

/* A declared function, not one that is wrapped already. */
static bool
are_functions(const struct json *functions)
{
	if (!json_is_array(functions))
		return false;
	for (const struct json *f = functions->child; f != NULL; f = f->next)
		if (!json_is_object(f) || json_get(f, "function") != NULL ||
		    !json_is_string(json_get(f, "name")))
			return false;
	return true;
}

/* The name that a message calls; p is NULL where it calls nothing. */
static struct str
called(const struct json *message)
{
	const struct json *call = json_get(message, "function_call");

	if (!message_is(message, "assistant") || !json_is_object(call) ||
	    call->count != 2 || !json_is_string(json_get(call, "name")) ||
	    !json_is_string(json_get(call, "arguments")))
		return str_of(NULL, 0);
	return json_get(call, "name")->text;
}

static bool
is_result_of(const struct json *message, struct str name)
{
	return message_is(message, "function") && name.p != NULL &&
	    json_is_string(json_get(message, "name")) &&
	    json_get(message, "tool_call_id") == NULL &&
	    json_is_string(json_get(message, "content")) &&
	    str_eq(json_get(message, "name")->text, name);
}

/* Can all of these be told in the new form?  Counts the calls. */
static bool
is_certain(const struct json *messages, size_t *calls)
{
	struct str name = {NULL, 0}; /* of a call that waits for its result */

	*calls = 0;
	for (const struct json *m = messages->child; m != NULL; m = m->next) {
		if (json_get(m, "tool_calls") != NULL || message_is(m, "tool"))
			return false;
		if (name.p != NULL || message_is(m, "function")) {
			if (!is_result_of(m, name))
				return false;
			name.p = NULL;
			continue;
		}
		if (is_null(json_get(m, "function_call")))
			continue;
		name = called(m);
		if (name.p == NULL)
			return false;
		++*calls;
	}
	return true;
}

static void
wrap(struct fixer *x, const struct json *v, const char *before,
    const char *after)
{
	fix_splice(x, v->off, v->off, str_c(before));
	fix_splice(x, v->end, v->end, str_c(after));
}

static void
mend_messages(struct fixer *x, const struct json *messages)
{
	size_t number = 0;
	struct buf id, open;

	buf_init(&id, BUF_NO_MAX);
	buf_init(&open, BUF_NO_MAX);
	for (const struct json *m = messages->child; m != NULL; m = m->next) {
		const struct json *call = json_get(m, "function_call");

		if (message_is(m, "function")) {
			fix_value(x, json_get(m, "role"), "tool");
			fix_key(x, json_get(m, "name"), "tool_call_id");
			fix_value(x, json_get(m, "name"), buf_cstr(&id));
		} else if (!is_null(call)) {
			buf_clear(&id);
			buf_printf(&id, "call_%zu", ++number);
			buf_clear(&open);
			buf_printf(&open,
			    "[{\"id\":\"%s\",\"type\":\"function\","
			    "\"function\":",
			    buf_cstr(&id));
			fix_key(x, call, "tool_calls");
			wrap(x, call, buf_cstr(&open), "}]");
		}
	}
	buf_free(&id);
	buf_free(&open);
}

void
fix_functions(struct fixer *x, const struct json *root)
{
	const struct json *messages = json_get(root, "messages");
	const struct json *functions = json_get(root, "functions");
	size_t calls;

	if (!json_is_array(messages) || json_get(root, "tools") != NULL ||
	    (functions != NULL && !are_functions(functions)) ||
	    !is_certain(messages, &calls) || (functions == NULL && calls == 0))
		return;
	if (functions != NULL) {
		fix_key(x, functions, "tools");
		for (const struct json *f = functions->child; f != NULL;
		     f = f->next)
			wrap(x, f, "{\"type\":\"function\",\"function\":", "}");
	}
	mend_messages(x, messages);
	fix_count(x);
}
