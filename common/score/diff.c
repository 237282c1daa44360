/* SPDX-License-Identifier: MIT */
#include "common/score/diff.h"

#include <stdint.h>
#include <string.h>

#include "common/score/sequence.h"
#include "common/score/words.h"

/* How many words may be held against each other meanwhile. */
enum { STEPS = 1 << 26 };

/* A text's words, and for each whether it is of one text only. */
struct side {
	struct words words;
	bool *changed;
};

static bool
cut_pieces(struct str *rest, struct str *piece)
{
	enum words_kind kind;

	return words_next(rest, &kind, piece);
}

static bool
is_blank(struct str word)
{
	enum words_kind kind;
	struct str piece;

	return words_next(&word, &kind, &piece) && kind == WORDS_SPACE;
}

static struct side
side_of(struct str text, struct arena *arena)
{
	struct side s;

	words_split(&s.words, text, cut_pieces, arena);
	s.changed = arena_zero(arena, s.words.n, sizeof(*s.changed));
	return s;
}

/*
 * The table is walked by diagonals, k being how much further one is in `a` than
 * in `b`.  With each edit more, reach[] says how far in `a` one comes on each
 * diagonal: on every other one, so that (k + d) / 2 is its place.
 */
struct walk {
	struct sequence a, b;
	int32_t *reach[DIFF_EDITS + 1];
	size_t steps;
};

/* Did one come to the diagonal from the one above, by an insertion? */
static bool
is_insertion(const int32_t *before, int32_t d, int32_t k)
{
	size_t at = (size_t)(k + d) / 2; /* of k + 1, with an edit less */

	return k == -d || (k != d && before[at - 1] < before[at]);
}

/* Where one comes to on a diagonal by an edit, before what is the same. */
static int32_t
edit(const int32_t *before, int32_t d, int32_t k)
{
	size_t at = (size_t)(k + d) / 2;

	if (d == 0)
		return 0;
	return is_insertion(before, d, k) ? before[at] : before[at - 1] + 1;
}

/* One edit more; is that enough? */
static bool
advance(struct walk *w, int32_t d)
{
	const int32_t *before = d == 0 ? NULL : w->reach[d - 1];

	for (int32_t k = -d; k <= d; k += 2) {
		int32_t x = edit(before, d, k), from = x;

		while ((size_t)x < w->a.n && (size_t)(x - k) < w->b.n &&
		    w->a.p[x] == w->b.p[x - k])
			x++;
		w->steps += (size_t)(x - from);
		w->reach[d][(k + d) / 2] = x;
		if ((size_t)x >= w->a.n && (size_t)(x - k) >= w->b.n)
			return true;
	}
	return false;
}

/* Marks the edits of a walk that took d of them. */
static void
mark(const struct walk *w, int32_t d, bool *a, bool *b)
{
	int32_t x = (int32_t)w->a.n, k = x - (int32_t)w->b.n;

	for (; d > 0; d--) {
		const int32_t *before = w->reach[d - 1];

		x = edit(before, d, k);
		if (is_insertion(before, d, k)) {
			b[x - k - 1] = true;
			k++;
		} else {
			a[x - 1] = true;
			k--;
		}
	}
}

/* Marks what differs between a and b; false where that is too much. */
static bool
compare(struct sequence a, struct sequence b, bool *in_a, bool *in_b,
    struct arena *arena)
{
	struct walk *w = arena_take(arena, 1, sizeof(*w));

	w->a = a;
	w->b = b;
	w->steps = 0;
	for (int32_t d = 0; d <= DIFF_EDITS && w->steps < STEPS; d++) {
		w->reach[d] =
		    arena_take(arena, (size_t)d + 1, sizeof(*w->reach[d]));
		if (advance(w, d)) {
			mark(w, d, in_a, in_b);
			return true;
		}
	}
	return false;
}

/* How many words from there on are marked so. */
static size_t
stretch(const struct side *s, size_t at, bool changed)
{
	size_t n = 0;

	while (at + n < s->words.n && s->changed[at + n] == changed)
		n++;
	return n;
}

/* A blank between two places where words are replaced is replaced too: it says
 * nothing there. */
static void
join(struct side *a, struct side *b)
{
	size_t same, i = 0, j = 0;
	bool replaced = false;

	while (i < a->words.n && j < b->words.n) {
		size_t gone = stretch(a, i, true), come = stretch(b, j, true);

		if (replaced && gone > 0 && come > 0)
			a->changed[i - 1] = b->changed[j - 1] = true;
		i += gone;
		j += come;
		same = stretch(a, i, false);
		if (same > stretch(b, j, false))
			same = stretch(b, j, false);
		replaced = gone > 0 && come > 0 && same == 1 &&
		    is_blank(a->words.word[i]);
		i += same;
		j += same;
	}
}

/* Adds a run of n words from that one on, if there are any. */
static size_t
add(struct diff *d, enum diff_kind kind, const struct str *word, size_t n)
{
	struct str text;

	if (n == 0)
		return 0;
	text = word[0];
	for (size_t i = 1; i < n; i++)
		text.n += word[i].n;
	if (d->run != NULL)
		d->run[d->n] = (struct diff_run){kind, text};
	d->n++;
	return n;
}

/* Without room for the runs, only counts them. */
static void
write_runs(struct diff *d, const struct side *a, const struct side *b)
{
	size_t i = 0, j = 0, same;

	d->n = 0;
	while (i < a->words.n || j < b->words.n) {
		i +=
		    add(d, DIFF_DELETE, a->words.word + i, stretch(a, i, true));
		j +=
		    add(d, DIFF_INSERT, b->words.word + j, stretch(b, j, true));
		same = stretch(a, i, false);
		if (same > stretch(b, j, false))
			same = stretch(b, j, false);
		add(d, DIFF_SAME, a->words.word + i, same);
		i += same;
		j += same;
	}
}

void
diff_words(struct diff *d, struct str from, struct str to, struct arena *arena)
{
	struct side a = side_of(from, arena), b = side_of(to, arena);
	struct sequence x, y;
	bool *in_a, *in_b;

	*d = (struct diff){0};
	words_number(&a.words, &b.words, arena);
	x = (struct sequence){a.words.id, a.words.n};
	y = (struct sequence){b.words.id, b.words.n};
	sequence_trim(&x, &y);
	in_a = a.changed + (x.p - a.words.id);
	in_b = b.changed + (y.p - b.words.id);
	if (!compare(x, y, in_a, in_b, arena)) {
		d->coarse = true;
		memset(in_a, true, x.n * sizeof(*in_a));
		memset(in_b, true, y.n * sizeof(*in_b));
	}
	join(&a, &b);
	write_runs(d, &a, &b);
	d->run = arena_take(arena, d->n, sizeof(*d->run));
	write_runs(d, &a, &b);
}
