/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

/* The conversation whose answers are learned, or NULL. */
static const struct talk *
whole(const struct check *c)
{
	return example_talk(&c->example, PART_WHOLE);
}

static const struct message *
last_of(const struct talk *talk)
{
	return talk == NULL || talk->nmessages == 0
	    ? NULL
	    : &talk->message[talk->nmessages - 1];
}

/* The message before m in its conversation, or NULL. */
static const struct message *
before(const struct message *m)
{
	return m == m->talk->message ? NULL : m - 1;
}

static bool
is_system(const struct message *m)
{
	return m->who == ROLE_SYSTEM || m->who == ROLE_DEVELOPER;
}

/* The first message that is no system message, or NULL. */
static const struct message *
first_turn(const struct talk *talk)
{
	for (size_t i = 0; talk != NULL && i < talk->nmessages; i++)
		if (!is_system(&talk->message[i]))
			return &talk->message[i];
	return NULL;
}

static bool
has_assistant(const struct talk *talk)
{
	for (size_t i = 0; talk != NULL && i < talk->nmessages; i++)
		if (talk->message[i].who == ROLE_ASSISTANT)
			return true;
	return false;
}

/* The role's name as it is written in this format. */
static const char *
word(const struct check *c, const struct message *m)
{
	enum dialect dialect = example_kind(c->example.type)->dialect;

	return dialect_word(dialect, m->who);
}

void
rule_missing_role(struct check *c, const struct message *m)
{
	const char *key = dialect_role(example_kind(c->example.type)->dialect);

	if (m->placed || !json_is(m->json, JSON_OBJECT) ||
	    json_is(m->role, JSON_STRING))
		return;
	if (m->role == NULL)
		found(c, m->json, "the message has no '%s'", key);
	else
		found(c, m->role, "'%s' is %s; a string is due", key,
		    json_type_name(m->role->type));
}

/* Appends the names of the roles that there are in this format. */
static void
list_roles(struct buf *to, enum dialect dialect)
{
	const char *between = "";

	for (int i = ROLE_UNKNOWN + 1; i <= ROLE_FUNCTION; i++) {
		const char *name = dialect_word(dialect, (enum role)i);

		if (name[0] == '\0')
			continue;
		buf_printf(to, "%s%s", between, name);
		between = ", ";
	}
}

void
rule_unknown_role(struct check *c, const struct message *m)
{
	struct buf names;

	if (m->placed || !json_is(m->role, JSON_STRING))
		return;
	buf_init(&names, BUF_NO_MAX);
	list_roles(&names, example_kind(c->example.type)->dialect);
	found(c, m->role, "unknown role '%.*s'; known are %s",
	    (int)(m->role->text.n > 40 ? 40 : m->role->text.n), m->role->text.p,
	    buf_cstr(&names));
	buf_free(&names);
}

void
rule_no_assistant(struct check *c)
{
	const struct talk *talk = whole(c);

	if (talk != NULL && talk->nmessages > 0 && !has_assistant(talk))
		found(c, talk->at,
		    "no message of the %s: nothing to learn from",
		    dialect_word(example_kind(c->example.type)->dialect,
			ROLE_ASSISTANT));
}

void
rule_ends_with_system(struct check *c)
{
	const struct talk *talk = whole(c);
	const struct message *last = last_of(talk);

	if (last != NULL && is_system(last) && has_assistant(talk))
		found(c, last->json,
		    "the conversation ends with a message of '%s'",
		    word(c, last));
}

void
rule_ends_without_answer(struct check *c)
{
	const struct talk *talk = whole(c);
	const struct message *last = last_of(talk);

	if (last == NULL || !has_assistant(talk))
		return;
	if (last->who == ROLE_USER || last->who == ROLE_TOOL ||
	    last->who == ROLE_FUNCTION)
		found(c, last->json,
		    "the conversation ends with a message of '%s'; nothing is "
		    "learned from it",
		    word(c, last));
}

void
rule_repeated_role(struct check *c, const struct message *m)
{
	const struct message *prev = before(m);

	if (prev != NULL && prev->who == m->who)
		found(c, m->json, "two messages of '%s' in a row", word(c, m));
}

void
rule_repeated_answer(struct check *c, const struct message *m)
{
	const struct message *prev = before(m);

	if (prev != NULL && prev->who == m->who)
		found(c, m->json, "two messages of '%s' in a row", word(c, m));
}

void
rule_result_then_user(struct check *c, const struct message *m)
{
	const struct message *prev = before(m);

	if (prev != NULL &&
	    (prev->who == ROLE_TOOL || prev->who == ROLE_FUNCTION))
		found(c, m->json,
		    "the user speaks behind the result of a call; %.*s wants "
		    "the assistant's answer to it first",
		    STR_ARGS(c->lint->provider->title));
}

/* "user, assistant": a provider's list as people write it. */
static void
write_list(struct buf *to, struct str list)
{
	struct str entry;

	while (list.n > 0 && str_split(&list, ',', &entry)) {
		buf_adds(to, to->n > 0 ? ", " : "");
		buf_add_str(to, entry);
	}
}

void
rule_foreign_role(struct check *c, const struct message *m)
{
	const struct provider *p = c->lint->provider;
	struct buf roles;

	if (m->placed || m->who == ROLE_UNKNOWN ||
	    (c->lint->roles & BY(m->who)) != 0)
		return;
	buf_init(&roles, BUF_NO_MAX);
	write_list(&roles, p->roles);
	found(c, m->role, "%.*s takes no messages of '%s', only of %s",
	    STR_ARGS(p->title), word(c, m), buf_cstr(&roles));
	buf_free(&roles);
}

/* Where the role is refused, that is said and not this. */
void
rule_developer_role(struct check *c, const struct message *m)
{
	if (m->talk->place->part == PART_WHOLE &&
	    (c->lint->roles & BY(m->who)) != 0)
		found(c, m->role,
		    "that 'developer' may be trained on is not documented; "
		    "'system' is");
}

void
rule_starts_with_assistant(struct check *c)
{
	const struct talk *talk = whole(c);
	const struct message *first;

	if (talk == NULL)
		talk = example_talk(&c->example, PART_PROMPT);
	first = first_turn(talk);
	if (first != NULL && first->who == ROLE_ASSISTANT)
		found(c, first->json, "the %s speaks first", word(c, first));
}

void
rule_late_system(struct check *c, const struct message *m)
{
	const struct message *prev = before(m);

	/* At the very end it is an error with a rule of its own. */
	if (prev == NULL ||
	    (m == last_of(m->talk) && m->talk->place->part == PART_WHOLE))
		return;
	found(c, m->json,
	    is_system(prev) ? "several system messages"
			    : "a system message within the conversation");
}

void
rule_weight_value(struct check *c, const struct message *m)
{
	const struct json *w = m->weight;

	if (w == NULL)
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

/* The weight of the whole example, where the provider has such. */
static const struct json *
sample_weight(const struct check *c)
{
	if (!market_lists(c->lint->provider->keys, STR("weight")))
		return NULL;
	return json_get(c->doc.root, "weight");
}

void
rule_sample_weight(struct check *c)
{
	const struct json *w = sample_weight(c);

	if (w != NULL && w->type != JSON_NUMBER)
		found(c, w, "the example's 'weight' is %s; a number is due",
		    json_type_name(w->type));
}

void
rule_negative_weight(struct check *c)
{
	const struct json *w = sample_weight(c);

	if (json_is(w, JSON_NUMBER) && str_starts(w->text, STR("-")))
		found(c, w, "the example's 'weight' is %.*s; 0 or more is due",
		    (int)(w->text.n > 40 ? 40 : w->text.n), w->text.p);
}

void
rule_weights_missing(struct file *f, struct checked *r)
{
	if (!r->parsed || r->type != f->type)
		return;
	if (f->records == 1)
		f->is_weighted = r->is_weighted;
	if (r->is_weighted == f->is_weighted)
		return;
	found_in_order(f, r,
	    r->is_weighted
		? "the example has a 'weight', and those before it do not"
		: "the example has no 'weight', and those before it do");
}

void
rule_nothing_trained(struct check *c)
{
	const struct talk *talk = whole(c);
	const struct json *zero = NULL;

	for (size_t i = 0; talk != NULL && i < talk->nmessages; i++) {
		const struct message *m = &talk->message[i];

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
