/* SPDX-License-Identifier: MIT */
#include "tools/split/near.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/text/alike.h"

void
near_init(struct near *w, double threshold)
{
	*w = (struct near){
	    .threshold = threshold,
	    .bands = minhash_bands(threshold),
	};
}

void
near_free(struct near *w)
{
	free(w->signatures);
	*w = (struct near){0};
}

/* A content: a string, or an array of parts with a text. */
static void
add_content(struct minhash *m, const struct json *content)
{
	if (json_is_string(content))
		minhash_text(m, content->text);
	if (!json_is_array(content))
		return;
	for (const struct json *c = content->child; c != NULL; c = c->next) {
		const struct json *text = json_get(c, "text");

		if (json_is_string(text))
			minhash_text(m, text->text);
	}
}

/* What an assistant calls says as much as what it writes. */
static void
add_calls(struct minhash *m, const struct json *calls)
{
	if (!json_is_array(calls))
		return;
	for (const struct json *c = calls->child; c != NULL; c = c->next) {
		const struct json *f = json_get(c, "function");
		const struct json *name = json_get(f, "name");
		const struct json *arguments = json_get(f, "arguments");

		if (json_is_string(name))
			minhash_text(m, name->text);
		if (json_is_string(arguments))
			minhash_text(m, arguments->text);
	}
}

static void
add_messages(struct minhash *m, const struct json *messages)
{
	if (!json_is_array(messages))
		return;
	for (const struct json *e = messages->child; e != NULL; e = e->next) {
		const struct json *role = json_get(e, "role");

		if (json_is_string(role) &&
		    (str_is(role->text, "system") ||
			str_is(role->text, "developer")))
			continue;
		add_content(m, json_get(e, "content"));
		add_calls(m, json_get(e, "tool_calls"));
	}
}

void
near_sign(struct minhash *m, const struct json *root, struct str record,
    unsigned char *signature)
{
	minhash_start(m);
	if (root == NULL)
		minhash_text(m, record);
	add_messages(m, json_get(root, "messages"));
	add_messages(m, json_get(json_get(root, "input"), "messages"));
	add_messages(m, json_get(root, "preferred_output"));
	add_messages(m, json_get(root, "non_preferred_output"));
	add_content(m, json_get(root, "prompt"));
	add_content(m, json_get(root, "completion"));
	if (!minhash_sign(m, signature))
		memset(signature, 0, MINHASH_SIZE);
}

void
near_add(struct near *w, const unsigned char *signature)
{
	if (w->n == w->room) {
		w->room = w->room == 0 ? 1024 : w->room + w->room / 2;
		w->signatures =
		    mem_resize(w->signatures, w->room, MINHASH_SIZE);
	}
	memcpy(w->signatures + w->n++ * MINHASH_SIZE, signature, MINHASH_SIZE);
}

/* Groups records that draw the same number, too; returns how many numbers there
 * are.  Such entries stand side by side. */
static uint64_t
join_units(uint32_t *group, const struct drawn *e, size_t n)
{
	uint64_t units = 0;

	for (size_t i = 0; i < n; i++)
		if (i > 0 && e[i].number == e[i - 1].number)
			alike_join(group, e[i].place, e[i - 1].place);
		else
			units++;
	return units;
}

/* Gives all of a group the first number that one of them has; returns how many
 * groups there are.  The entries stand in the order of their numbers. */
static uint64_t
renumber(uint32_t *group, struct drawn *e, size_t n)
{
	uint64_t *least = mem_resize(NULL, n, sizeof(*least)), groups = 0;

	for (size_t i = n; i-- > 0;)
		least[alike_first(group, e[i].place)] = e[i].number;
	for (size_t i = 0; i < n; i++) {
		uint32_t first = alike_first(group, e[i].place);

		e[i].number = least[first];
		groups += first == e[i].place;
	}
	free(least);
	return groups;
}

void
near_join(struct near *w, struct deal *d)
{
	uint32_t *group;

	if (d->n == 0)
		return;
	group = mem_resize(NULL, d->n, sizeof(*group));
	alike_find(w->signatures, d->n, w->threshold, group);
	free(w->signatures);
	w->signatures = NULL;
	deal_sort(d);
	w->joined = join_units(group, d->entries, d->n);
	w->joined -= renumber(group, d->entries, d->n);
	free(group);
}
