/* SPDX-License-Identifier: MIT */
#include "common/token/heapbpe.h"

#include <stdbool.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/token/image.h"

struct heap_merge *
heap_places(size_t n, size_t *nplaces)
{
	struct heap_merge *place;

	for (*nplaces = 64; *nplaces < 2 * n;)
		*nplaces *= 2;
	place = mem_zero(*nplaces, sizeof(*place));
	for (size_t i = 0; i < *nplaces; i++)
		place[i].token = HEAPBPE_NONE;
	return place;
}

static size_t
where(const struct heap_merge *place, size_t nplaces, uint32_t left,
    uint32_t right)
{
	size_t i =
	    image_mix(image_mix((uint64_t)left << 32 | right)) & (nplaces - 1);

	while (place[i].token != HEAPBPE_NONE &&
	    (place[i].left != left || place[i].right != right))
		i = (i + 1) & (nplaces - 1);
	return i;
}

void
heap_add(struct heap_merge *place, size_t nplaces, const struct heap_merge *m)
{
	place[where(place, nplaces, m->left, m->right)] = *m;
}

const struct heap_merge *
heap_find(const struct heap_merge *place, size_t nplaces, uint32_t left,
    uint32_t right)
{
	return &place[where(place, nplaces, left, right)];
}

static bool
is_before(const struct heap_entry *a, const struct heap_entry *b)
{
	return a->rank != b->rank ? a->rank < b->rank : a->at < b->at;
}

static void
push(struct heap_work *w, struct heap_entry e)
{
	size_t i = w->entries++;

	while (i > 0 && is_before(&e, &w->entry[(i - 1) / 2])) {
		w->entry[i] = w->entry[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	w->entry[i] = e;
}

static struct heap_entry
pop(struct heap_work *w)
{
	struct heap_entry top = w->entry[0], last = w->entry[--w->entries];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < w->entries) {
		if (child + 1 < w->entries &&
		    is_before(&w->entry[child + 1], &w->entry[child]))
			child++;
		if (!is_before(&w->entry[child], &last))
			break;
		w->entry[i] = w->entry[child];
		i = child;
	}
	w->entry[i] = last;
	return top;
}

/* What the part at i and the one behind it merge to. */
static const struct heap_merge *
merge_at(const struct heap_bpe *b, const struct heap_work *w, uint32_t i)
{
	static const struct heap_merge none = {.token = HEAPBPE_NONE};

	if (w->next[i] == HEAPBPE_NONE)
		return &none;
	return heap_find(b->place, b->nplaces, w->part[i], w->part[w->next[i]]);
}

static void
look(const struct heap_bpe *b, struct heap_work *w, uint32_t i)
{
	const struct heap_merge *m = merge_at(b, w, i);

	if (m->token != HEAPBPE_NONE)
		push(w, (struct heap_entry){m->rank, i, m->token});
}

/* Each merge takes an entry away and brings at most two: so many at most. */
static void
grow(struct heap_work *w, size_t n)
{
	if (w->cap >= n)
		return;
	w->cap = n;
	w->part = mem_resize(w->part, n, sizeof(*w->part));
	w->next = mem_resize(w->next, n, sizeof(*w->next));
	w->before = mem_resize(w->before, n, sizeof(*w->before));
	w->entry = mem_resize(w->entry, n, 3 * sizeof(*w->entry));
}

static void
start(const struct heap_bpe *b, struct heap_work *w, struct str piece)
{
	uint32_t n = (uint32_t)piece.n;

	grow(w, n);
	w->entries = 0;
	for (uint32_t i = 0; i < n; i++) {
		w->part[i] = b->byte[(unsigned char)piece.p[i]];
		w->before[i] = i == 0 ? HEAPBPE_NONE : i - 1;
		w->next[i] = i + 1 == n ? HEAPBPE_NONE : i + 1;
	}
	for (uint32_t i = 0; i < n; i++)
		look(b, w, i);
}

/* Merges the part at i with the one behind it, which is no part from now on. */
static void
merge(const struct heap_bpe *b, struct heap_work *w, uint32_t i, uint32_t token)
{
	uint32_t gone = w->next[i];

	w->part[i] = token;
	w->part[gone] = HEAPBPE_NONE;
	w->next[i] = w->next[gone];
	if (w->next[i] != HEAPBPE_NONE)
		w->before[w->next[i]] = i;
	look(b, w, i);
	if (w->before[i] != HEAPBPE_NONE)
		look(b, w, w->before[i]);
}

size_t
heap_bpe(const struct heap_bpe *b, struct heap_work *w, struct str piece,
    struct heap_merge *last)
{
	const struct heap_merge *m;
	size_t n = 0;

	if (piece.n == 0)
		return 0;
	start(b, w, piece);
	while (w->entries > 0) {
		struct heap_entry e = pop(w);

		/* The bytes of two parts only ever grow: what merges to the
		 * same token as before is the same pair. */
		if (w->part[e.at] == HEAPBPE_NONE)
			continue;
		m = merge_at(b, w, e.at);
		if (m->token != e.token)
			continue;
		merge(b, w, e.at, e.token);
		if (last != NULL)
			*last = *m;
	}
	for (uint32_t i = 0; i != HEAPBPE_NONE; i = w->next[i])
		w->part[n++] = w->part[i];
	return n;
}

void
heap_work_free(struct heap_work *w)
{
	free(w->part);
	free(w->next);
	free(w->before);
	free(w->entry);
}
