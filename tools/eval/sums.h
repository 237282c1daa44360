/* SPDX-License-Identifier: MIT */
/*
 * What all results say together: for each model its scores, classes of answers,
 * tokens, cost and latency, and for each pair of the base and another model
 * whether the other is better.
 *
 * Memory: 8 bytes for each score and each latency.
 */
#ifndef FT_TOOLS_EVAL_SUMS_H
#define FT_TOOLS_EVAL_SUMS_H

#include "common/score/stats.h"
#include "tools/eval/metrics.h"

struct model_sums {
	const char *name;
	uint64_t ends[ANSWER_ENDS];
	uint64_t prompt_tokens, completion_tokens, cached_tokens;
	uint64_t counted; /* answers whose tokens are told */
	int64_t cost;	  /* nano-dollars, of the priced ones */
	uint64_t priced, from_cache;
	double *ms; /* latencies, sorted by sums_close() */
	size_t nms, ms_room;

	/* For each metric: */
	double **scores; /* of every example, NAN where there is none */
	struct stats_mean *means;
	struct stats_comparison *against; /* the base; n is 0 for itself */
};

struct sums {
	const struct metrics *metrics;
	struct model_sums *models;
	size_t nmodels, base;
	double worth;	 /* see stats_compare() */
	size_t n, room;	 /* examples */
	size_t no_truth; /* records that have none */
	size_t broken;	 /* records that cannot be read */
	size_t images;
};

void sums_open(struct sums *s, const struct metrics *metrics,
    const char *const *models, size_t nmodels);
void sums_free(struct sums *s);

void sums_add(struct sums *s, const struct result *r);

/* Works out means, intervals and comparisons. */
void sums_close(struct sums *s);

/* Has any model a score of that metric? */
bool sums_has(const struct sums *s, size_t metric);

/* What an example says of a model beside the base: the mean of the differences
 * of its scores; 0 where nothing can be said. */
double sums_change(const struct sums *s, size_t example, size_t model);

/* The percentile of a model's latencies; -1 where none is known. */
double sums_latency(const struct model_sums *m, double share);

#endif
