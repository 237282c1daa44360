/* SPDX-License-Identifier: MIT */
/* How much of a text may stay (Levenshtein 1966): levenshtein. */
#include "common/score/sequence.h"
#include "common/score/work.h"

/* One more than the largest code point. */
static size_t
symbols(struct sequence s, size_t least)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= least)
			least = s.p[i] + 1;
	return least;
}

TAKE(levenshtein_take)
{
	struct sequence a = work_chars(w, answer);
	struct sequence b = work_chars(w, expected);
	size_t longer = a.n > b.n ? a.n : b.n, distance;

	(void)s;
	sequence_trim(&a, &b);
	if (!work_cells(a.n, b.n, f))
		return false;
	distance = a.n == 0 || b.n == 0
	    ? a.n + b.n
	    : sequence_distance(a, b, symbols(a, symbols(b, 0)), &w->arena);
	*value = longer == 0 ? 1 : 1 - (double)distance / (double)longer;
	return true;
}
