/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/plans.h"

#include <stdlib.h>

void
plans_init(struct plans *ps)
{
	*ps = (struct plans){.n = 0};
	pthread_mutex_init(&ps->lock, NULL);
	pthread_cond_init(&ps->put, NULL);
}

void
plans_free(struct plans *ps)
{
	for (size_t i = 0; i < ps->n; i++)
		plan_free(ps->v[i]);
	free(ps->v);
	free(ps->dialects);
	pthread_cond_destroy(&ps->put);
	pthread_mutex_destroy(&ps->lock);
}

void
plans_put(struct plans *ps, size_t file, struct plan *p)
{
	pthread_mutex_lock(&ps->lock);
	if (file >= ps->n) {
		ps->v = mem_resize(ps->v, file + 1, sizeof(*ps->v));
		while (ps->n <= file)
			ps->v[ps->n++] = NULL;
	}
	ps->v[file] = p;
	pthread_cond_broadcast(&ps->put);
	pthread_mutex_unlock(&ps->lock);
}

void
plans_put_dialect(struct plans *ps, size_t file, struct csv_dialect dialect)
{
	pthread_mutex_lock(&ps->lock);
	ps->dialects =
	    mem_resize(ps->dialects, file + 1, sizeof(*ps->dialects));
	while (ps->ndialects <= file)
		ps->dialects[ps->ndialects++] = dialect;
	pthread_mutex_unlock(&ps->lock);
}

struct csv_dialect
plans_dialect(struct plans *ps, size_t file)
{
	struct csv_dialect d;

	pthread_mutex_lock(&ps->lock);
	d = ps->dialects[file];
	pthread_mutex_unlock(&ps->lock);
	return d;
}

const struct plan *
plans_await(struct plans *ps, size_t file)
{
	const struct plan *p;

	pthread_mutex_lock(&ps->lock);
	while (file >= ps->n || ps->v[file] == NULL)
		pthread_cond_wait(&ps->put, &ps->lock);
	p = ps->v[file];
	pthread_mutex_unlock(&ps->lock);
	return p;
}
