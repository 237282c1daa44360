/* SPDX-License-Identifier: MIT */
/* Are two documents the same? */
#ifndef FT_TESTS_JSON_SAME_H
#define FT_TESTS_JSON_SAME_H

#include "common/json/json.h"

/* Wherever they stand. */
static inline bool
json_same(const struct json *a, const struct json *b)
{
	if (a->type != b->type || a->count != b->count ||
	    (a->type == JSON_BOOL && a->truth != b->truth) ||
	    !str_eq(a->text, b->text))
		return false;
	a = a->child;
	b = b->child;
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!str_eq(a->key, b->key) || !json_same(a, b))
			return false;
	return a == NULL && b == NULL;
}

/* With the same places in the same text. */
static inline bool
json_same_places(const struct json *a, const struct json *b)
{
	if (a->off != b->off || a->end != b->end || a->index != b->index ||
	    a->key_off != b->key_off)
		return false;
	a = a->child;
	b = b->child;
	for (; a != NULL && b != NULL; a = a->next, b = b->next)
		if (!json_same_places(a, b))
			return false;
	return true;
}

/* In all, what is odd too. */
static inline bool
json_same_doc(const struct json_doc *a, const struct json_doc *b)
{
	const struct json_odd *x = a->odd, *y = b->odd;

	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (x->what != y->what || x->off != y->off ||
		    x->at->off != y->at->off)
			return false;
	return x == NULL && y == NULL && json_same(a->root, b->root) &&
	    json_same_places(a->root, b->root);
}

#endif
