/* SPDX-License-Identifier: MIT */
#include "tools/lint/lint.h"

static bool
is_sorted(const struct finding *f)
{
	for (; f != NULL && f->next != NULL; f = f->next)
		if (f->column > f->next->column)
			return false;
	return true;
}

/* Takes the first n off the list, of which there are more, and ends them. */
static struct finding *
take(struct finding **list, size_t n)
{
	struct finding *first = *list, *last = first;

	if (first == NULL)
		return NULL;
	while (--n > 0 && last->next != NULL)
		last = last->next;
	*list = last->next;
	last->next = NULL;
	return first;
}

/* Puts two lists together at *to, and returns where the next goes. */
static struct finding **
merge(struct finding **to, struct finding *a, struct finding *b)
{
	while (a != NULL || b != NULL) {
		struct finding **less =
		    b == NULL || (a != NULL && a->column <= b->column) ? &a
								       : &b;

		*to = *less;
		to = &(*less)->next;
		*less = (*less)->next;
	}
	return to;
}

/* From the bottom up: one record may have a hundred thousand. */
void
findings_sort(struct findings *list)
{
	struct finding *rest;
	size_t merges = 2;

	if (is_sorted(list->first))
		return;
	for (size_t n = 1; merges > 1; n *= 2) {
		rest = list->first;
		list->end = &list->first;
		for (merges = 0; rest != NULL; merges++) {
			struct finding *a = take(&rest, n);

			list->end = merge(list->end, a, take(&rest, n));
		}
		*list->end = NULL;
	}
}
