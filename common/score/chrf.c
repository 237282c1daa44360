/* SPDX-License-Identifier: MIT */
/*
 * chrF2 (Popović 2015, 2016) of single answers, as sacreBLEU 2 has it: chrf.
 *
 * The n-grams of the shorter text are numbered, order by order: one of n is one
 * of n - 1, by its number, and a character behind it.  Of the longer text only
 * those are looked up of which the first n - 1 characters were found.
 */
#include <string.h>

#include "common/score/sequence.h"
#include "common/score/words.h"
#include "common/score/work.h"

enum { ORDERS = 6, BETA = 2 };

/* No n-gram of the shorter text. */
#define NONE UINT32_MAX

struct place {
	uint64_t gram; /* what find() looks for; 0: nothing is here */
	uint32_t left; /* how often it is still to be found */
};

/* N-grams of one order, by open addressing; a place is a number. */
struct grams {
	struct place *place;
	size_t mask;
};

/* A text, and the numbers of the n-grams that begin at its characters. */
struct side {
	uint32_t *p;
	uint32_t *gram;
	size_t n;
};

/* The characters of a text that are no white space. */
static struct side
side_of(struct score_work *w, struct str text)
{
	struct sequence all = work_chars(w, text);
	uint32_t *p = arena_take(&w->arena, all.n, sizeof(*p));
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++)
		if (!words_is_space(all.p[i]))
			p[n++] = all.p[i];
	return (struct side){
	    .p = p,
	    .gram = arena_zero(&w->arena, n, sizeof(uint32_t)),
	    .n = n,
	};
}

/* Where the n-gram is, or would be. */
static size_t
find(const struct grams *g, uint64_t gram)
{
	uint64_t hash = gram * UINT64_C(0x9E3779B97F4A7C15);
	size_t at = (hash ^ hash >> 32) & g->mask;

	while (g->place[at].gram != gram && g->place[at].gram != 0)
		at = (at + 1) & g->mask;
	return at;
}

/* The n-gram at i, by that of one less and its last character. */
static uint64_t
gram_at(const struct side *s, size_t i, size_t n)
{
	return ((uint64_t)s->gram[i] << 21 | s->p[i + n - 1]) + 1;
}

/* How many n-grams the two have in common, those of n - 1 being numbered. */
static size_t
shared(
    struct grams *g, const struct side *few, const struct side *many, size_t n)
{
	size_t found = 0, at;

	memset(g->place, 0, (g->mask + 1) * sizeof(*g->place));
	for (size_t i = 0; i + n <= few->n; i++) {
		uint64_t gram = gram_at(few, i, n);

		at = find(g, gram);
		g->place[at].gram = gram;
		g->place[at].left++;
		few->gram[i] = (uint32_t)at;
	}
	for (size_t i = 0; i + n <= many->n; i++) {
		if (many->gram[i] == NONE)
			continue;
		at = find(g, gram_at(many, i, n));
		if (g->place[at].gram == 0) {
			many->gram[i] = NONE;
			continue;
		}
		many->gram[i] = (uint32_t)at;
		found += g->place[at].left > 0;
		g->place[at].left -= g->place[at].left > 0;
	}
	return found;
}

static struct grams
grams_for(size_t n, struct arena *arena)
{
	size_t size = 16;

	while (size < 2 * n)
		size *= 2;
	return (struct grams){
	    arena_take(arena, size, sizeof(struct place)), size - 1};
}

static double
f_score(double precision, double recall)
{
	double beta2 = (double)BETA * BETA;

	if (precision + recall == 0)
		return 0;
	return (1 + beta2) * precision * recall / (beta2 * precision + recall);
}

TAKE(chrf_take)
{
	struct side a = side_of(w, answer), b = side_of(w, expected);
	const struct side *few = a.n < b.n ? &a : &b,
			  *many = few == &a ? &b : &a;
	double precision = 0, recall = 0, orders = 0;
	struct grams g;

	(void)s;
	if (few->n > SCORE_GRAMS_MAX)
		return fault_set(f, STATUS_INPUT, 0,
		    "both texts have over %zu characters", SCORE_GRAMS_MAX);
	g = grams_for(few->n, &w->arena);
	for (size_t n = 1; n <= ORDERS && n <= few->n; n++) {
		double both = (double)shared(&g, few, many, n);

		precision += both / (double)(a.n - n + 1);
		recall += both / (double)(b.n - n + 1);
		orders++;
	}
	*value = orders == 0 ? 0 : f_score(precision / orders, recall / orders);
	return true;
}
