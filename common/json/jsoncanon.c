/* SPDX-License-Identifier: MIT */
#include "common/json/jsoncanon.h"

#include <stdlib.h>

enum {
	TAG_END = 0xf9, /* of an array or object */
	TAG_OBJECT,
	TAG_ARRAY,
	TAG_NULL,
	TAG_BOOL,
	TAG_NUMBER,
	TAG_STRING,
};

/* Members of an object that are sorted without memory of their own. */
enum { FEW = 16 };

static void
add_text(struct buf *to, int tag, struct str text)
{
	buf_addc(to, (char)tag);
	buf_add_str(to, text);
}

static void
add_member(struct buf *to, const struct json *member)
{
	add_text(to, TAG_STRING, member->key);
	jsoncanon_add(to, member);
}

/* By name, and of one name the last first. */
static int
compare_members(const void *a, const void *b)
{
	const struct json *x = *(const struct json *const *)a;
	const struct json *y = *(const struct json *const *)b;
	int order = str_cmp(x->key, y->key);

	if (order != 0)
		return order;
	return (x->index < y->index) - (x->index > y->index);
}

static bool
is_in_order(const struct json *object)
{
	const struct json *m = object->child;

	for (; m != NULL && m->next != NULL; m = m->next)
		if (str_cmp(m->key, m->next->key) >= 0)
			return false;
	return true;
}

static void
add_sorted(struct buf *to, const struct json *object)
{
	const struct json *few[FEW], **members = few, *m = object->child;
	size_t n = object->count;

	if (n > FEW)
		members = mem_resize(NULL, n, sizeof(*members));
	for (size_t i = 0; i < n; i++, m = m->next)
		members[i] = m;
	qsort(members, n, sizeof(*members), compare_members);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !str_eq(members[i]->key, members[i - 1]->key))
			add_member(to, members[i]);
	if (n > FEW)
		free(members);
}

static void
add_members(struct buf *to, const struct json *object)
{
	if (!is_in_order(object)) {
		add_sorted(to, object);
		return;
	}
	for (const struct json *m = object->child; m != NULL; m = m->next)
		add_member(to, m);
}

/* Calls itself at most JSON_DEPTH_MAX deep. */
void
jsoncanon_add(struct buf *to, const struct json *v)
{
	switch (v == NULL ? JSON_NULL : v->type) {
	case JSON_NULL:
		buf_addc(to, (char)TAG_NULL);
		break;
	case JSON_BOOL:
		add_text(to, TAG_BOOL, v->truth ? STR("t") : STR("f"));
		break;
	case JSON_NUMBER:
		add_text(to, TAG_NUMBER, v->text);
		break;
	case JSON_STRING:
		add_text(to, TAG_STRING, v->text);
		break;
	case JSON_ARRAY:
		buf_addc(to, (char)TAG_ARRAY);
		for (const struct json *c = v->child; c != NULL; c = c->next)
			jsoncanon_add(to, c);
		buf_addc(to, (char)TAG_END);
		break;
	case JSON_OBJECT:
		buf_addc(to, (char)TAG_OBJECT);
		add_members(to, v);
		buf_addc(to, (char)TAG_END);
		break;
	}
}
