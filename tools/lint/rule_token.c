/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"
#include "tools/lint/tools.h"

/* All of them begin with "<|", and most texts have none; the second byte is the
 * rarer one. */
static bool
may_have_special(struct str text)
{
	size_t bar = str_find(text, '|');

	while (bar < text.n && (bar == 0 || text.p[bar - 1] != '<'))
		bar += 1 + str_find(str_from(text, bar + 1), '|');
	return bar < text.n;
}

/* The first special token in a text, in any of the chat models' encodings. */
static bool
special_token(const struct check *c, struct str text, size_t *off, size_t *len)
{
	static const struct str names[] = {
	    {"cl100k_base", 11}, {"o200k_base", 10}};
	uint32_t id;

	if (!may_have_special(text))
		return false;
	if (c->lint->encoding != NULL)
		return token_special(c->lint->encoding, text, off, &id, len);
	for (size_t i = 0; i < LENGTH(names); i++)
		if (token_special(encoding_find(names[i]), text, off, &id, len))
			return true;
	return false;
}

void
rule_special_token(struct check *c, const struct message *m)
{
	const struct json *at = NULL;
	size_t off, len;

	while (c->has_marks && content_text(m->content, &at))
		if (special_token(c, at->text, &off, &len))
			found(c, at, "the text holds the special token %.*s",
			    (int)len, at->text.p + off);
}

/* In a string anywhere in the value; a name of a member is told there. */
static void
check_strings(struct check *c, const struct json *v)
{
	size_t off, len;

	if (v->key.n > 0 && special_token(c, v->key, &off, &len))
		found_at(c, v, v->key_off,
		    "a name holds the special token %.*s", (int)len,
		    v->key.p + off);
	if (v->type == JSON_STRING && special_token(c, v->text, &off, &len))
		found(c, v, "the text holds the special token %.*s", (int)len,
		    v->text.p + off);
	if (v->type != JSON_ARRAY && v->type != JSON_OBJECT)
		return;
	for (const struct json *m = v->child; m != NULL; m = m->next)
		check_strings(c, m);
}

/* Can there be one?  Each has a bar, which may be an escape. */
static bool
is_possible(const struct check *c, const struct json *v)
{
	struct str raw = str_of(c->to->record.text.p + v->off, v->end - v->off);

	return str_search(raw, STR("<|")) < raw.n ||
	    str_search(raw, STR("\\u00")) < raw.n;
}

static void
check_value(struct check *c, const struct json *v)
{
	if (v != NULL && is_possible(c, v))
		check_strings(c, v);
}

void
rule_special_declared(struct check *c)
{
	check_value(c, c->example.tools);
	check_value(c, c->example.functions);
}

void
rule_special_called(struct check *c, const struct message *m)
{
	check_value(c, m->tool_calls);
	check_value(c, m->function_call);
}

static uint64_t
limit_of(const struct check *c)
{
	return c->tokenizer == NULL || c->lint->model == NULL
	    ? 0
	    : c->lint->model->example_limit;
}

/* The answer at the end of the example, or NULL. */
static const struct message *
last_answer(const struct check *c)
{
	const struct example *e = &c->example;
	const struct message *last;

	if ((OF(e->type) & OF_CHAT) == 0 || e->nmessages == 0)
		return NULL;
	last = &e->message[e->nmessages - 1];
	return last->who == ROLE_ASSISTANT ? last : NULL;
}

/*
 * How many of the answer's tokens are within the limit, which the example
 * passes: behind them stands one more, which ends the message, and that is the
 * first to be cut.
 */
static size_t
tokens_left(const struct check *c, size_t answer)
{
	uint64_t cut = c->to->counts.tokens - limit_of(c) - 1;

	return cut < answer ? answer - (size_t)cut : 0;
}

void
rule_over_limit(struct check *c)
{
	uint64_t limit = limit_of(c);
	const struct message *last = last_answer(c);
	size_t tokens = c->to->counts.tokens, answer;

	if (limit == 0 || tokens <= limit)
		return;
	if (last == NULL) {
		found(c, c->doc.root,
		    "%zu tokens; the model takes %llu of an example, the rest "
		    "is cut off",
		    tokens, (unsigned long long)limit);
		return;
	}
	answer = count_answer(last->json, c->tokenizer);
	found(c, c->doc.root,
	    "%zu tokens; the model takes %llu of an example; of the last "
	    "answer %zu of %zu are left",
	    tokens, (unsigned long long)limit, tokens_left(c, answer), answer);
}

void
rule_answer_cut(struct check *c)
{
	const struct message *last = last_answer(c);
	uint64_t limit = limit_of(c);

	if (limit > 0 && c->to->counts.tokens > limit && last != NULL &&
	    tokens_left(c, count_answer(last->json, c->tokenizer)) == 0)
		found(c, last->json,
		    "nothing of the last answer is left within the limit");
}

void
rule_near_limit(struct check *c)
{
	uint64_t limit = limit_of(c), tokens = c->to->counts.tokens;

	if (limit > 0 && tokens <= limit && tokens > limit - limit / 20)
		found(c, c->doc.root,
		    "%llu tokens; the model takes %llu of an example",
		    (unsigned long long)tokens, (unsigned long long)limit);
}
