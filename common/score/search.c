/* SPDX-License-Identifier: MIT */
/* Metrics that look for a text: exact, contains, regex. */
#include "common/score/work.h"
#include "common/token/regex.h"

TAKE(exact_take)
{
	(void)s, (void)w, (void)f;
	*value = str_eq(answer, expected);
	return true;
}

/* For each place in the needle, how much of its begin ends there. */
static size_t *
borders(struct arena *arena, struct str needle)
{
	size_t *border = arena_zero(arena, needle.n + 1, sizeof(*border));

	for (size_t i = 1, k = 0; i < needle.n; i++) {
		while (k > 0 && needle.p[i] != needle.p[k])
			k = border[k];
		k += needle.p[i] == needle.p[k];
		border[i + 1] = k;
	}
	return border;
}

/* In linear time, whatever the texts are: Knuth, Morris and Pratt (1977). */
static bool
contains(struct arena *arena, struct str s, struct str needle)
{
	const size_t *border;

	if (needle.n > s.n)
		return false;
	border = borders(arena, needle);
	for (size_t i = 0, k = 0; i < s.n && k < needle.n; i++) {
		while (k > 0 && s.p[i] != needle.p[k])
			k = border[k];
		k += s.p[i] == needle.p[k];
		if (k == needle.n)
			return true;
	}
	return needle.n == 0;
}

TAKE(contains_take)
{
	(void)f;
	*value = contains(
	    &w->arena, answer, s->argument.p == NULL ? expected : s->argument);
	return true;
}

TAKE(regex_take)
{
	struct regex_match *m = regex_match_new(s->regex);
	struct regex_scan scan = {0};
	size_t start, end;

	(void)expected;
	*value = regex_next(m, work_valid(w, answer), &scan, &start, &end);
	regex_match_free(m);
	if (!scan.gave_up)
		return true;
	return fault_set(f, STATUS_INPUT, 0,
	    "the regular expression takes too long on this answer");
}
