/* SPDX-License-Identifier: MIT */
#include "tools/eval/sums.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 16 };

void
sums_open(struct sums *s, const struct metrics *metrics,
    const char *const *models, size_t nmodels)
{
	*s = (struct sums){
	    .metrics = metrics, .nmodels = nmodels, .worth = STATS_WORTH};
	s->models = mem_zero(nmodels, sizeof(*s->models));
	for (size_t i = 0; i < nmodels; i++) {
		struct model_sums *m = &s->models[i];

		m->name = models[i];
		m->scores = mem_zero(metrics->n, sizeof(*m->scores));
		m->means = mem_zero(metrics->n, sizeof(*m->means));
		m->against = mem_zero(metrics->n, sizeof(*m->against));
	}
}

void
sums_free(struct sums *s)
{
	for (size_t i = 0; i < s->nmodels; i++) {
		struct model_sums *m = &s->models[i];

		for (size_t k = 0; k < s->metrics->n; k++)
			free(m->scores[k]);
		free(m->scores);
		free(m->means);
		free(m->against);
		free(m->ms);
	}
	free(s->models);
}

static void
grow(struct sums *s)
{
	s->room = s->room == 0 ? 1024 : 2 * s->room;
	for (size_t i = 0; i < s->nmodels; i++)
		for (size_t k = 0; k < s->metrics->n; k++)
			s->models[i].scores[k] = mem_resize(
			    s->models[i].scores[k], s->room, sizeof(double));
}

static void
add_latency(struct model_sums *m, int64_t ms)
{
	if (ms < 0)
		return;
	if (m->nms == m->ms_room) {
		m->ms_room = m->ms_room == 0 ? 1024 : 2 * m->ms_room;
		m->ms = mem_resize(m->ms, m->ms_room, sizeof(*m->ms));
	}
	m->ms[m->nms++] = (double)ms;
}

static void
add_reply(struct model_sums *m, const struct reply *r)
{
	m->ends[r->end]++;
	m->from_cache += r->from_cache;
	m->prompt_tokens += r->prompt_tokens;
	m->completion_tokens += r->completion_tokens;
	m->cached_tokens += r->cached_tokens;
	m->counted += r->counted;
	if (reply_is_there(r) && r->cost != NO_FIGURE) {
		m->cost += r->cost;
		m->priced++;
	}
	if (reply_is_there(r))
		add_latency(m, r->ms);
}

void
sums_add(struct sums *s, const struct result *r)
{
	if (s->n == s->room)
		grow(s);
	for (size_t i = 0; i < s->nmodels; i++) {
		add_reply(&s->models[i], &r->replies[i]);
		for (size_t k = 0; k < s->metrics->n; k++)
			s->models[i].scores[k][s->n] = r->replies[i].scores[k];
	}
	s->n++;
}

/* The scores that are there, without gaps; the caller frees them. */
static double *
present(const double *scores, const double *with, size_t n, size_t *left)
{
	double *to = mem_zero(n == 0 ? 1 : n, sizeof(*to));

	*left = 0;
	for (size_t i = 0; i < n; i++)
		if (!isnan(scores[i]) && !isnan(with[i]))
			to[(*left)++] = scores[i];
	return to;
}

/* What is to be worked out: a mean, or a comparison with the base. */
struct chore {
	size_t model, metric;
	bool against;
};

struct crew {
	struct sums *sums;
	struct chore *chores;
	size_t n;
	atomic_size_t next;
};

/* So many at a time: what is drawn for them is drawn together. */
enum { TOGETHER = 4 };

static void
begin_task(const struct sums *s, const struct chore *c, struct stats_task *task)
{
	struct model_sums *m = &s->models[c->model];
	const double *mine = m->scores[c->metric];
	const double *its = s->models[s->base].scores[c->metric];

	*task = (struct stats_task){
	    .binary = s->metrics->v[c->metric].binary, .worth = s->worth};
	if (c->against) {
		task->base = present(its, mine, s->n, &task->n);
		task->score = present(mine, its, s->n, &task->n);
		task->to = &m->against[c->metric];
	} else {
		task->score = present(mine, mine, s->n, &task->n);
		task->mean = &m->means[c->metric];
	}
}

static void *
help(void *arg)
{
	struct stats_task tasks[TOGETHER];
	struct crew *crew = arg;
	size_t from, n;

	while ((from = atomic_fetch_add(&crew->next, TOGETHER)) < crew->n) {
		n = crew->n - from < TOGETHER ? crew->n - from : TOGETHER;
		for (size_t i = 0; i < n; i++)
			begin_task(
			    crew->sums, &crew->chores[from + i], &tasks[i]);
		stats_run(tasks, n);
		for (size_t i = 0; i < n; i++) {
			free((double *)tasks[i].base);
			free((double *)tasks[i].score);
		}
	}
	return NULL;
}

/* All that is to be done: what is quick stands first, so that the rest falls
 * into groups. */
static void
list_chores(const struct sums *s, struct crew *crew)
{
	size_t metrics = s->metrics->n;

	crew->chores =
	    mem_zero(2 * s->nmodels * metrics, sizeof(*crew->chores));
	for (int quick = 1; quick >= 0; quick--)
		for (size_t i = 0; i < s->nmodels * metrics; i++) {
			struct chore c = {i / metrics, i % metrics, false};

			if (s->metrics->v[c.metric].binary == (quick == 1))
				crew->chores[crew->n++] = c;
			c.against = true;
			if (quick == 0 && c.model != s->base)
				crew->chores[crew->n++] = c;
		}
}

void
sums_close(struct sums *s)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t threads[THREADS];
	struct crew crew = {.sums = s};
	unsigned more = 0;

	list_chores(s, &crew);
	/* A bootstrap is a lot of arithmetic; each is by itself. */
	while (more < THREADS && more + 1 < cores &&
	    pthread_create(&threads[more], NULL, help, &crew) == 0)
		more++;
	help(&crew);
	while (more > 0)
		pthread_join(threads[--more], NULL);
	free(crew.chores);
	for (size_t i = 0; i < s->nmodels; i++)
		if (s->models[i].nms > 0)
			stats_sort(s->models[i].ms, s->models[i].nms);
}

bool
sums_has(const struct sums *s, size_t metric)
{
	for (size_t i = 0; i < s->nmodels; i++)
		if (s->models[i].means[metric].n > 0)
			return true;
	return false;
}

double
sums_change(const struct sums *s, size_t example, size_t model)
{
	double sum = 0;
	size_t n = 0;

	for (size_t k = 0; k < s->metrics->n; k++) {
		double d = s->models[model].scores[k][example] -
		    s->models[s->base].scores[k][example];

		if (!isnan(d)) {
			sum += d;
			n++;
		}
	}
	return n == 0 ? 0 : sum / (double)n;
}

double
sums_latency(const struct model_sums *m, double share)
{
	return m->nms == 0 ? -1 : stats_percentile(m->ms, m->nms, share);
}
