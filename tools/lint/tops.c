/* SPDX-License-Identifier: MIT */
#include "tools/lint/tops.h"

#include <string.h>

static uint64_t
bit_of(uint64_t hash)
{
	return (uint64_t)1 << hash % 64;
}

/* One less of each; those that are gone make room. */
static void
take_one_each(struct tops *t)
{
	size_t kept = 0;

	t->some = 0;
	for (size_t i = 0; i < t->nv; i++)
		if (--t->v[i].n > 0) {
			t->some |= bit_of(t->v[i].hash);
			t->v[kept++] = t->v[i];
		}
	t->nv = kept;
	t->forgetful = true;
}

void
tops_add(struct tops *t, uint64_t hash, const char *text, size_t n)
{
	struct top *to;

	t->n++;
	for (size_t i = 0; (t->some & bit_of(hash)) != 0 && i < t->nv; i++)
		if (t->v[i].hash == hash) {
			t->v[i].n++;
			return;
		}
	if (t->nv == TOPS) {
		take_one_each(t);
		return;
	}
	t->some |= bit_of(hash);
	to = &t->v[t->nv++];
	*to = (struct top){.hash = hash, .n = 1};
	to->length = n < TOPS_TEXT ? n : TOPS_TEXT;
	if (n > 0)
		memcpy(to->text, text, to->length);
}

const struct top *
tops_most(const struct tops *t)
{
	const struct top *most = NULL;

	for (size_t i = 0; i < t->nv; i++)
		if (most == NULL || t->v[i].n > most->n)
			most = &t->v[i];
	return most;
}

const struct top *
tops_least(const struct tops *t)
{
	const struct top *least = NULL;

	for (size_t i = 0; i < t->nv; i++)
		if (least == NULL || t->v[i].n < least->n)
			least = &t->v[i];
	return least;
}
