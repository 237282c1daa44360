/* SPDX-License-Identifier: MIT */
/* Of two answers one is better. */
#include "tools/lint/rules.h"

static bool
is_output(const struct talk *talk)
{
	return talk->place->part == PART_PREFERRED ||
	    talk->place->part == PART_REJECTED;
}

void
rule_output_role(struct check *c, const struct message *m)
{
	if (is_output(m->talk) && m->talk->listed && m->who != ROLE_UNKNOWN &&
	    m->who != ROLE_ASSISTANT && m->who != ROLE_TOOL)
		found(c, m->role,
		    "a message of '%s' in '%s'; it holds the assistant's",
		    role_name(m->who), m->talk->place->key);
}

/* Counts the messages that are the assistant's, or may well be. */
static size_t
count_answers(const struct talk *talk)
{
	size_t n = 0;

	for (size_t i = 0; i < talk->nmessages; i++)
		n += talk->message[i].who != ROLE_TOOL;
	return n;
}

void
rule_no_answer(struct check *c)
{
	for (size_t i = 0; i < c->example.ntalks; i++) {
		const struct talk *talk = &c->example.talk[i];

		if (is_output(talk) && talk->listed && talk->nmessages > 0 &&
		    count_answers(talk) == 0)
			found(c, talk->at,
			    "'%s' has no answer of the assistant",
			    talk->place->key);
	}
}

void
rule_several_answers(struct check *c)
{
	for (size_t i = 0; i < c->example.ntalks; i++) {
		const struct talk *talk = &c->example.talk[i];

		if (is_output(talk) && talk->listed && talk->nmessages > 1)
			found(c, talk->message[1].json,
			    "'%s' has %zu messages; the answer is to be one",
			    talk->place->key, talk->nmessages);
	}
}

void
rule_input_ends_with_answer(struct check *c)
{
	const struct talk *talk = example_talk(&c->example, PART_PROMPT);
	const struct message *last;

	if (talk == NULL || talk->nmessages == 0)
		return;
	last = &talk->message[talk->nmessages - 1];
	if (last->who == ROLE_ASSISTANT)
		found(c, last->json,
		    "the input ends with the assistant; what is to be answered "
		    "comes last");
}

void
rule_several_questions(struct check *c)
{
	const struct talk *talk = example_talk(&c->example, PART_PROMPT);
	size_t n = 0;

	for (size_t i = 0; talk != NULL && i < talk->nmessages; i++)
		n += talk->message[i].who == ROLE_USER;
	if (talk != NULL && talk->nmessages > 0 && n != 1)
		found(c, talk->at,
		    "%zu messages of the user; exactly one is taken", n);
}

/* The bytes of a value as they stand in the record. */
static struct str
bytes_of(const struct check *c, const struct json *v)
{
	if (v == NULL)
		return str_of(NULL, 0);
	return str_of(c->to->record.text.p + v->off, v->end - v->off);
}

static bool
says_the_same(
    const struct check *c, const struct message *a, const struct message *b)
{
	const struct json *x = NULL, *y = NULL;
	bool more, too;

	if (a->who != b->who ||
	    !str_eq(bytes_of(c, a->tool_calls), bytes_of(c, b->tool_calls)))
		return false;
	do {
		more = content_text(a->content, &x);
		too = content_text(b->content, &y);
		if (more && too && !str_eq(x->text, y->text))
			return false;
	} while (more && too);
	return more == too;
}

static const struct talk *
output(const struct check *c, enum part part)
{
	for (size_t i = 0; i < c->example.ntalks; i++)
		if (c->example.talk[i].place->part == part)
			return &c->example.talk[i];
	return NULL;
}

void
rule_same_outputs(struct check *c)
{
	const struct talk *a = output(c, PART_PREFERRED);
	const struct talk *b = output(c, PART_REJECTED);

	if (a == NULL || b == NULL || a->nmessages == 0 ||
	    a->nmessages != b->nmessages)
		return;
	for (size_t i = 0; i < a->nmessages; i++)
		if (!says_the_same(c, &a->message[i], &b->message[i]))
			return;
	found(c, b->at, "'%s' says the same as '%s'", b->place->key,
	    a->place->key);
}

/* Where images are not taken at all; where they are, rules for images look. */
void
rule_image_in_text(struct check *c, const struct message *m)
{
	const struct json *p = NULL;

	if (json_is(m->content, JSON_ARRAY))
		p = m->content->child;
	for (; p != NULL; p = p->next)
		if (json_get(p, "image_url") != NULL)
			found(c, p, "an image; these examples hold text only");
}
