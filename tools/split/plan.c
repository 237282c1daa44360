/* SPDX-License-Identifier: MIT */
#include "tools/split/plan.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/sort.h"
#include "tools/split/number.h"

void
plan_want(struct plan *p, const uint64_t share[SIDES], uint64_t n)
{
	uint64_t test = p->nsides > TEST ? number_share(share[TEST], n) : 0;

	p->wanted[TRAIN] = number_share(share[TRAIN], n);
	if (test > n - p->wanted[TRAIN])
		test = n - p->wanted[TRAIN];
	p->wanted[TEST] = test;
	p->wanted[VALIDATION] = n - p->wanted[TRAIN] - test;
}

void
plan_want_count(struct plan *p, uint64_t validation)
{
	uint64_t both = p->wanted[TRAIN] + p->wanted[VALIDATION];

	p->wanted[VALIDATION] = validation < both ? validation : both;
	p->wanted[TRAIN] = both - p->wanted[VALIDATION];
}

/* From that number on, it is that side. */
static void
add_stretch(struct plan *p, uint64_t from, enum side side)
{
	size_t n = p->nstretches;

	if (n > 0 && p->stretches[n - 1].side == side)
		return;
	if (n > 0 && p->stretches[n - 1].from == from) {
		p->stretches[n - 1].side = side;
		return;
	}
	p->stretches = mem_resize(p->stretches, n + 1, sizeof(*p->stretches));
	p->stretches[n] = (struct stretch){n == 0 ? 0 : from, side};
	p->nstretches++;
}

/* How many of the numbers at the start of v are equal. */
static size_t
group_size(const uint64_t *v, size_t n)
{
	size_t size = 1;

	while (size < n && v[size] == v[0])
		size++;
	return size;
}

/* How filling the sides went. */
struct fill {
	uint64_t room[SIDES];
	size_t passed; /* the smallest group that training had no room for */
	size_t passed_size; /* 0: there was none */
};

static enum side
side_with_room(struct fill *f, size_t at, size_t size)
{
	if (size <= f->room[TRAIN]) {
		f->room[TRAIN] -= size;
		return TRAIN;
	}
	if (f->passed_size == 0 || size < f->passed_size) {
		f->passed = at;
		f->passed_size = size;
	}
	if (size <= f->room[TEST]) {
		f->room[TEST] -= size;
		return TEST;
	}
	return VALIDATION;
}

/*
 * Goes through the groups of equal numbers in their order, which is random,
 * and puts each in training where there is room for it, else in the test side,
 * else in validation, so that a group that does not fit is passed over for the
 * next.  The group at extra goes to training anyway.
 */
static struct fill
fill_sides(struct plan *p, const uint64_t *v, size_t n, size_t extra)
{
	struct fill f = {0};
	size_t size;

	p->nstretches = 0;
	memcpy(f.room, p->wanted, sizeof(f.room));
	for (size_t at = 0; at < n; at += size) {
		size = group_size(v + at, n - at);
		add_stretch(p, v[at],
		    at == extra ? TRAIN : side_with_room(&f, at, size));
	}
	return f;
}

uint64_t
plan_repeats(const uint64_t *v, size_t n)
{
	uint64_t repeats = 0;

	for (size_t i = 1; i < n; i++)
		repeats += v[i] == v[i - 1];
	return repeats;
}

void
plan_shuffle(
    struct plan *p, uint64_t *hashes, size_t n, uint64_t seed, bool leak)
{
	uint64_t short_of;
	struct fill f;

	for (size_t i = 0; i < n; i++)
		hashes[i] = number_of_hash(seed, hashes[i]);
	sort_u64_with(hashes, n, p->threads);
	p->duplicates = plan_repeats(hashes, n);
	if (leak) {
		for (size_t i = 0; i < n; i++)
			hashes[i] = number_of_place(seed, i);
		sort_u64_with(hashes, n, p->threads);
	}
	f = fill_sides(p, hashes, n, n);
	/* Only groups larger than what is missing are left: one of them may
	 * still bring training nearer to what it wants. */
	short_of = f.room[TRAIN];
	if (f.passed_size > 0 && f.passed_size < 2 * short_of &&
	    p->wanted[TRAIN] - short_of + f.passed_size < n)
		fill_sides(p, hashes, n, f.passed);
}

/* Is x among the sorted numbers from v[from] to before v[to]? */
static bool
is_among(const uint64_t *v, uint64_t from, uint64_t to, uint64_t x)
{
	while (from < to) {
		uint64_t middle = from + (to - from) / 2;

		if (v[middle] == x)
			return true;
		if (v[middle] < x)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

/* Likewise, where x never gets smaller from call to call; moves *from. */
static bool
is_next(const uint64_t *v, uint64_t *from, uint64_t to, uint64_t x)
{
	while (*from < to && v[*from] < x)
		++*from;
	return *from < to && v[*from] == x;
}

/*
 * Counts the repeats among a side's sorted hashes, and moves those that an
 * earlier side has, one of each, to the start of the side's part.
 */
static void
gather_moved(struct plan *p, uint64_t *v, size_t side)
{
	uint64_t at[SIDES], kept = p->part[side], last = 0;

	memcpy(at, p->part, sizeof(at));
	for (uint64_t i = p->part[side]; i < p->part[side + 1]; i++) {
		uint64_t x = v[i];
		bool again = i > p->part[side] && x == last, before = false;

		for (size_t s = 0; s < side; s++)
			before |= is_next(v, &at[s], p->part[s + 1], x);
		p->duplicates += again || before;
		if (before && !again)
			v[kept++] = x;
		last = x;
	}
	p->moved[side] = kept;
}

void
plan_order(struct plan *p, uint64_t *hashes, bool leak)
{
	p->nstretches = 0;
	p->part[0] = 0;
	p->duplicates = 0;
	for (size_t s = 0; s < p->nsides; s++) {
		uint64_t from = p->part[s], to = from + p->wanted[s];

		p->part[s + 1] = to;
		if (from < to)
			add_stretch(p, from, (enum side)s);
		sort_u64_with(hashes + from, to - from, p->threads);
	}
	/* From the last side on, as each needs those before it whole. */
	for (size_t s = p->nsides; s-- > 0;)
		gather_moved(p, hashes, s);
	p->seen = leak ? NULL : hashes;
}

void
plan_by_number(struct plan *p, const uint64_t share[SIDES])
{
	uint64_t sum = 0;

	p->nstretches = 0;
	for (size_t s = 0; s < p->nsides && sum < NUMBER_WHOLE; s++) {
		if (share[s] > 0)
			add_stretch(p, number_bound(sum), (enum side)s);
		sum += share[s];
	}
}

/* The side, or the first one before it that has the hash too. */
static enum side
first_side(const struct plan *p, enum side side, uint64_t hash)
{
	const uint64_t *v = p->seen;

	if (!is_among(v, p->part[side], p->moved[side], hash))
		return side;
	/* Training's hashes are whole, as nothing is moved from there. */
	return side == VALIDATION ||
		is_among(v, p->part[TRAIN], p->part[TRAIN + 1], hash)
	    ? TRAIN
	    : VALIDATION;
}

enum side
plan_side(const struct plan *p, uint64_t number, uint64_t hash)
{
	size_t low = 0, high = p->nstretches;
	enum side side;

	/* The last stretch that begins at the number or before it. */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->stretches[middle].from <= number)
			low = middle;
		else
			high = middle;
	}
	side = p->stretches[low].side;
	return p->seen == NULL ? side : first_side(p, side, hash);
}

void
plan_free(struct plan *p)
{
	free(p->stretches);
	*p = (struct plan){0};
}
