/* SPDX-License-Identifier: MIT */
#include "common/token/pick.h"

#include <stdlib.h>

#include "common/token/dict.h"

#define NONE	 UINT32_MAX
#define NO_PHASE UINT32_MAX

enum { RADIX = 1 << 16 };

/* A file that lists more is not meant well. */
enum { MERGES_MAX = 1 << 23 };

/* What the fast way wants to know of a token, by its number in the spec. */
struct node {
	struct heap_merge last; /* what makes it of its bytes */
	uint32_t phase;		/* 0: a byte; NO_PHASE: it never comes to be */
	uint32_t parent;	/* tokens; NONE where there is none */
	uint32_t child, next;
};

/* A neighbour that is merged to a token of a phase, at one of its sides. */
struct eaten {
	uint32_t phase, token;
	bool left;
};

struct work {
	const struct spec *s;
	struct picked *p;
	struct node *node;
	uint32_t *sorted; /* tokens that come to be, see sort_tokens() */
	uint32_t n;
	struct eaten *eaten;
	uint32_t neaten;
};

/* The tokens of single bytes, without which not every text has tokens. */
static bool
find_bytes(const struct spec *s, struct picked *p, struct fault *f)
{
	for (unsigned i = 0; i < 256; i++)
		p->heap.byte[i] = HEAPBPE_NONE;
	for (uint32_t i = 0; i < s->ntokens; i++)
		if (s->token[i].n == 1)
			p->heap.byte[(unsigned char)s->token[i].p[0]] = i;
	for (unsigned i = 0; i < 256; i++)
		if (p->heap.byte[i] == HEAPBPE_NONE)
			return fault_set(f, STATUS_INPUT, 0,
			    "no token is the single byte 0x%02X, as one must "
			    "be for each byte",
			    i);
	return true;
}

static void
add_merge(struct picked *p, const struct heap_merge *m)
{
	heap_add(p->places, p->heap.nplaces, m);
}

static void
add_listed(const struct spec *s, struct picked *p)
{
	p->places = heap_places(s->nmerges, &p->heap.nplaces);
	for (size_t i = 0; i < s->nmerges; i++)
		add_merge(p,
		    &(struct heap_merge){s->merge[i].left, s->merge[i].right,
			s->merge[i].token, (uint32_t)i});
}

/* Calls add, where there is one, for each two tokens whose bytes are a token's;
 * returns how many there are, or MERGES_MAX + 1 where there are too many. */
static size_t
each_split(const struct spec *s, const struct dict *d, struct picked *p,
    void (*add_fn)(struct picked *, const struct heap_merge *))
{
	size_t n = 0;

	for (uint32_t i = 0; i < s->ntokens && n <= MERGES_MAX; i++)
		for (size_t at = 1; at < s->token[i].n; at++) {
			struct heap_merge m = {.token = i, .rank = i};

			m.left = dict_find(d, str_of(s->token[i].p, at));
			m.right = dict_find(d, str_from(s->token[i], at));
			if (m.left == DICT_NONE || m.right == DICT_NONE)
				continue;
			n++;
			if (add_fn != NULL)
				add_fn(p, &m);
		}
	return n;
}

static bool
add_ranked(const struct spec *s, struct picked *p)
{
	struct dict d;
	size_t n;

	dict_init(&d, s->token, s->ntokens);
	for (uint32_t i = 0; i < s->ntokens; i++)
		if (!dict_add(&d, i))
			continue;
	n = each_split(s, &d, p, NULL);
	if (n <= MERGES_MAX) {
		p->places = heap_places(n, &p->heap.nplaces);
		each_split(s, &d, p, add_merge);
	}
	free(d.place);
	return n <= MERGES_MAX;
}

/* The merges as the heap wants them, once. */
static bool
fill_heap(const struct spec *s, struct picked *p, struct fault *f)
{
	bool ok = s->nmerges <= MERGES_MAX;

	if (p->places != NULL)
		return true;
	if (ok && s->ranked)
		ok = add_ranked(s, p);
	else if (ok)
		add_listed(s, p);
	p->heap.place = p->places;
	return ok ||
	    fault_set(f, STATUS_INPUT, 0, "more than %d merges", MERGES_MAX);
}

bool
pick_heap(const struct spec *s, struct picked *p, struct fault *f)
{
	p->fast = false;
	return fill_heap(s, p, f);
}

/* The merge that makes each token of its bytes. */
static void
find_merges(struct work *w)
{
	struct heap_work h = {0};

	for (uint32_t i = 0; i < w->s->ntokens; i++) {
		struct node *node = &w->node[i];
		size_t n =
		    heap_bpe(&w->p->heap, &h, w->s->token[i], &node->last);

		node->phase = w->s->token[i].n == 1 ? 0 : NO_PHASE;
		node->parent = node->child = node->next = NONE;
		if (n == 1 && w->s->token[i].n > 1)
			w->sorted[w->n++] = i;
	}
	heap_work_free(&h);
}

static uint32_t
key_of(const struct work *w, uint32_t token, bool by_rank)
{
	return by_rank ? w->node[token].last.rank
		       : (uint32_t)w->s->token[token].n;
}

/* Sorts the tokens by 16 bits of their keys, by counting. */
static void
sort_part(struct work *w, bool by_rank, unsigned shift)
{
	uint32_t *to = mem_resize(NULL, w->n, sizeof(*to));
	uint32_t *end = mem_zero(RADIX + 1, sizeof(*end));

	for (uint32_t i = 0; i < w->n; i++)
		end[(key_of(w, w->sorted[i], by_rank) >> shift) % RADIX + 1]++;
	for (uint32_t i = 0; i < RADIX; i++)
		end[i + 1] += end[i];
	for (uint32_t i = 0; i < w->n; i++) {
		uint32_t key = key_of(w, w->sorted[i], by_rank) >> shift;

		to[end[key % RADIX]++] = w->sorted[i];
	}
	memcpy(w->sorted, to, w->n * sizeof(*to));
	free(to);
	free(end);
}

/* Sorts the tokens by rank, or by length. */
static void
sort_tokens(struct work *w, bool by_rank)
{
	sort_part(w, by_rank, 0);
	sort_part(w, by_rank, 16);
}

/* The phase of a token whose parts have theirs; false where the fast way may
 * not be exact. */
static bool
find_phase(struct work *w, uint32_t token)
{
	struct node *node = &w->node[token];
	uint32_t l = node->last.left, r = node->last.right;
	uint32_t left = w->node[l].phase, right = w->node[r].phase;
	uint32_t most = left > right ? left : right, root;

	node->phase = node->last.rank + 1;
	if (node->phase > most)
		return true;
	if (left == right)
		return false;
	node->phase = most;
	node->parent = left > right ? l : r;
	w->eaten[w->neaten++] =
	    (struct eaten){most, left > right ? r : l, left < right};
	root = node->parent;
	while (w->node[root].parent != NONE)
		root = w->node[root].parent;
	return left < right || w->node[root].last.left != r;
}

static int
by_phase_and_token(const void *a, const void *b)
{
	const struct eaten *x = a, *y = b;

	if (x->phase != y->phase)
		return x->phase < y->phase ? -1 : 1;
	if (x->token != y->token)
		return x->token < y->token ? -1 : 1;
	return 0;
}

/* Is no token merged to tokens of a phase at both of their sides? */
static bool
sides_differ(const struct work *w)
{
	const struct eaten *e = w->eaten;

	qsort(w->eaten, w->neaten, sizeof(*e), by_phase_and_token);
	for (uint32_t i = 1; i < w->neaten; i++)
		if (by_phase_and_token(&e[i - 1], &e[i]) == 0 &&
		    e[i - 1].left != e[i].left)
			return false;
	return true;
}

static bool
find_phases(struct work *w)
{
	sort_tokens(w, false);
	for (uint32_t i = 0; i < w->n; i++)
		if (!find_phase(w, w->sorted[i]))
			return false;
	return sides_differ(w);
}

/* The next token in the order of phases: children come behind their parent,
 * the lowest rank first. */
static uint32_t
behind(const struct node *node, uint32_t token)
{
	if (node[token].child != NONE)
		return node[token].child;
	while (node[token].next == NONE && node[token].parent != NONE)
		token = node[token].parent;
	return node[token].next;
}

static void
number(struct work *w, uint32_t *number_of, uint32_t token)
{
	const struct node *node = &w->node[token];
	struct vocab *v = &w->p->vocab;
	bool merged = node->phase != 0 && node->phase != NO_PHASE;

	number_of[token] = v->n;
	v->token[v->n] = w->s->token[token];
	v->pair[v->n] = merged ? image_pair(number_of[node->last.left],
				     number_of[node->last.right])
			       : VOCAB_NO_PAIR;
	w->p->from[v->n++] = token;
}

/* Numbers the bytes, what merges make and, where it is wanted, the rest. */
static void
number_all(struct work *w)
{
	uint32_t *number_of = mem_zero(w->s->ntokens, sizeof(*number_of));
	uint32_t first = NONE;

	sort_tokens(w, true);
	for (uint32_t i = w->n; i-- > 0;) {
		uint32_t token = w->sorted[i];
		uint32_t parent = w->node[token].parent;
		uint32_t *list =
		    parent == NONE ? &first : &w->node[parent].child;

		w->node[token].next = *list;
		*list = token;
	}
	for (unsigned i = 0; i < 256; i++)
		number(w, number_of, w->p->heap.byte[i]);
	for (uint32_t i = first; i != NONE; i = behind(w->node, i))
		number(w, number_of, i);
	for (uint32_t i = 0; i < w->s->ntokens && w->s->whole; i++)
		if (w->node[i].phase == NO_PHASE)
			number(w, number_of, i);
	free(number_of);
}

static bool
fits(const struct spec *s)
{
	if (s->ntokens >= IMAGE_NONE)
		return false;
	for (uint32_t i = 0; i < s->ntokens; i++)
		if (s->token[i].n > IMAGE_TOKEN_MAX)
			return false;
	return true;
}

bool
pick(const struct spec *s, struct picked *p, struct fault *f)
{
	struct work w = {.s = s, .p = p};

	*p = (struct picked){.fast = fits(s)};
	if (!find_bytes(s, p, f) || !fill_heap(s, p, f))
		return false;
	if (!p->fast)
		return true;
	p->vocab.token = mem_zero(s->ntokens, sizeof(*p->vocab.token));
	p->vocab.pair = mem_zero(s->ntokens, sizeof(*p->vocab.pair));
	p->from = mem_zero(s->ntokens, sizeof(*p->from));
	w.node = mem_zero(s->ntokens, sizeof(*w.node));
	w.sorted = mem_zero(s->ntokens, sizeof(*w.sorted));
	w.eaten = mem_zero(s->ntokens, sizeof(*w.eaten));
	find_merges(&w);
	p->fast = find_phases(&w);
	if (p->fast)
		number_all(&w);
	free(w.node);
	free(w.sorted);
	free(w.eaten);
	return true;
}

void
picked_free(struct picked *p)
{
	free(p->vocab.token);
	free(p->vocab.pair);
	free(p->from);
	free(p->places);
}
