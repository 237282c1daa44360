/* SPDX-License-Identifier: MIT */
#include "tools/lint/kept.h"

#include <stdlib.h>

struct kept_finding
kept_copy(struct kept *k, const struct file *f, const struct finding *at)
{
	struct kept_finding copy = {
	    .finding = *at,
	    .file = f->name,
	    .nth = f->all.by_rule[at->rule - rules],
	    .seq = k->seq++,
	};

	copy.finding.text = arena_copy(&k->memory, at->text);
	if (at->pointer.p != NULL)
		copy.finding.pointer = arena_copy(&k->memory, at->pointer);
	copy.finding.next = NULL;
	return copy;
}

void
kept_add(struct kept *k, const struct file *f, const struct finding *at)
{
	if (k->n == k->cap) {
		k->cap = k->cap == 0 ? 64 : k->cap * 2;
		k->v = mem_resize(k->v, k->cap, sizeof(*k->v));
	}
	k->v[k->n++] = kept_copy(k, f, at);
}

void
kept_clear(struct kept *k)
{
	k->n = 0;
	arena_reset(&k->memory);
}

void
kept_free(struct kept *k)
{
	free(k->v);
	arena_free(&k->memory);
	*k = (struct kept){0};
}
