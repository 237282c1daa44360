/* SPDX-License-Identifier: MIT */
#include "tools/split/deal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/diag.h"
#include "common/base/mem.h"

/* Records that stay together, in the sorted entries. */
struct unit {
	uint32_t first, n;
};

static void
enter(struct deal *d, uint32_t index)
{
	size_t at = (size_t)d->strata[index].hash & (d->nslots - 1);

	while (d->slots[at] != 0)
		at = (at + 1) & (d->nslots - 1);
	d->slots[at] = index + 1;
}

static void
grow_slots(struct deal *d)
{
	free(d->slots);
	d->nslots = d->nslots == 0 ? 64 : d->nslots * 2;
	d->slots = mem_zero(d->nslots, sizeof(*d->slots));
	d->strata = mem_resize(d->strata, d->nslots, sizeof(*d->strata));
	for (size_t i = 0; i < d->nstrata; i++)
		enter(d, (uint32_t)i);
}

static uint32_t
index_of(struct deal *d, uint64_t hash)
{
	size_t at;

	if (2 * d->nstrata >= d->nslots)
		grow_slots(d);
	for (at = (size_t)hash & (d->nslots - 1); d->slots[at] != 0;
	     at = (at + 1) & (d->nslots - 1))
		if (d->strata[d->slots[at] - 1].hash == hash)
			return d->slots[at] - 1;
	if (d->nstrata == STRATA_MAX)
		diag_die(STATUS_NO, "--stratify: there are more than %d values",
		    STRATA_MAX);
	d->strata[d->nstrata] = (struct stratum){.hash = hash};
	d->slots[at] = (uint32_t)++d->nstrata;
	return (uint32_t)(d->nstrata - 1);
}

void
deal_add(struct deal *d, uint64_t number, uint64_t stratum)
{
	uint32_t index = index_of(d, stratum);

	if (d->n == DEAL_MAX)
		diag_die(STATUS_NO, "there are more than %ju records",
		    (uintmax_t)DEAL_MAX);
	if (d->n == d->room) {
		d->room = d->room == 0 ? 1024 : d->room + d->room / 2;
		d->entries =
		    mem_resize(d->entries, d->room, sizeof(*d->entries));
	}
	d->strata[index].records++;
	d->entries[d->n] = (struct drawn){number, index, (uint32_t)d->n};
	d->n++;
}

static int
compare_u64(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_strata(const void *a, const void *b)
{
	const struct stratum *x = a, *y = b;

	return compare_u64(x->hash, y->hash);
}

static int
compare_entries(const void *a, const void *b)
{
	const struct drawn *x = a, *y = b;
	int order = compare_u64(x->number, y->number);

	return order != 0 ? order : compare_u64(x->stratum, y->stratum);
}

void
deal_sort(struct deal *d)
{
	if (d->n > 0)
		qsort(d->entries, d->n, sizeof(*d->entries), compare_entries);
}

/* So that nothing depends on which value was seen first. */
static void
sort_strata(struct deal *d)
{
	uint32_t *now = mem_resize(NULL, d->nstrata + 1, sizeof(*now));
	struct stratum *was = mem_resize(NULL, d->nstrata + 1, sizeof(*was));

	if (d->nstrata > 0)
		memcpy(was, d->strata, d->nstrata * sizeof(*was));
	qsort(d->strata, d->nstrata, sizeof(*d->strata), compare_strata);
	memset(d->slots, 0, d->nslots * sizeof(*d->slots));
	for (size_t i = 0; i < d->nstrata; i++)
		enter(d, (uint32_t)i);
	for (size_t i = 0; i < d->nstrata; i++)
		now[i] = index_of(d, was[i].hash);
	for (size_t i = 0; i < d->n; i++)
		d->entries[i].stratum = now[d->entries[i].stratum];
	free(was);
	free(now);
}

/*
 * What one part wants of each stratum, of what the parts before it leave: the
 * share of the records up to the stratum's last, less that up to the one
 * before, each rounded.  These add up to the part's whole, and each is within
 * one of its share.
 */
static void
want_part(struct deal *d, size_t part, uint64_t wanted, uint64_t *left)
{
	uint64_t all = 0, seen = 0, given = 0;

	for (size_t c = 0; c < d->nstrata; c++)
		all += left[c];
	for (size_t c = 0; c < d->nstrata; c++) {
		uint64_t upto, want;

		seen += left[c];
		upto = all == 0 ? 0 : (wanted * seen + all / 2) / all;
		want = upto - given;
		given = upto;
		left[c] -= want;
		d->wanted[c * d->nparts + part] = want;
		d->missing[c * d->nparts + part] = (int64_t)want;
	}
}

static void
want(struct deal *d, const uint64_t *wanted, size_t nparts)
{
	uint64_t *left = mem_zero(d->nstrata + 1, sizeof(*left));
	size_t cells = d->nstrata * nparts + 1;

	d->nparts = nparts;
	d->wanted = mem_zero(cells, sizeof(*d->wanted));
	d->missing = mem_zero(cells, sizeof(*d->missing));
	d->room_left = mem_zero(nparts, sizeof(*d->room_left));
	d->dealt = mem_zero(nparts, sizeof(*d->dealt));
	d->part = mem_zero(d->n + 1, sizeof(*d->part));
	for (size_t c = 0; c < d->nstrata; c++)
		left[c] = d->strata[c].records;
	for (size_t p = 0; p < nparts; p++) {
		want_part(d, p, wanted[p], left);
		d->room_left[p] = (int64_t)wanted[p];
	}
	free(left);
}

static size_t
same_stratum(const struct drawn *e, size_t n)
{
	size_t size = 1;

	while (size < n && e[size].stratum == e[0].stratum)
		size++;
	return size;
}

/*
 * By how much the strata of a unit get farther from what the part wants of
 * them, as squares in proportion to it.  Every step is exact or rounded once,
 * so that all machines agree.
 */
static double
cost_of(const struct deal *d, size_t part, const struct drawn *e, size_t n)
{
	double sum = 0;
	size_t size;

	for (size_t i = 0; i < n; i += size) {
		size_t cell = e[i].stratum * d->nparts + part;
		double more;

		size = same_stratum(e + i, n - i);
		more = (double)((int64_t)size - 2 * d->missing[cell]);
		more *= (double)size;
		more /= (double)(d->wanted[cell] + 1);
		sum += more;
	}
	return sum;
}

static void
give(struct deal *d, size_t part, const struct drawn *e, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		d->missing[e[i].stratum * d->nparts + part]--;
		d->part[e[i].place] = (unsigned char)part;
	}
	d->room_left[part] -= (int64_t)n;
	d->dealt[part] += n;
}

/* left: how many units there are still, this one included. */
static void
deal_unit(struct deal *d, const struct drawn *e, size_t n, size_t left)
{
	size_t best = d->nparts, empty = 0;
	double least = 0;

	for (size_t p = 0; p < d->nparts; p++)
		empty += d->dealt[p] == 0 && d->room_left[p] > 0;
	for (size_t p = 0; p < d->nparts; p++) {
		double cost;

		if (d->room_left[p] <= 0 || (left <= empty && d->dealt[p] > 0))
			continue;
		cost = cost_of(d, p, e, n);
		if (best == d->nparts || cost < least) {
			best = p;
			least = cost;
		}
	}
	give(d, best, e, n);
}

static size_t
unit_size(const struct deal *d, size_t at)
{
	size_t n = 1;

	while (
	    at + n < d->n && d->entries[at + n].number == d->entries[at].number)
		n++;
	return n;
}

/* The larger ones first; the entries stand in the order of the numbers. */
static int
compare_units(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;

	return x->n != y->n ? compare_u64(y->n, x->n)
			    : compare_u64(x->first, y->first);
}

/* The units of several records, sorted; *nunits: how many there are at all. */
static struct unit *
find_units(const struct deal *d, size_t *n, size_t *nunits)
{
	struct unit *units = NULL;
	size_t room = 0, size;

	*n = *nunits = 0;
	for (size_t at = 0; at < d->n; at += size) {
		size = unit_size(d, at);
		++*nunits;
		if (size == 1)
			continue;
		if (*n == room) {
			room = room == 0 ? 256 : room + room / 2;
			units = mem_resize(units, room, sizeof(*units));
		}
		units[(*n)++] = (struct unit){(uint32_t)at, (uint32_t)size};
	}
	if (*n > 0)
		qsort(units, *n, sizeof(*units), compare_units);
	return units;
}

void
deal_out(struct deal *d, const uint64_t *wanted, size_t nparts)
{
	struct unit *units;
	size_t n, left, size;

	if (d->n == 0)
		return;
	sort_strata(d);
	want(d, wanted, nparts);
	deal_sort(d);
	units = find_units(d, &n, &left);
	for (size_t i = 0; i < n; i++)
		deal_unit(d, d->entries + units[i].first, units[i].n, left--);
	free(units);
	for (size_t at = 0; at < d->n; at += size) {
		size = unit_size(d, at);
		if (size == 1)
			deal_unit(d, d->entries + at, 1, left--);
	}
	free(d->entries);
	d->entries = NULL;
}

void
deal_free(struct deal *d)
{
	free(d->entries);
	free(d->strata);
	free(d->slots);
	free(d->wanted);
	free(d->missing);
	free(d->room_left);
	free(d->dealt);
	free(d->part);
	*d = (struct deal){0};
}
