/* SPDX-License-Identifier: MIT */
#include "common/base/histogram.h"

#include <assert.h>
#include <stdlib.h>

#include "common/base/mem.h"

enum { PAGE = 512 };

void
histogram_free(struct histogram *h)
{
	for (size_t i = 0; i < h->npages; i++)
		free(h->pages[i]);
	free(h->pages);
	*h = (struct histogram){0};
}

static uint64_t *
page_of(struct histogram *h, uint64_t value)
{
	size_t page = (size_t)(value / PAGE);

	if (page >= h->npages) {
		size_t n = page + 1 > 2 * h->npages ? page + 1 : 2 * h->npages;

		h->pages = mem_resize(h->pages, n, sizeof(*h->pages));
		while (h->npages < n)
			h->pages[h->npages++] = NULL;
	}
	if (h->pages[page] == NULL)
		h->pages[page] = mem_zero(PAGE, sizeof(**h->pages));
	return h->pages[page];
}

void
histogram_add(struct histogram *h, uint64_t value)
{
	assert(value < (uint64_t)1 << 40);
	page_of(h, value)[value % PAGE]++;
	if (h->n == 0 || value < h->min)
		h->min = value;
	if (value > h->max)
		h->max = value;
	h->n++;
	h->sum += value;
}

/* The number at place `rank` (from 0) of the sorted ones, and the next one. */
static void
neighbours(const struct histogram *h, uint64_t rank, uint64_t pair[2])
{
	uint64_t below = 0;
	int found = 0;

	for (size_t i = 0; i < h->npages; i++)
		for (size_t j = 0; h->pages[i] != NULL && j < PAGE; j++) {
			below += h->pages[i][j];
			if (found == 0 && below > rank)
				pair[found++] = i * PAGE + j;
			if (found == 1 && below > rank + 1) {
				pair[1] = i * PAGE + j;
				return;
			}
		}
	pair[1] = pair[0];
}

double
histogram_quantile(const struct histogram *h, double q)
{
	uint64_t pair[2] = {h->max, h->max}, rank;
	double place;

	if (h->n == 0)
		return 0;
	place = q * (double)(h->n - 1);
	rank = (uint64_t)place;
	neighbours(h, rank, pair);
	return (double)pair[0] +
	    (place - (double)rank) * (double)(pair[1] - pair[0]);
}

uint64_t
histogram_count(const struct histogram *h, uint64_t first, uint64_t last)
{
	uint64_t n = 0;

	for (uint64_t page = first / PAGE;
	     page <= last / PAGE && page < h->npages; page++) {
		uint64_t from = page == first / PAGE ? first % PAGE : 0;
		uint64_t to = page == last / PAGE ? last % PAGE : PAGE - 1;

		for (; h->pages[page] != NULL && from <= to; from++)
			n += h->pages[page][from];
	}
	return n;
}

double
histogram_mean(const struct histogram *h)
{
	return h->n == 0 ? 0 : (double)h->sum / (double)h->n;
}
