/* SPDX-License-Identifier: MIT */
/*
 * A comparison in two steps, between which the bootstrap of the differences is
 * drawn; for stats.c alone.
 */
#ifndef FT_SCORE_COMPARE_H
#define FT_SCORE_COMPARE_H

#include "common/base/mem.h"
#include "common/score/bootstrap.h"
#include "common/score/stats.h"

/* other - base; the caller frees it. */
double *stats_differences(
    const double *base, const double *other, size_t n) MUSTCHECK;

/* Fills the comparison of a task. */
void stats_finish(const struct stats_task *t, const double *differences,
    const struct bootstrap *b);

#endif
