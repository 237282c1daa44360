/* SPDX-License-Identifier: MIT */
/*
 * The plans of all files, made by one thread and awaited by others.
 */
#ifndef FT_TOOLS_CSV2JSONL_PLANS_H
#define FT_TOOLS_CSV2JSONL_PLANS_H

#include <pthread.h>

#include "tools/csv2jsonl/plan.h"

struct plans {
	pthread_mutex_t lock; /* guards the following */
	pthread_cond_t put;
	struct plan **v; /* by number of the file; NULL: not there yet */
	size_t n;
	struct csv_dialect *dialects; /* by number of the file */
	size_t ndialects;
};

void plans_init(struct plans *ps);

/* Frees the plans too. */
void plans_free(struct plans *ps);

/* Gives the plan for a file to those who wait for it, and takes it over. */
void plans_put(struct plans *ps, size_t file, struct plan *p);

/* The dialect of a file, told before any chunk of it is taken. */
void plans_put_dialect(
    struct plans *ps, size_t file, struct csv_dialect dialect);
struct csv_dialect plans_dialect(struct plans *ps, size_t file);

/*
 * Waits for the plan of a file.  There is an end to it: the chunk that makes
 * the plan was taken by some thread before any later chunk, and that thread
 * waits for nothing but the plan of an earlier file.
 */
const struct plan *plans_await(struct plans *ps, size_t file);

#endif
