/* SPDX-License-Identifier: MIT */
#include "tools/split/worker.h"

#include <stdlib.h>

void
census_add(struct census *sum, const struct census *part)
{
	sum->records += part->records;
	sum->blank += part->blank;
	sum->digest += part->digest;
	sum->ungrouped += part->ungrouped;
	sum->unstratified += part->unstratified;
	sum->bom = sum->bom || part->bom;
}

bool
worker_next(struct task *t, struct census *c, struct record *r)
{
	while (task_record(t, r)) {
		c->bom = c->bom || r->bom;
		if (!r->blank) {
			c->records++;
			return true;
		}
		c->blank++;
	}
	return false;
}

void *
worker_start(void *tool)
{
	struct worker *w = mem_zero(1, sizeof(*w));

	w->split = tool;
	w->keys = key_maker_new();
	minhash_init(&w->hasher);
	return w;
}

void
worker_stop(void *worker)
{
	struct worker *w = worker;

	key_maker_free(w->keys);
	minhash_free(&w->hasher);
	free(w);
}
