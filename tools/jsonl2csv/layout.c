/* SPDX-License-Identifier: MIT */
#include "tools/jsonl2csv/layout.h"

/* The columns of each kind, before those of the weight and the metadata. */
static const char *const chat_columns[] = {"system", "user", "assistant", NULL};
static const char *const message_columns[] = {
    "conversation", "role", "content", NULL};
static const char *const completion_columns[] = {"prompt", "completion", NULL};
static const char *const preference_columns[] = {
    "system", "user", "preferred", "rejected", NULL};

static const char *const *
columns(const struct layout *l)
{
	switch (l->type) {
	case EXAMPLE_COMPLETION:
		return completion_columns;
	case EXAMPLE_PREFERENCE:
		return preference_columns;
	default:
		return l->by_message ? message_columns : chat_columns;
	}
}

bool
layout_is_plain(const struct json *messages)
{
	const struct json *m;

	if (!json_is_array(messages))
		return false;
	m = messages->child;
	if (message_is(m, "system"))
		m = m->next;
	return message_is(m, "user") && message_is(m->next, "assistant") &&
	    m->next->next == NULL;
}

/* Room is doubled whenever it is used up: at 1, 2, 4, ... keys. */
static void
add_key(struct layout *l, struct arena *a, struct str key)
{
	for (size_t i = 0; i < l->nkeys; i++)
		if (str_eq(l->keys[i], key))
			return;
	if (l->nkeys == LAYOUT_KEYS)
		return;
	if ((l->nkeys & (l->nkeys - 1)) == 0) {
		struct str *more =
		    arena_take(a, 2 * l->nkeys + 1, sizeof(*more));

		if (l->nkeys > 0)
			memcpy(more, l->keys, l->nkeys * sizeof(*more));
		l->keys = more;
	}
	l->keys[l->nkeys++] = arena_copy(a, key);
}

enum example_type
layout_type(const struct json *root)
{
	enum example_type type = example_type(root);

	return type == EXAMPLE_KTO ? EXAMPLE_COMPLETION : type;
}

void
layout_look(struct layout *l, struct arena *a, const struct json *root)
{
	const struct json *messages = example_messages(root);
	const struct json *metadata = json_get(root, "metadata");
	enum example_type type = layout_type(root);

	if (l->type == EXAMPLE_UNKNOWN)
		l->type = type;
	if (type == EXAMPLE_CHAT && !layout_is_plain(messages))
		l->several = true;
	if (type == EXAMPLE_CHAT && json_is_array(messages))
		for (const struct json *m = messages->child; m != NULL;
		     m = m->next)
			l->weight = l->weight || json_get(m, "weight") != NULL;
	if (json_is_object(metadata))
		for (const struct json *v = metadata->child; v != NULL;
		     v = v->next)
			if (json_is_string(v))
				add_key(l, a, v->key);
}

void
layout_merge(struct layout *l, struct arena *a, const struct layout *more)
{
	if (l->type == EXAMPLE_UNKNOWN)
		l->type = more->type;
	l->several = l->several || more->several;
	l->weight = l->weight || more->weight;
	for (size_t i = 0; i < more->nkeys; i++)
		add_key(l, a, more->keys[i]);
}

/* Drops keys that have the name of another column. */
static void
drop_taken(struct layout *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nkeys; i++) {
		bool taken = l->weight && str_is(l->keys[i], "weight");

		for (const char *const *name = columns(l); *name != NULL;
		     name++)
			taken = taken || str_is(l->keys[i], *name);
		if (!taken)
			l->keys[n++] = l->keys[i];
	}
	l->nkeys = n;
}

void
layout_choose(struct layout *l, enum rows rows)
{
	l->by_message =
	    rows == ROWS_MESSAGE || (rows == ROWS_AUTO && l->several);
	if (l->type != EXAMPLE_COMPLETION && l->type != EXAMPLE_PREFERENCE)
		l->type = EXAMPLE_CHAT;
	drop_taken(l);
}

void
layout_header(const struct layout *l, struct buf *to)
{
	const char *const *name = columns(l);

	buf_adds(to, *name);
	for (name++; *name != NULL; name++) {
		buf_addc(to, l->delimiter);
		buf_adds(to, *name);
	}
	if (l->weight) {
		buf_addc(to, l->delimiter);
		buf_adds(to, "weight");
	}
	for (size_t i = 0; i < l->nkeys; i++) {
		buf_addc(to, l->delimiter);
		layout_cell(l, l->keys[i], to);
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Blanks at the ends are quoted for readers that cut them. */
static bool
needs_quotes(const struct layout *l, struct str s)
{
	static const char special[] = {'"', '\n', '\r'};

	if (s.n == 0)
		return false;
	if (is_blank(s.p[0]) || is_blank(s.p[s.n - 1]))
		return true;
	for (size_t i = 0; i < LENGTH(special); i++)
		if (str_find(s, special[i]) < s.n)
			return true;
	return str_find(s, l->delimiter) < s.n;
}

void
layout_cell(const struct layout *l, struct str text, struct buf *to)
{
	if (!needs_quotes(l, text)) {
		buf_add_str(to, text);
		return;
	}
	buf_addc(to, '"');
	for (;;) {
		size_t n = str_find(text, '"');

		buf_add(to, text.p, n);
		if (n == text.n)
			break;
		buf_addc(to, '"');
		buf_addc(to, '"');
		text = str_from(text, n + 1);
	}
	buf_addc(to, '"');
}
