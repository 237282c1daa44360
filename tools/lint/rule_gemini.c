/* SPDX-License-Identifier: MIT */
/* Turns of parts, and completions with scores. */
#include "tools/lint/rules.h"

/* In JSON both spellings of a field's name are read. */
static const struct json *
member(const struct json *object, const char *camel, const char *snake)
{
	const struct json *v = json_get(object, camel);

	return v == NULL ? json_get(object, snake) : v;
}

/* Data needs its type, and what it is or where it stands. */
static void
check_data(struct check *c, const struct json *data)
{
	const struct json *type = member(data, "mimeType", "mime_type");
	const struct json *uri = member(data, "fileUri", "file_uri");

	if (uri == NULL)
		uri = json_get(data, "data");
	if (!json_is(type, JSON_STRING))
		found(c, data, "the part's '%.*s' has no 'mimeType'",
		    STR_ARGS(data->key));
	if (!json_is(uri, JSON_STRING))
		found(c, data, "the part's '%.*s' has no '%s'",
		    STR_ARGS(data->key),
		    str_starts(data->key, STR("file")) ? "fileUri" : "data");
}

static void
check_part(struct check *c, const struct message *m, const struct json *part)
{
	const struct json *text = json_get(part, "text");
	const struct json *file = member(part, "fileData", "file_data");
	const struct json *data = member(part, "inlineData", "inline_data");

	if (!json_is(part, JSON_OBJECT))
		found(c, part, "a part is %s; an object is due",
		    json_type_name(part->type));
	else if (text != NULL && text->type != JSON_STRING)
		found(c, text, "the part's 'text' is %s; a string is due",
		    json_type_name(text->type));
	else if (m->who == ROLE_SYSTEM && text == NULL)
		found(c, part, "the instructions hold text only");
	else if (file != NULL || data != NULL)
		check_data(c, file != NULL ? file : data);
	else if (text == NULL &&
	    member(part, "functionCall", "function_call") == NULL &&
	    member(part, "functionResponse", "function_response") == NULL)
		found(c, part,
		    "a part has 'text', 'fileData', 'inlineData', "
		    "'functionCall' or 'functionResponse'");
}

void
rule_gemini_part(struct check *c, const struct message *m)
{
	const struct json *p = NULL;

	if (json_is(m->content, JSON_ARRAY))
		p = m->content->child;
	for (; p != NULL; p = p->next)
		check_part(c, m, p);
}

static const struct json *
first_completion(const struct check *c)
{
	const struct json *all = json_get(c->example.root, "completions");

	return json_is(all, JSON_ARRAY) ? all->child : NULL;
}

void
rule_completion_score(struct check *c)
{
	const struct json *v = first_completion(c);

	for (; v != NULL; v = v->next) {
		if (!json_is(json_get(v, "score"), JSON_NUMBER))
			found(c, v, "a completion has a 'score', a number");
		if (!json_is(json_get(v, "completion"), JSON_OBJECT))
			found(c, v,
			    "a completion has a 'completion', an object with "
			    "role and parts");
	}
}

void
rule_same_scores(struct check *c)
{
	const struct json *v = first_completion(c), *best = NULL;
	double first = 0, score;

	for (; v != NULL; v = v->next) {
		if (!json_real(json_get(v, "score"), &score))
			return;
		if (best != NULL && score != first)
			return;
		first = score;
		best = v;
	}
	if (best != NULL)
		found(
		    c, best, "no completion has a higher 'score' than another");
}

/* Completions are the model's. */
void
rule_completion_role(struct check *c, const struct message *m)
{
	if (m->talk->place->part == PART_ANSWER && m->who == ROLE_USER)
		found(c, m->role, "a completion of 'user'; it is the model's");
}
