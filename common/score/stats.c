/* SPDX-License-Identifier: MIT */
#include "common/score/stats.h"

#include <math.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/score/bootstrap.h"
#include "common/score/compare.h"
#include "common/score/gauss.h"

/* Wilson's interval of a share. */
static void
wilson(struct stats_mean *to)
{
	double n = (double)to->n, z2 = GAUSS_95 * GAUSS_95, p = to->mean;
	double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	double half =
	    GAUSS_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);

	/* The ends of 0 and 1 are exact, but for rounding. */
	to->low = p == 0 ? 0 : middle - half;
	to->high = p == 1 ? 1 : middle + half;
}

void
stats_mean(const double *score, size_t n, bool binary, struct stats_mean *to)
{
	stats_run(
	    &(struct stats_task){
		.score = score, .n = n, .binary = binary, .mean = to},
	    1);
}

static void
finish_mean(const struct stats_task *t, const struct bootstrap *b)
{
	struct stats_mean *to = t->mean;

	*to = (struct stats_mean){.n = t->n, .high = 1};
	if (t->n == 0)
		return;
	to->mean = b->mean;
	if (t->binary) {
		wilson(to);
	} else if (t->n > 1) {
		to->low = b->low;
		to->high = b->high;
	}
}

/* A task in the making. */
struct making {
	double *differences; /* of a comparison; else NULL */
	struct bootstrap b;
	bool done;
};

/* Is there nothing to draw?  Then the mean is enough. */
static bool
is_plain(const struct stats_task *t)
{
	return t->base == NULL && (t->binary || t->n == 1);
}

static void
begin(struct making *m, const struct stats_task *t)
{
	double sum = 0;

	if (t->base != NULL)
		m->differences = stats_differences(t->base, t->score, t->n);
	m->b = (struct bootstrap){.low = -1, .high = 1, .p = 1};
	m->done = t->n == 0 || is_plain(t);
	if (!m->done || t->n == 0)
		return;
	for (size_t i = 0; i < t->n; i++)
		sum += t->score[i];
	m->b.mean = sum / (double)t->n;
}

/* Draws for the first task that is not done, and for others of its size. */
static void
draw_some(struct making *m, const struct stats_task *tasks, size_t n)
{
	const double *v[BOOTSTRAP_TOGETHER];
	struct bootstrap b[BOOTSTRAP_TOGETHER];
	size_t at[BOOTSTRAP_TOGETHER], k = 0;

	for (size_t i = 0; i < n && k < BOOTSTRAP_TOGETHER; i++) {
		if (m[i].done || tasks[i].n != tasks[0].n)
			continue;
		v[k] = m[i].differences != NULL ? m[i].differences
						: tasks[i].score;
		m[i].done = true;
		at[k++] = i;
	}
	bootstrap_means(b, v, k, tasks[0].n);
	for (size_t j = 0; j < k; j++)
		m[at[j]].b = b[j];
}

void
stats_run(const struct stats_task *tasks, size_t n)
{
	struct making *m = mem_zero(n, sizeof(*m));

	for (size_t i = 0; i < n; i++)
		begin(&m[i], &tasks[i]);
	for (size_t i = 0; i < n; i++)
		if (!m[i].done)
			draw_some(&m[i], &tasks[i], n - i);
	for (size_t i = 0; i < n; i++) {
		if (tasks[i].base == NULL)
			finish_mean(&tasks[i], &m[i].b);
		else
			stats_finish(&tasks[i], m[i].differences, &m[i].b);
		free(m[i].differences);
	}
	free(m);
}

double
stats_percentile(const double *sorted, size_t n, double share)
{
	double at = share * (double)(n - 1);
	size_t below = (size_t)at;

	if (below + 1 >= n)
		return sorted[n - 1];
	return sorted[below] +
	    (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
stats_sort(double *values, size_t n)
{
	if (n > 1)
		qsort(values, n, sizeof(*values), by_value);
}
