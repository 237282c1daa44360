/* SPDX-License-Identifier: MIT */
#include "tools/lint/rows.h"

#include <stdlib.h>

#include "tools/lint/pictures.h"
#include "tools/lint/tools.h"

void
rows_check_fault(
    const struct rows *rows, struct check *c, const struct fault *f)
{
	const struct rule **at;

	for (at = rows->faults; (c->rule = *at) != NULL; at++)
		c->rule->fault(c, f);
}

static void
check_calls(const struct rows *rows, struct check *c, const struct message *m)
{
	const struct rule **at = rows->calls[c->example.type];

	for (; (c->rule = *at) != NULL; at++)
		c->rule->calls(c, m);
}

static void
check_parts(const struct rows *rows, struct check *c, const struct message *m)
{
	const struct rule **at = rows->parts[c->example.type];

	for (; (c->rule = *at) != NULL; at++)
		c->rule->parts(c, m);
}

/* The rules for the whole, then those for messages, in the text's order. */
static void
check_example(const struct rows *rows, struct check *c)
{
	const struct example *e = &c->example;
	const struct rule **at;

	for (at = rows->examples[e->type]; (c->rule = *at) != NULL; at++)
		c->rule->example(c);
	if (e->tools != NULL || e->functions != NULL)
		for (at = rows->declared[e->type]; (c->rule = *at) != NULL;
		     at++)
			c->rule->declared(c);
	for (size_t i = 0; i < e->nmessages; i++) {
		const struct message *m = &e->message[i];

		for (at = rows->messages[e->type][m->who];
		     (c->rule = *at) != NULL; at++)
			c->rule->message(c, m);
		if (c->has_calls && tools_called(m))
			check_calls(rows, c, m);
		if (c->has_parts && pictures_possible(m))
			check_parts(rows, c, m);
	}
}

void
rows_check(const struct rows *rows, struct check *c)
{
	const struct rule **at;

	for (at = rows->documents; (c->rule = *at) != NULL; at++)
		c->rule->document(c);
	texts_check(&rows->spotters, c);
	if (lint_takes(c->lint, c->example.type))
		check_example(rows, c);
}

static bool
looks_at_fault(const struct rule *r, enum example_type type)
{
	(void)type;
	return r->fault != NULL;
}

static bool
looks_at_document(const struct rule *r, enum example_type type)
{
	(void)type;
	return r->document != NULL;
}

static bool
looks_at_example(const struct rule *r, enum example_type type)
{
	return r->example != NULL && rule_is_of(r, type);
}

static bool
looks_at_message(const struct rule *r, enum example_type type)
{
	return r->message != NULL && rule_is_of(r, type);
}

static bool
looks_at_declared(const struct rule *r, enum example_type type)
{
	return r->declared != NULL && rule_is_of(r, type);
}

static bool
looks_at_calls(const struct rule *r, enum example_type type)
{
	return r->calls != NULL && rule_is_of(r, type);
}

static bool
looks_at_parts(const struct rule *r, enum example_type type)
{
	return r->parts != NULL && rule_is_of(r, type);
}

/* The rules that look at something, and in the set BY() whom. */
static const struct rule **
list_by(const struct lint *lint, enum example_type type, unsigned who,
    bool (*concerned)(const struct rule *, enum example_type))
{
	const struct rule **v = mem_zero(rule_count + 1, sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < rule_count; i++)
		if (concerned(&rules[i], type) &&
		    (rules[i].who == 0 || (rules[i].who & who) != 0) &&
		    rule_runs(lint, &rules[i]))
			v[n++] = &rules[i];
	return mem_resize(v, n + 1, sizeof(*v));
}

static const struct rule **
list(const struct lint *lint, enum example_type type,
    bool (*concerned)(const struct rule *, enum example_type))
{
	return list_by(lint, type, ~0U, concerned);
}

void
rows_start(struct rows *rows, const struct lint *lint)
{
	rows->faults = list(lint, EXAMPLE_UNKNOWN, looks_at_fault);
	rows->documents = list(lint, EXAMPLE_UNKNOWN, looks_at_document);
	spotters_init(&rows->spotters, lint);
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		enum example_type type = (enum example_type)i;

		rows->examples[i] = list(lint, type, looks_at_example);
		for (int who = 0; who < ROLES; who++)
			rows->messages[i][who] =
			    list_by(lint, type, BY(who), looks_at_message);
		rows->declared[i] = list(lint, type, looks_at_declared);
		rows->calls[i] = list(lint, type, looks_at_calls);
		rows->parts[i] = list(lint, type, looks_at_parts);
	}
}

void
rows_free(struct rows *rows)
{
	free(rows->faults);
	free(rows->documents);
	for (int i = 0; i < EXAMPLE_TYPES; i++) {
		free(rows->examples[i]);
		for (int who = 0; who < ROLES; who++)
			free(rows->messages[i][who]);
		free(rows->declared[i]);
		free(rows->calls[i]);
		free(rows->parts[i]);
	}
}
