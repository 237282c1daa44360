/* SPDX-License-Identifier: MIT */
/*
 * Which record goes to which side.
 *
 * A plan is made from the hashes of all records (or from the shares alone) and
 * then asked about each record by the number it draws: the numbers from one
 * stretch's first to the next one's go to its side.  So nothing but the few
 * stretches is kept, however many records there are.
 *
 *	struct plan p = {.nsides = 2};
 *
 *	plan_want(&p, share, n);
 *	plan_shuffle(&p, hashes, n, seed, false);
 *	... plan_side(&p, number_of_hash(seed, hash), hash)
 *	plan_free(&p);
 */
#ifndef FT_SPLIT_PLAN_H
#define FT_SPLIT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order in which --method order deals them out. */
enum side { TRAIN, VALIDATION, TEST, SIDES };

struct stretch {
	uint64_t from;
	enum side side;
};

struct plan {
	size_t nsides;		/* 2, or 3 with TEST */
	uint64_t threads;	/* to sort with; 0 is 1 */
	uint64_t wanted[SIDES]; /* records */
	uint64_t duplicates;	/* records that repeat an earlier one */

	struct stretch *stretches; /* by from; the first begins at 0 */
	size_t nstretches;

	/*
	 * For plan_order(), borrowed: training's hashes, sorted, and in each
	 * other side's part those that an earlier side has too.
	 */
	const uint64_t *seen;
	uint64_t part[SIDES + 1]; /* where each side's part begins */
	uint64_t moved[SIDES];	  /* and where those hashes end */
};

/* Gives each side its share (in billionths, together the whole) of n records;
 * the validation side takes what rounding leaves. */
void plan_want(struct plan *p, const uint64_t share[SIDES], uint64_t n);

/* The validation side gets that many, as far as there are, and training what is
 * left. */
void plan_want_count(struct plan *p, uint64_t validation);

/*
 * Draws which records go where, so that every side gets what it wants: exactly,
 * or as near as groups of equal records allow.  Reorders and overwrites the
 * hashes.  With leak, equal records are not kept together: records draw with
 * number_of_place(), otherwise with number_of_hash().
 */
void plan_shuffle(
    struct plan *p, uint64_t *hashes, size_t n, uint64_t seed, bool leak);

/*
 * The first records to the first side, and so on; a record draws its place,
 * from 0.  There are as many hashes as records are wanted.  A record equal to
 * one of an earlier side goes there too, unless leak.  Reorders and overwrites
 * the hashes, which must live as long as the plan.
 */
void plan_order(struct plan *p, uint64_t *hashes, bool leak);

/* By the number alone, each side its share of all numbers there are. */
void plan_by_number(struct plan *p, const uint64_t share[SIDES]);

/* How many of the sorted numbers repeat one before. */
uint64_t plan_repeats(const uint64_t *v, size_t n);

/* hash is looked at only for a plan made by plan_order(). */
enum side plan_side(const struct plan *p, uint64_t number, uint64_t hash);

void plan_free(struct plan *p);

#endif
