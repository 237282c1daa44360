/* SPDX-License-Identifier: MIT */
/*
 * What the scores of some examples say about a model, and about two of them.
 *
 * All intervals are of 95 %.  The same numbers give the same answers on every
 * machine: the bootstrap draws from a generator that is fixed for ever.
 *
 *	stats_mean(tuned, n, binary, &mean);
 *	stats_compare(base, tuned, n, binary, STATS_WORTH, &c);
 *	stats_verdict_write(&text, &c);		"better"
 */
#ifndef FT_SCORE_STATS_H
#define FT_SCORE_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"

/* How often a bootstrap draws; and from how many examples on it would not tell
 * from the normal approximation, which is taken. */
enum { STATS_DRAWS = 10000, STATS_NORMAL = 20000 };

struct stats_mean {
	size_t n;
	double mean, low, high;
};

/*
 * The mean of n scores from 0 to 1 and where it lies.  Of binary scores the
 * interval is Wilson's (1927); of others the bootstrap's, bias-corrected and
 * accelerated (BCa: Efron 1987).  Of no scores the mean is 0 and lies between
 * 0 and 1; so does the mean of one that is not binary.
 */
void stats_mean(
    const double *score, size_t n, bool binary, struct stats_mean *to);

/*
 * Is another model better than the base?  Both answered the same examples.
 *
 * It is BETTER or WORSE where the difference is significant at 5 %: of binary
 * scores by McNemar's test, p < 0.05; of others, and of STATS_FEW of them at
 * least, where the interval of the paired bootstrap (BCa) leaves out 0.  Where
 * it is not,
 *
 *	N = (z(0.975) + z(0.8))^2 s^2 / d^2
 *
 * examples are needed to see a difference of d in 80 % of all trials: d is the
 * one found or the smallest that is worth the name, whichever is larger, and
 *
 *	s^2 = (1 + sum (d_i - mean)^2) / n
 *
 * the variance of the differences, with one more that is off by 1, so that few
 * examples that agree do not prove that all do.  With fewer than N examples
 * there are TOO_FEW to tell, with N or more there is NO_DIFFERENCE shown.  (The
 * formula is that of Miller, Adding Error Bars to Evals, 2024, for pairs.)
 */
enum stats_verdict {
	STATS_BETTER,
	STATS_WORSE,
	STATS_NO_DIFFERENCE,
	STATS_TOO_FEW,
};

enum { STATS_FEW = 10 };

/* The smallest difference worth the name, where the user gives no other. */
#define STATS_WORTH 0.02

struct stats_comparison {
	size_t n;
	bool binary;
	double difference, low, high; /* other - base; -1 to 1 */
	size_t won, lost, tied;	      /* examples, as the other sees it */
	double p; /* McNemar's, two-sided; of other scores the bootstrap's */
	enum stats_verdict verdict;
	uint64_t needed; /* N; above n where the verdict is TOO_FEW */
};

void stats_compare(const double *base, const double *other, size_t n,
    bool binary, double worth, struct stats_comparison *to);

/*
 * Several of both at once: each comes to the same as by itself, and those of as
 * many examples take less time together.
 */
struct stats_task {
	const double *base; /* NULL: the mean is wanted, else the comparison */
	const double *score;
	size_t n;
	bool binary;
	double worth;		     /* of a comparison */
	struct stats_mean *mean;     /* where the one goes, */
	struct stats_comparison *to; /* ... or the other */
};
void stats_run(const struct stats_task *tasks, size_t n);

/* "better", "worse", "no difference shown", "too few examples to tell" */
const char *stats_verdict_name(enum stats_verdict verdict);

/* The same, with "too few examples to tell: about 1,200 needed". */
void stats_verdict_write(struct buf *to, const struct stats_comparison *c);

/*
 * McNemar's test: p of two models that differ in so many examples, one being
 * right and the other wrong.  Exact, from the binomial distribution, up to
 * STATS_EXACT of them; above, chi-squared with Edwards's correction for
 * continuity (1948).
 */
enum { STATS_EXACT = 1000 };
double stats_mcnemar(size_t won, size_t lost);

/* How many examples show a difference with that standard deviation: N above.
 * UINT64_MAX where none are enough. */
uint64_t stats_needed(double difference, double deviation);

/*
 * The value below which that share (0 to 1) of n values lies, between the two
 * nearest by linear interpolation (type 7 of Hyndman and Fan 1996, as NumPy and
 * R have it).  The values are sorted, n > 0.
 */
double stats_percentile(const double *sorted, size_t n, double share);

/* Sorts values for stats_percentile(). */
void stats_sort(double *values, size_t n);

#endif
