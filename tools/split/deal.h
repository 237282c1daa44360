/* SPDX-License-Identifier: MIT */
/*
 * Which record goes to which part, where more than equality binds: groups that
 * may not be parted, strata whose shares are to be kept, folds.
 *
 * Records that draw the same number are a unit.  The units of several records
 * are dealt out first, the larger ones before the smaller, units of one size in
 * the order of their numbers.  Each goes to the part where it brings every
 * stratum nearest to what it wants there, of those parts that still want
 * records at all.  So no part ever gets as many records above what it wants as
 * the largest unit has; and where no records are bound together, every part
 * gets exactly what it wants of each stratum.  While a part is empty, the last
 * units are kept for it.
 *
 *	struct deal d = {0};
 *
 *	deal_add(&d, number, stratum);	for each record, in their order
 *	deal_out(&d, wanted, nparts);
 *	... deal_part(&d, place)
 *	deal_free(&d);
 */
#ifndef FT_SPLIT_DEAL_H
#define FT_SPLIT_DEAL_H

#include <stddef.h>
#include <stdint.h>

/* How many folds there may be. */
enum { PARTS_MAX = 100 };

/* Records and values beyond these are refused, by ending the program. */
#define DEAL_MAX UINT64_C(4294967295)
enum { STRATA_MAX = 1 << 16 };

struct drawn {
	uint64_t number;
	uint32_t stratum, place;
};

struct stratum {
	uint64_t hash, records;
};

struct deal {
	struct drawn *entries; /* by place until deal_sort() */
	size_t n, room;
	struct stratum *strata; /* by hash, from deal_out() on */
	size_t nstrata;
	uint32_t *slots; /* a table of 1 + the index in strata, or 0 */
	size_t nslots;

	size_t nparts;
	uint64_t *wanted;    /* by stratum and part */
	int64_t *missing;    /* the same, less what was dealt out */
	int64_t *room_left;  /* by part, of all strata */
	uint64_t *dealt;     /* by part */
	unsigned char *part; /* by place */
};

/* The next record: what it draws, and the hash of its stratum's value. */
void deal_add(struct deal *d, uint64_t number, uint64_t stratum);

/* Sorts the entries by the numbers drawn; deal_out() does so itself. */
void deal_sort(struct deal *d);

/* Deals the records out; wanted is as many as there are, by part. */
void deal_out(struct deal *d, const uint64_t *wanted, size_t nparts);

/* Where the record in a place goes; 0 for a place where none was. */
static inline unsigned
deal_part(const struct deal *d, uint64_t place)
{
	return place < d->n ? d->part[place] : 0;
}

void deal_free(struct deal *d);

#endif
