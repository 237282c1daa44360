/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

/* The first special token in a text, in any of the chat models' encodings. */
static bool
special_token(const struct check *c, struct str text, size_t *off, size_t *len)
{
	static const struct str names[] = {
	    {"cl100k_base", 11}, {"o200k_base", 10}};
	uint32_t id;

	/* All of them begin with "<|", and most texts have none; the second
	 * byte is the rarer one. */
	if (str_find(text, '|') == text.n)
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

	while (content_text(m->content, &at))
		if (special_token(c, at->text, &off, &len))
			found(c, at, "the text holds the special token %.*s",
			    (int)len, at->text.p + off);
}

static uint64_t
limit_of(const struct check *c)
{
	return c->lint->model == NULL ? 0 : c->lint->model->example_limit;
}

void
rule_over_limit(struct check *c)
{
	uint64_t limit = limit_of(c);

	if (c->tokenizer != NULL && limit > 0 && c->to->counts.tokens > limit)
		found(c, c->doc.root,
		    "%zu tokens; the model takes %llu of an example, the rest "
		    "is cut off",
		    c->to->counts.tokens, (unsigned long long)limit);
}

/* Is all of the last answer behind the limit? */
static bool
is_answer_cut(const struct check *c, const struct message *m, uint64_t limit)
{
	size_t answer = count_answer(m->json, c->tokenizer);

	/* What stands behind the answer's first token: its rest and one more,
	 * the token that ends the message. */
	return c->to->counts.tokens >= limit + answer + 1;
}

void
rule_answer_cut(struct check *c)
{
	const struct example *e = &c->example;
	const struct message *last;
	uint64_t limit = limit_of(c);

	if (c->tokenizer == NULL || limit == 0 || e->nmessages == 0 ||
	    c->to->counts.tokens <= limit)
		return;
	last = &e->message[e->nmessages - 1];
	if (last->who == ROLE_ASSISTANT && is_answer_cut(c, last, limit))
		found(c, last->json,
		    "nothing of the last answer is left within the limit");
}
