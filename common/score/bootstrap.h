/* SPDX-License-Identifier: MIT */
/*
 * The bootstrap of a mean: many samples of the same size are drawn from the
 * numbers, with replacement, and their means say how the mean varies.
 *
 * The interval is bias-corrected and accelerated (Efron 1987): its ends are
 * percentiles of the means drawn, moved by how many of these are below the
 * mean and by how skewed the numbers are.
 */
#ifndef FT_SCORE_BOOTSTRAP_H
#define FT_SCORE_BOOTSTRAP_H

#include <stdbool.h>
#include <stddef.h>

struct bootstrap {
	double mean;
	double squares;	  /* of what the numbers differ from it, the sum */
	double low, high; /* of 95 % */
	double p; /* twice the share that the narrowest interval with 0 as its
		     end leaves on either side */
};

/* So many are drawn together: they cost hardly more time than one. */
enum { BOOTSTRAP_TOGETHER = 4 };

/* Of k rows of n numbers, n > 0, k at most BOOTSTRAP_TOGETHER; each comes to
 * the same as by itself.  From STATS_NORMAL on, and of numbers that are all
 * the same, the interval is that of the normal approximation. */
void bootstrap_means(
    struct bootstrap *to, const double *const *v, size_t k, size_t n);

#endif
