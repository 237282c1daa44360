/* SPDX-License-Identifier: MIT */
/* What single providers and trainers want; off for all others. */
#include "tools/lint/rules.h"

/* "\\n" in front of a reserved word: only at the begin of a line. */
static const struct str line_end = {"\\n", 2};

static bool
holds_word(struct str text, struct str word)
{
	bool at_line = str_starts(word, line_end);
	size_t at;

	if (at_line)
		word = str_from(word, line_end.n);
	for (size_t off = 0; off < text.n; off += at + 1) {
		at = str_search(str_from(text, off), word);
		if (off + at >= text.n)
			return false;
		if (!at_line || (off + at > 0 && text.p[off + at - 1] == '\n'))
			return true;
	}
	return false;
}

void
rule_reserved_word(struct check *c, const struct message *m)
{
	const struct provider *p = c->lint->provider;
	const struct json *at = NULL;

	while (content_text(m->content, &at)) {
		struct str words = p->reserved, word;

		while (words.n > 0 && str_split(&words, '|', &word))
			if (holds_word(at->text, word))
				found(c, at,
				    "the text holds '%.*s', which %.*s "
				    "reserves",
				    STR_ARGS(word), STR_ARGS(p->title));
	}
}

static bool
has_calls(const struct message *m)
{
	return m->who == ROLE_ASSISTANT && json_is(m->tool_calls, JSON_ARRAY) &&
	    m->tool_calls->count > 0;
}

void
rule_text_and_calls(struct check *c, const struct message *m)
{
	bool says =
	    (json_is(m->content, JSON_STRING) && m->content->text.n > 0) ||
	    (json_is(m->content, JSON_ARRAY) && m->content->count > 0);

	if (says && has_calls(m))
		found(c, m->content,
		    "the assistant speaks and calls in one message; %.*s takes "
		    "one of them",
		    STR_ARGS(c->lint->provider->title));
}

void
rule_too_many_results(struct check *c, const struct message *m)
{
	const struct message *end = m->talk->message + m->talk->nmessages;
	size_t results = 0;

	if (!has_calls(m))
		return;
	for (const struct message *r = m + 1; r < end; r++) {
		if (r->who != ROLE_TOOL)
			return;
		if (results++ == m->tool_calls->count) {
			found(c, r->json,
			    "one result more than the %u call%s before",
			    (unsigned)m->tool_calls->count,
			    m->tool_calls->count == 1 ? "" : "s");
			return;
		}
	}
}

static bool
is_id(struct str id)
{
	enum { LETTERS = 9 };

	if (id.n != LETTERS)
		return false;
	for (size_t i = 0; i < id.n; i++) {
		char b = id.p[i];

		if (!((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
			(b >= '0' && b <= '9')))
			return false;
	}
	return true;
}

static void
check_id(struct check *c, const struct json *id)
{
	if (!is_id(id->text))
		found(c, id,
		    "the id '%.*s' is not 9 letters and digits, as %.*s wants",
		    (int)(id->text.n > 40 ? 40 : id->text.n), id->text.p,
		    STR_ARGS(c->lint->provider->title));
}

void
rule_call_id_form(struct check *c, const struct message *m)
{
	const struct json *call = NULL;

	if (has_calls(m))
		call = m->tool_calls->child;
	for (; call != NULL; call = call->next)
		if (json_is(json_get(call, "id"), JSON_STRING))
			check_id(c, json_get(call, "id"));
	if (m->who == ROLE_TOOL && json_is(m->tool_call_id, JSON_STRING))
		check_id(c, m->tool_call_id);
}

void
rule_arguments_text(struct check *c, const struct message *m)
{
	const struct json *call = NULL;

	if (has_calls(m))
		call = m->tool_calls->child;
	for (; call != NULL; call = call->next) {
		const struct json *arguments =
		    json_get(call_function(call), "arguments");

		if (json_is(arguments, JSON_STRING))
			found(c, arguments,
			    "'arguments' is a string; %.*s wants the object",
			    STR_ARGS(c->lint->provider->title));
	}
}
