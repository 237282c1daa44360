/* SPDX-License-Identifier: MIT */
#include "common/example/view.h"

#include <stddef.h>

static const char *const roles[] = {
    [ROLE_UNKNOWN] = "",
    [ROLE_SYSTEM] = "system",
    [ROLE_DEVELOPER] = "developer",
    [ROLE_USER] = "user",
    [ROLE_ASSISTANT] = "assistant",
    [ROLE_TOOL] = "tool",
    [ROLE_FUNCTION] = "function",
};

/* Which member of a struct a key fills. */
struct slot {
	struct str key;
	size_t offset;
};

#define SLOT(type, member)                                             \
	{                                                              \
		{#member, sizeof(#member) - 1}, offsetof(type, member) \
	}

static const struct slot message_slots[] = {
    SLOT(struct message, role),
    SLOT(struct message, content),
    SLOT(struct message, name),
    SLOT(struct message, weight),
    SLOT(struct message, tool_calls),
    SLOT(struct message, tool_call_id),
    SLOT(struct message, function_call),
    SLOT(struct message, refusal),
};

static const struct slot example_slots[] = {
    SLOT(struct example, messages),
    SLOT(struct example, tools),
    SLOT(struct example, functions),
    SLOT(struct example, parallel_tool_calls),
};

static const struct slot *
find_slot(struct str key, const struct slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(key, slots[i].key))
			return &slots[i];
	return NULL;
}

/* From this member on, the first that has no slot. */
static const struct json *
first_unknown(const struct json *m, const struct slot *slots, size_t n)
{
	while (m != NULL && find_slot(m->key, slots, n) != NULL)
		m = m->next;
	return m;
}

/* Puts each member into its slot of `to`, the last of several with one key;
 * returns the first that has no slot. */
static const struct json *
fill(void *to, const struct json *object, const struct slot *slots, size_t n)
{
	const struct json *unknown = NULL;

	if (!json_is(object, JSON_OBJECT))
		return NULL;
	for (const struct json *m = object->child; m != NULL; m = m->next) {
		const struct slot *slot = find_slot(m->key, slots, n);

		if (slot != NULL)
			memcpy((char *)to + slot->offset, &m, sizeof(m));
		else if (unknown == NULL)
			unknown = m;
	}
	return unknown;
}

const struct json *
example_unknown(const struct json *member)
{
	return first_unknown(
	    member->next, example_slots, LENGTH(example_slots));
}

const struct json *
message_unknown(const struct json *member)
{
	return first_unknown(
	    member->next, message_slots, LENGTH(message_slots));
}

const char *
role_name(enum role who)
{
	return roles[who];
}

static enum role
role_of(const struct json *role)
{
	if (!json_is(role, JSON_STRING))
		return ROLE_UNKNOWN;
	for (size_t i = ROLE_SYSTEM; i < LENGTH(roles); i++)
		if (str_is(role->text, roles[i]))
			return (enum role)i;
	return ROLE_UNKNOWN;
}

static void
view_message(struct message *m, const struct json *json)
{
	*m = (struct message){.json = json};
	m->unknown = fill(m, json, message_slots, LENGTH(message_slots));
	m->who = role_of(m->role);
}

/* Results follow the calls that they answer, in one run. */
static const struct message *
caller_of(const struct message *result)
{
	const struct message *before = result - 1;

	if (before->who == ROLE_TOOL)
		return before->caller;
	return before->who == ROLE_ASSISTANT &&
		json_is(before->tool_calls, JSON_ARRAY) &&
		before->tool_calls->count > 0
	    ? before
	    : NULL;
}

void
example_view(struct example *e, const struct json *root, struct arena *arena)
{
	const struct json *at;

	*e = (struct example){.root = root, .type = example_type(root)};
	e->unknown = fill(e, root, example_slots, LENGTH(example_slots));
	if (!json_is(e->messages, JSON_ARRAY))
		return;
	e->message = arena_take(arena, e->messages->count, sizeof(*e->message));
	for (at = e->messages->child; at != NULL; at = at->next) {
		struct message *m = &e->message[e->nmessages++];

		view_message(m, at);
		if (m->who == ROLE_TOOL && m > e->message)
			m->caller = caller_of(m);
	}
}
