/* SPDX-License-Identifier: MIT */
/* Which functions a model called, with which arguments: tool-call. */
#include "common/score/same.h"
#include "common/score/work.h"

/* A call by either of its forms: {"function":{"name","arguments"}}, as chat
 * completions have it, or {"name","arguments"}. */
static const struct json *
function_of(const struct json *call)
{
	const struct json *function = json_get(call, "function");

	return json_is_object(function) ? function : call;
}

/* The calls of a text: those of an array, or one that stands alone.  NULL, and
 * 0, where there are none; false where there is something else. */
static bool
read_calls(
    struct score_work *w, struct str text, const struct json **first, size_t *n)
{
	struct json_doc doc;

	*first = NULL;
	*n = 0;
	if (str_trim(text).n == 0)
		return true;
	if (!json_parse(&w->json, text, &doc, NULL))
		return false;
	*first = doc.root;
	*n = 1;
	if (json_is_array(doc.root)) {
		*first = doc.root->child;
		*n = doc.root->count;
	}
	for (const struct json *c = *first; c != NULL; c = c->next)
		if (!json_is_string(json_get(function_of(c), "name")))
			return false;
	return true;
}

/* What the arguments are: written as a string, the JSON in it. */
static const struct json *
arguments_of(struct score_work *w, const struct json *call)
{
	const struct json *v = json_get(function_of(call), "arguments");
	struct json_doc doc;
	struct str text;

	if (v != NULL && !json_is_string(v))
		return v;
	text = v == NULL || str_trim(v->text).n == 0 ? STR("{}") : v->text;
	return json_parse(&w->json, text, &doc, NULL) ? doc.root : v;
}

static bool
same_call(struct score_work *w, const struct json *a, const struct json *b)
{
	return str_eq(json_get(function_of(a), "name")->text,
		   json_get(function_of(b), "name")->text) &&
	    same_json(arguments_of(w, a), arguments_of(w, b), &w->arena);
}

TAKE(calls_take)
{
	const struct json *want, *got;
	size_t nwant, ngot;

	(void)s;
	if (!read_calls(w, expected, &want, &nwant))
		return fault_set(f, STATUS_INPUT, 0,
		    "the expected answer is no call of a function");
	*value = 0;
	if (!read_calls(w, answer, &got, &ngot) || ngot != nwant)
		return true;
	for (; want != NULL; want = want->next, got = got->next)
		if (!same_call(w, want, got))
			return true;
	*value = 1;
	return true;
}
