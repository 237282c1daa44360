/* SPDX-License-Identifier: MIT */
#include "common/example/view.h"

#include <stddef.h>

/* Which member of a struct a key fills. */
struct slot {
	struct str key;
	size_t offset;
};

#define SLOT_AS(type, name, member)                              \
	{                                                        \
		{name, sizeof(name) - 1}, offsetof(type, member) \
	}
#define SLOT(type, member) SLOT_AS(type, #member, member)

static const struct slot openai_slots[] = {
    SLOT(struct message, role),
    SLOT(struct message, content),
    SLOT(struct message, name),
    SLOT(struct message, weight),
    SLOT(struct message, tool_calls),
    SLOT(struct message, tool_call_id),
    SLOT(struct message, function_call),
    SLOT(struct message, refusal),
};
static const struct slot sharegpt_slots[] = {
    SLOT_AS(struct message, "from", role),
    SLOT_AS(struct message, "value", content),
    SLOT(struct message, weight),
};
static const struct slot gemini_slots[] = {
    SLOT(struct message, role),
    SLOT_AS(struct message, "parts", content),
};
static const struct slot converse_slots[] = {
    SLOT(struct message, role),
    SLOT(struct message, content),
};

static const struct slot example_slots[] = {
    SLOT(struct example, messages),
    SLOT(struct example, tools),
    SLOT(struct example, functions),
    SLOT(struct example, parallel_tool_calls),
};

struct word {
	struct str word;
	enum role who;
};

/* The first of several for one role is the usual one. */
static const struct word openai_words[] = {
    {STR("system"), ROLE_SYSTEM},
    {STR("user"), ROLE_USER},
    {STR("assistant"), ROLE_ASSISTANT},
    {STR("tool"), ROLE_TOOL},
    {STR("developer"), ROLE_DEVELOPER},
    {STR("function"), ROLE_FUNCTION},
};
static const struct word sharegpt_words[] = {
    {STR("human"), ROLE_USER},
    {STR("gpt"), ROLE_ASSISTANT},
    {STR("system"), ROLE_SYSTEM},
    {STR("function_call"), ROLE_ASSISTANT},
    {STR("observation"), ROLE_TOOL},
    {STR("user"), ROLE_USER},
    {STR("assistant"), ROLE_ASSISTANT},
    {STR("tool"), ROLE_TOOL},
};
static const struct word gemini_words[] = {
    {STR("user"), ROLE_USER},
    {STR("model"), ROLE_ASSISTANT},
};
static const struct word converse_words[] = {
    {STR("user"), ROLE_USER},
    {STR("assistant"), ROLE_ASSISTANT},
};

#define ROWS(a) a, LENGTH(a)

static const struct {
	const char *role, *content;
	const struct slot *slots;
	size_t nslots;
	const struct word *words;
	size_t nwords;
} dialects[] = {
    [DIALECT_OPENAI] = {"role", "content", ROWS(openai_slots),
	ROWS(openai_words)},
    [DIALECT_SHAREGPT] = {"from", "value", ROWS(sharegpt_slots),
	ROWS(sharegpt_words)},
    [DIALECT_GEMINI] = {"role", "parts", ROWS(gemini_slots),
	ROWS(gemini_words)},
    [DIALECT_CONVERSE] = {"role", "content", ROWS(converse_slots),
	ROWS(converse_words)},
};

const char *
dialect_role(enum dialect dialect)
{
	return dialects[dialect].role;
}

const char *
dialect_content(enum dialect dialect)
{
	return dialects[dialect].content;
}

const char *
dialect_word(enum dialect dialect, enum role who)
{
	for (size_t i = 0; i < dialects[dialect].nwords; i++)
		if (dialects[dialect].words[i].who == who)
			return dialects[dialect].words[i].word.p;
	return "";
}

const char *
role_name(enum role who)
{
	return dialect_word(DIALECT_OPENAI, who);
}

static enum role
role_of(const struct json *role, enum dialect dialect)
{
	if (!json_is(role, JSON_STRING))
		return ROLE_UNKNOWN;
	for (size_t i = 0; i < dialects[dialect].nwords; i++)
		if (str_eq(role->text, dialects[dialect].words[i].word))
			return dialects[dialect].words[i].who;
	return ROLE_UNKNOWN;
}

static const struct slot *
find_slot(struct str key, const struct slot *slots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(key, slots[i].key))
			return &slots[i];
	return NULL;
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

static bool
is_key_of(const struct example_kind *kind, struct str key)
{
	for (const char *const *known = kind->keys; *known != NULL; known++)
		if (str_is(key, *known))
			return true;
	return kind->keys[0] == NULL;
}

const struct json *
example_unknown(const struct example *e, const struct json *after)
{
	const struct example_kind *kind = example_kind(e->type);
	const struct json *m;

	if (!json_is(e->root, JSON_OBJECT))
		return NULL;
	if (after == NULL || after->parent == e->root) {
		m = after == NULL ? e->root->child : after->next;
		for (; m != NULL; m = m->next)
			if (!is_key_of(kind, m->key))
				return m;
		after = NULL;
	}
	if (e->input == e->root || !json_is(e->input, JSON_OBJECT))
		return NULL;
	m = after == NULL ? e->input->child : after->next;
	while (m != NULL &&
	    find_slot(m->key, example_slots, LENGTH(example_slots)) != NULL)
		m = m->next;
	return m;
}

const struct json *
message_unknown(const struct example *e, const struct json *after)
{
	enum dialect dialect = example_kind(e->type)->dialect;
	const struct json *m = after->next;

	while (m != NULL &&
	    find_slot(m->key, dialects[dialect].slots,
		dialects[dialect].nslots) != NULL)
		m = m->next;
	return m;
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

static void
add_message(struct example *e, struct talk *talk, const struct json *json)
{
	enum dialect dialect = example_kind(e->type)->dialect;
	struct message *m = &e->message[e->nmessages++];

	*m = (struct message){.json = json, .talk = talk};
	talk->nmessages++;
	m->unknown =
	    fill(m, json, dialects[dialect].slots, dialects[dialect].nslots);
	m->who = role_of(m->role, dialect);
	if (m->who == ROLE_TOOL && m > talk->message)
		m->caller = caller_of(m);
}

/* A text that stands alone; of Gemini's instructions an object with parts. */
static void
add_word(struct example *e, struct talk *talk, const struct json *json)
{
	struct message *m = &e->message[e->nmessages];

	if (json_is(json, JSON_OBJECT) &&
	    example_kind(e->type)->dialect == DIALECT_GEMINI) {
		add_message(e, talk, json);
	} else {
		*m = (struct message){
		    .json = json, .talk = talk, .content = json};
		e->nmessages++;
		talk->nmessages++;
	}
	m->placed = true;
	m->who = talk->place->who;
}

/* Does an array hold messages, not the parts of one? */
static bool
is_list(const struct example *e, const struct json *at)
{
	enum dialect dialect = example_kind(e->type)->dialect;

	return json_is(at, JSON_ARRAY) && json_is(at->child, JSON_OBJECT) &&
	    json_get(at->child, dialects[dialect].role) != NULL;
}

static struct talk *
add_talk(
    struct example *e, const struct place_kind *place, const struct json *at)
{
	struct talk *talk = &e->talk[e->ntalks++];

	*talk = (struct talk){
	    .place = place, .at = at, .message = &e->message[e->nmessages]};
	return talk;
}

static void
add_list(struct example *e, struct talk *talk)
{
	talk->listed = true;
	for (const struct json *m = talk->at->child; m != NULL; m = m->next)
		add_message(e, talk, m);
}

/* Each is a conversation of its own. */
static void
add_each(
    struct example *e, const struct place_kind *place, const struct json *at)
{
	for (const struct json *v = at->child; v != NULL; v = v->next) {
		const struct json *json =
		    place->each == NULL ? v : json_get(v, place->each);
		struct talk *talk;

		if (json == NULL)
			continue;
		talk = add_talk(e, place, json);
		if (place->who == ROLE_UNKNOWN)
			add_message(e, talk, json);
		else
			add_word(e, talk, json);
	}
}

static void
add_place(
    struct example *e, const struct place_kind *place, const struct json *at)
{
	if (place->holds == HOLDS_EACH && json_is(at, JSON_ARRAY)) {
		add_each(e, place, at);
		return;
	}
	add_talk(e, place, at);
	if (at == NULL)
		return;
	if (place->holds == HOLDS_ONE)
		add_message(e, &e->talk[e->ntalks - 1], at);
	else if (place->holds == HOLDS_WORD && !is_list(e, at))
		add_word(e, &e->talk[e->ntalks - 1], at);
	else if (place->holds != HOLDS_EACH && at->type == JSON_ARRAY)
		add_list(e, &e->talk[e->ntalks - 1]);
}

const struct talk *
example_talk(const struct example *e, enum part part)
{
	for (size_t i = 0; i < e->ntalks; i++)
		if (e->talk[i].listed && e->talk[i].place->part == part)
			return &e->talk[i];
	return NULL;
}

/* What stands in a place; NULL too for what may as well be missing. */
static const struct json *
value_at(const struct example *e, const struct place_kind *place)
{
	const struct json *at =
	    json_get(place->under == NULL ? e->root : e->input, place->key);

	if (place->optional && at != NULL &&
	    (at->type == JSON_NULL ||
		(at->type == JSON_STRING && at->text.n == 0)))
		return NULL;
	return at;
}

void
example_view_as(struct example *e, const struct json *root,
    enum example_type type, struct arena *arena)
{
	const struct place_kind *places = example_kind(type)->places, *p;
	size_t messages = 0, talks = 0, n = 0;

	*e = (struct example){.root = root, .type = type, .input = root};
	if (places[0].key != NULL && places[0].under != NULL)
		e->input = json_get(root, places[0].under);
	(void)fill(e, e->input, example_slots, LENGTH(example_slots));
	for (p = places; n < EXAMPLE_PLACES && p->key != NULL; p++, n++) {
		e->at[n] = value_at(e, p);
		messages +=
		    json_is(e->at[n], JSON_ARRAY) ? e->at[n]->count + 1 : 1;
		talks += p->holds == HOLDS_EACH ? messages : 1;
	}
	e->message = arena_take(arena, messages, sizeof(*e->message));
	e->talk = arena_take(arena, talks, sizeof(*e->talk));
	for (size_t i = 0; i < n; i++)
		add_place(e, &places[i], e->at[i]);
	e->unknown = example_unknown(e, NULL);
}

void
example_view(struct example *e, const struct json *root, struct arena *arena)
{
	example_view_as(e, root, example_type(root), arena);
}
