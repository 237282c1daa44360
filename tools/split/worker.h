/* SPDX-License-Identifier: MIT */
/* What the two readings of the input have in common. */
#ifndef FT_SPLIT_WORKER_H
#define FT_SPLIT_WORKER_H

#include "common/io/engine.h"
#include "tools/split/key.h"
#include "tools/split/split.h"

/* What the work on a chunk found. */
struct part {
	struct census census;
	uint64_t records[PARTS_MAX];
	/* Of t->out, where the sides' records lie in turn. */
	size_t bytes[PARTS_MAX];
	bool unended; /* the last record lacks its line end */
};

/* What a thread needs. */
struct worker {
	const struct split *split;
	struct key_maker *keys;
	struct minhash hasher;
	/* Of the chunk's parts; only those that there are are copied. */
	struct digest digests[PARTS_MAX];
};

void *worker_start(void *split);
void worker_stop(void *worker);

/* The next record; counts it and, on the way, the blank lines. */
bool worker_next(struct task *t, struct census *c, struct record *r);

/* Adds a record's hash to a digest: those of chunks add up to the same in any
 * order, those of records do not. */
static inline void
census_digest(struct census *c, const struct record *r, uint64_t hash)
{
	c->digest += hash * (2 * (uint64_t)r->index + 1);
}

void census_add(struct census *sum, const struct census *part);

/* The first reading: fills in the split's hashes, deal and near. */
void collect_work(void *worker, struct task *t);
void collect_done(void *split, struct task *t);

/* The second one: writes the records to their files. */
void copy_work(void *worker, struct task *t);
void copy_done(void *split, struct task *t);

#endif
