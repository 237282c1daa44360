/* SPDX-License-Identifier: MIT */
#include "common/token/memo.h"

#include <string.h>

void
memo_free(struct memo *m)
{
	for (size_t i = 0; i < MEMO_TEXTS; i++)
		buf_free(&m->text[i]);
	*m = (struct memo){0};
}

bool
memo_get(const struct memo *m, struct str text, size_t *count)
{
	if (text.n == 0)
		return false;
	for (size_t i = 0; i < MEMO_TEXTS; i++)
		if (m->text[i].n == text.n &&
		    memcmp(m->text[i].p, text.p, text.n) == 0) {
			*count = m->count[i];
			return true;
		}
	return false;
}

void
memo_put(struct memo *m, struct str text, size_t count)
{
	struct buf *b = &m->text[m->next];

	if (text.n == 0 || text.n > MEMO_MOST)
		return;
	b->max = MEMO_MOST;
	buf_clear(b);
	buf_add_str(b, text);
	m->count[m->next] = count;
	m->next = (m->next + 1) % MEMO_TEXTS;
}
