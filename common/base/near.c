/* SPDX-License-Identifier: MIT */
#include "common/base/near.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/*
 * How many letters must be put in, left out or replaced to make one name of
 * the other (Levenshtein).
 */
static unsigned
distance(struct str a, struct str b)
{
	unsigned row[NEAR_NAME_MAX + 1];

	for (size_t j = 0; j <= b.n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 0; i < a.n; i++) {
		unsigned corner = row[0];

		row[0] = (unsigned)i + 1;
		for (size_t j = 0; j < b.n; j++) {
			unsigned above = row[j + 1];
			unsigned least =
			    corner + (lower(a.p[i]) != lower(b.p[j]));

			if (least > above + 1)
				least = above + 1;
			if (least > row[j] + 1)
				least = row[j] + 1;
			row[j + 1] = least;
			corner = above;
		}
	}
	return row[b.n];
}

static bool
is_kept(const struct near *near, struct str name)
{
	for (size_t i = 0; i < near->n; i++)
		if (str_eq(near->names[i], name))
			return true;
	return false;
}

void
near_consider(struct near *near, struct str name)
{
	struct str to = near->to;
	unsigned far, most = to.n / 3 > 2 ? (unsigned)(to.n / 3) : 2;
	size_t at;

	if (name.n == 0 || name.n > NEAR_NAME_MAX || to.n > NEAR_NAME_MAX ||
	    is_kept(near, name))
		return;
	/* As far as they differ in length they differ in letters. */
	far = (unsigned)(name.n > to.n ? name.n - to.n : to.n - name.n);
	if (far <= most)
		far = distance(to, name);
	if (far > most)
		return;
	for (at = near->n; at > 0 && near->far[at - 1] > far; at--)
		;
	if (at == near->max)
		return;
	if (near->n < near->max)
		near->n++;
	for (size_t i = near->n - 1; i > at; i--) {
		near->names[i] = near->names[i - 1];
		near->far[i] = near->far[i - 1];
	}
	near->names[at] = name;
	near->far[at] = far;
}

void
near_write(struct buf *to, const struct near *near)
{
	if (near->n == 0)
		return;
	buf_adds(to, "did you mean ");
	for (size_t i = 0; i < near->n; i++) {
		buf_adds(to, i == 0 ? "" : i + 1 < near->n ? ", " : " or ");
		buf_add_str(to, near->names[i]);
	}
	buf_addc(to, '?');
}
