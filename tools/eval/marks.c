/* SPDX-License-Identifier: MIT */
#include "tools/eval/marks.h"

/* Of the longer text, in hundredths: with less in common it is another text. */
enum { ALIKE = 40 };

static bool
is_gap(const struct diff_run *run)
{
	return run->kind == DIFF_SAME && str_trim(run->text).n == 0;
}

static bool
are_alike(const struct diff *d, struct str expected, struct str said)
{
	size_t longer = expected.n > said.n ? expected.n : said.n, same = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->run[i].kind == DIFF_SAME && !is_gap(&d->run[i]))
			same += d->run[i].text.n;
	return longer == 0 || same * 100 >= longer * ALIKE;
}

static void
add(struct marks *m, enum diff_kind kind, const char *from, size_t n)
{
	if (n > 0)
		m->run[m->n++] = (struct diff_run){kind, str_of(from, n)};
}

/* Where a change that begins at run i ends: before a run that is the same and
 * more than blanks between changes. */
static size_t
end_of(const struct diff *d, size_t i)
{
	while (i < d->n &&
	    (d->run[i].kind != DIFF_SAME ||
		(is_gap(&d->run[i]) && i + 1 < d->n)))
		i++;
	return i;
}

void
marks_make(
    struct marks *m, struct str expected, struct str said, struct arena *arena)
{
	const char *old = expected.p, *new = said.p;
	struct diff d;

	diff_words(&d, expected, said, arena);
	*m = (struct marks){.other = !are_alike(&d, expected, said)};
	m->run = arena_take(arena, d.n + 1, sizeof(*m->run));
	if (m->other) {
		add(m, DIFF_INSERT, said.p, said.n);
		return;
	}
	for (size_t i = 0; i < d.n;) {
		size_t end = end_of(&d, i), gone = 0, come = 0;

		if (end == i) {
			add(m, DIFF_SAME, new, d.run[i].text.n);
			old += d.run[i].text.n;
			new += d.run[i++].text.n;
			continue;
		}
		for (; i < end; i++) {
			if (d.run[i].kind != DIFF_INSERT)
				gone += d.run[i].text.n;
			if (d.run[i].kind != DIFF_DELETE)
				come += d.run[i].text.n;
		}
		add(m, DIFF_DELETE, old, gone);
		add(m, DIFF_INSERT, new, come);
		old += gone;
		new += come;
	}
}
