/* SPDX-License-Identifier: MIT */
#include "tools/lint/splice.h"

#include <assert.h>
#include <stdlib.h>

void
splice_add(struct splices *s, size_t off, size_t end, struct str with)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 16 : s->cap * 2;
		s->v = mem_resize(s->v, s->cap, sizeof(*s->v));
	}
	s->v[s->n] = (struct splice){off, end, with, s->n};
	s->n++;
}

static int
by_place(const void *a, const void *b)
{
	const struct splice *x = a, *y = b;

	if (x->off != y->off)
		return x->off < y->off ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

void
splice_apply(struct splices *s, struct str text, struct buf *to)
{
	size_t at = 0;

	if (s->n > 0)
		qsort(s->v, s->n, sizeof(*s->v), by_place);
	for (size_t i = 0; i < s->n; i++) {
		const struct splice *one = &s->v[i];

		assert(one->off >= at && one->end >= one->off &&
		    one->end <= text.n);
		buf_add(to, text.p + at, one->off - at);
		buf_add_str(to, one->with);
		at = one->end;
	}
	buf_add_str(to, str_from(text, at));
}

void
splice_clear(struct splices *s)
{
	s->n = 0;
}

void
splice_free(struct splices *s)
{
	free(s->v);
	*s = (struct splices){0};
}
