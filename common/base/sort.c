/* SPDX-License-Identifier: MIT */
#include "common/base/sort.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

enum {
	RADIX = 256,
	FEW = 32,
	MANY = 1 << 16, /* enough for threads to be worth their start */
	MAX_THREADS = 64,
};

/* The numbers with the byte b at some place end before end[b]. */
struct buckets {
	size_t count[RADIX], end[RADIX];
};

static void
sort_few(uint64_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint64_t x = v[i];
		size_t j = i;

		for (; j > 0 && v[j - 1] > x; j--)
			v[j] = v[j - 1];
		v[j] = x;
	}
}

static bool
is_sorted(const uint64_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i] < v[i - 1])
			return false;
	return true;
}

/* Puts the numbers into buckets by the byte at shift, in place. */
static void
distribute(uint64_t *v, size_t n, unsigned shift, struct buckets *to)
{
	size_t at[RADIX], sum = 0;

	*to = (struct buckets){0};
	for (size_t i = 0; i < n; i++)
		to->count[v[i] >> shift & (RADIX - 1)]++;
	for (size_t b = 0; b < RADIX; b++) {
		at[b] = sum;
		sum += to->count[b];
		to->end[b] = sum;
	}
	for (size_t b = 0; b < RADIX; b++)
		while (at[b] < to->end[b]) {
			uint64_t x = v[at[b]];
			size_t home = x >> shift & (RADIX - 1);

			/* Swaps x to its bucket; b's own stay. */
			v[at[b]] = v[at[home]];
			v[at[home]++] = x;
		}
}

static void sort_by(uint64_t *v, size_t n, unsigned shift);

static void
sort_bucket(uint64_t *v, const struct buckets *in, size_t b, unsigned shift)
{
	uint64_t *bucket = v + in->end[b] - in->count[b];

	if (in->count[b] <= FEW)
		sort_few(bucket, in->count[b]);
	else
		sort_by(bucket, in->count[b], shift);
}

/*
 * By the byte at shift, and within equal bytes by the next one: radix sort in
 * place, so at most eight deep and with no second array.
 */
static void
sort_by(uint64_t *v, size_t n, unsigned shift)
{
	struct buckets in;

	if (is_sorted(v, n)) /* above all: equal */
		return;
	distribute(v, n, shift, &in);
	for (size_t b = 0; b < RADIX && shift > 0; b++)
		sort_bucket(v, &in, b, shift - 8);
}

/* What the threads share: each takes the next bucket. */
struct work {
	uint64_t *v;
	struct buckets in;
	atomic_size_t next;
};

static void *
sort_buckets(void *arg)
{
	struct work *w = arg;
	size_t b;

	while ((b = atomic_fetch_add(&w->next, 1)) < RADIX)
		sort_bucket(w->v, &w->in, b, 48);
	return NULL;
}

void
sort_u64_with(uint64_t *v, size_t n, uint64_t threads)
{
	pthread_t others[MAX_THREADS];
	struct work w = {.v = v};
	unsigned more = 0;

	if (threads < 2 || n < MANY) {
		sort_u64(v, n);
		return;
	}
	if (is_sorted(v, n))
		return;
	distribute(v, n, 56, &w.in);
	/* The calling thread is one of them; fewer than wanted will do. */
	while (more + 1 < threads && more < MAX_THREADS &&
	    pthread_create(&others[more], NULL, sort_buckets, &w) == 0)
		more++;
	sort_buckets(&w);
	while (more > 0)
		pthread_join(others[--more], NULL);
}

void
sort_u64(uint64_t *v, size_t n)
{
	if (n <= FEW)
		sort_few(v, n);
	else
		sort_by(v, n, 56);
}
