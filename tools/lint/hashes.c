/* SPDX-License-Identifier: MIT */
#include "tools/lint/hashes.h"

#include "common/base/mem.h"

/* Up to the size of a huge page, if the system has them, a table grows in large
 * steps: to fill it with zeros takes less time than many small steps do. */
enum { FIRST_CAP = 1 << 11, HUGE_CAP = 1 << 17, LARGE_STEP = 8 };

/* Where the hash is, or would be. */
static struct hash_entry *
place(const struct hashes *s, uint64_t hash)
{
	size_t at = hash & (s->cap - 1);

	while (s->v[at].hash != 0 && s->v[at].hash != hash)
		at = (at + 1) & (s->cap - 1);
	return &s->v[at];
}

static void
grow(struct hashes *s)
{
	struct hashes old = *s;

	s->cap = old.cap * (old.cap < HUGE_CAP ? LARGE_STEP : 2);
	if (s->cap == 0)
		s->cap = FIRST_CAP;
	s->v = mem_lazy(s->cap * sizeof(*s->v));
	for (size_t i = 0; i < old.cap; i++)
		if (old.v[i].hash != 0)
			*place(s, old.v[i].hash) = old.v[i];
	if (old.v != NULL)
		mem_lazy_free(old.v, old.cap * sizeof(*old.v));
}

const struct hash_entry *
hashes_find(const struct hashes *s, uint64_t hash)
{
	const struct hash_entry *at = s->cap == 0 ? NULL : place(s, hash);

	return at == NULL || at->hash == 0 ? NULL : at;
}

const struct hash_entry *
hashes_add(struct hashes *s, struct hash_entry entry)
{
	struct hash_entry *at;

	if (s->n >= s->cap / 5 * 4)
		grow(s);
	at = place(s, entry.hash);
	if (at->hash != 0)
		return at;
	*at = entry;
	s->n++;
	return NULL;
}

void
hashes_free(struct hashes *s)
{
	if (s->v != NULL)
		mem_lazy_free(s->v, s->cap * sizeof(*s->v));
	*s = (struct hashes){NULL, 0, 0};
}
