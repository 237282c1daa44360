/* SPDX-License-Identifier: MIT */
#include "tools/jsonl2csv/drops.h"

#include "common/base/diag.h"

void
drops_add(struct drops *d, struct arena *a, struct str name, size_t n)
{
	struct drop *drop;

	if (d->names >= DROPS_MOST)
		name = STR("(others)");
	for (drop = d->first; drop != NULL; drop = drop->next)
		if (str_eq(drop->name, name)) {
			drop->n += n;
			return;
		}
	drop = arena_zero(a, 1, sizeof(*drop));
	drop->name = arena_copy(a, name);
	drop->n = n;
	if (d->last == NULL)
		d->first = drop;
	else
		d->last->next = drop;
	d->last = drop;
	d->names++;
}

void
drops_merge(struct drops *d, struct arena *a, const struct drops *more)
{
	for (const struct drop *m = more->first; m != NULL; m = m->next)
		drops_add(d, a, m->name, m->n);
}

void
drops_tell(const struct drops *d)
{
	for (const struct drop *drop = d->first; drop != NULL;
	     drop = drop->next)
		diag(LEVEL_WARNING, "left out: %.*s, %zu %s",
		    STR_ARGS(drop->name), drop->n,
		    drop->n == 1 ? "time" : "times");
}
