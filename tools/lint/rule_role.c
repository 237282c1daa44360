/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

static const struct message *
last_message(const struct check *c)
{
	const struct example *e = &c->example;

	return e->nmessages == 0 ? NULL : &e->message[e->nmessages - 1];
}

/* The message before m, or NULL. */
static const struct message *
before(const struct check *c, const struct message *m)
{
	return m == c->example.message ? NULL : m - 1;
}

static bool
is_system(const struct message *m)
{
	return m->who == ROLE_SYSTEM || m->who == ROLE_DEVELOPER;
}

/* The first message that is no system message, or NULL. */
static const struct message *
first_turn(const struct check *c)
{
	const struct example *e = &c->example;

	for (size_t i = 0; i < e->nmessages; i++)
		if (!is_system(&e->message[i]))
			return &e->message[i];
	return NULL;
}

static bool
has_assistant(const struct check *c)
{
	for (size_t i = 0; i < c->example.nmessages; i++)
		if (c->example.message[i].who == ROLE_ASSISTANT)
			return true;
	return false;
}

void
rule_missing_role(struct check *c, const struct message *m)
{
	if (!json_is(m->json, JSON_OBJECT) || json_is(m->role, JSON_STRING))
		return;
	if (m->role == NULL)
		found(c, m->json, "the message has no 'role'");
	else
		found(c, m->role, "'role' is %s; a string is due",
		    json_type_name(m->role->type));
}

void
rule_unknown_role(struct check *c, const struct message *m)
{
	if (json_is(m->role, JSON_STRING) && m->who == ROLE_UNKNOWN)
		found(c, m->role,
		    "unknown role '%.*s'; known are system, developer, user, "
		    "assistant, tool, function",
		    (int)(m->role->text.n > 40 ? 40 : m->role->text.n),
		    m->role->text.p);
}

void
rule_no_assistant(struct check *c)
{
	if (c->example.nmessages > 0 && !has_assistant(c))
		found(c, c->example.messages,
		    "no message of the assistant: nothing to learn from");
}

void
rule_ends_with_system(struct check *c)
{
	const struct message *last = last_message(c);

	if (last != NULL && is_system(last) && has_assistant(c))
		found(c, last->json,
		    "the conversation ends with a message of '%s'",
		    role_name(last->who));
}

void
rule_ends_without_answer(struct check *c)
{
	const struct message *last = last_message(c);

	if (last == NULL || !has_assistant(c))
		return;
	if (last->who == ROLE_USER || last->who == ROLE_TOOL ||
	    last->who == ROLE_FUNCTION)
		found(c, last->json,
		    "the conversation ends with a message of '%s'; nothing is "
		    "learned from it",
		    role_name(last->who));
}

void
rule_repeated_role(struct check *c, const struct message *m)
{
	const struct message *prev = before(c, m);

	if (prev == NULL || m->who != prev->who)
		return;
	if (m->who == ROLE_USER || m->who == ROLE_ASSISTANT)
		found(c, m->json, "two messages of '%s' in a row",
		    role_name(m->who));
}

void
rule_starts_with_assistant(struct check *c)
{
	const struct message *first = first_turn(c);

	if (first != NULL && first->who == ROLE_ASSISTANT)
		found(c, first->json, "the assistant speaks first");
}

void
rule_late_system(struct check *c, const struct message *m)
{
	const struct message *prev = before(c, m);

	/* At the very end it is an error with a rule of its own. */
	if (!is_system(m) || prev == NULL || m == last_message(c))
		return;
	found(c, m->json,
	    is_system(prev) ? "several system messages"
			    : "a system message within the conversation");
}

void
rule_weight_value(struct check *c, const struct message *m)
{
	const struct json *w = m->weight;

	if (w == NULL || m->who != ROLE_ASSISTANT)
		return;
	if (w->type != JSON_NUMBER)
		found(c, w, "'weight' is %s; the number 0 or 1 is due",
		    json_type_name(w->type));
	else if (!str_is(w->text, "0") && !str_is(w->text, "1"))
		found(c, w, "'weight' is %.*s; 0 or 1 is due",
		    (int)(w->text.n > 40 ? 40 : w->text.n), w->text.p);
}

void
rule_weight_place(struct check *c, const struct message *m)
{
	if (m->weight != NULL && m->who != ROLE_ASSISTANT &&
	    m->who != ROLE_UNKNOWN)
		found_at(c, m->weight, m->weight->key_off,
		    "'weight' in a message of '%s'; only the assistant's "
		    "have one",
		    role_name(m->who));
}

void
rule_nothing_trained(struct check *c)
{
	const struct example *e = &c->example;
	const struct json *zero = NULL;

	for (size_t i = 0; i < e->nmessages; i++) {
		const struct message *m = &e->message[i];

		if (m->who != ROLE_ASSISTANT)
			continue;
		if (!json_is(m->weight, JSON_NUMBER) ||
		    !str_is(m->weight->text, "0"))
			return;
		zero = m->weight;
	}
	if (zero != NULL)
		found(c, zero,
		    "every answer has weight 0: nothing is learned "
		    "from the example");
}
