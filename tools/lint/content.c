/* SPDX-License-Identifier: MIT */
#include "tools/lint/content.h"

#include <stdlib.h>

#include "common/base/hash.h"

/* A record may have a hundred thousand findings: it is hashed once. */
static uint64_t
hash_of_place(struct file *f)
{
	if (f->at == NULL)
		return XXH3_64bits(f->name, strlen(f->name));
	if (!f->hashed) {
		f->hash = XXH3_64bits(f->at->text.p, f->at->text.n);
		f->hashed = true;
	}
	return f->hash;
}

uint64_t
content_hash(struct file *f, const struct finding *at)
{
	const char *id = at->rule->id;
	uint64_t hash = hash_of_place(f);

	hash = XXH3_64bits_withSeed(id, strlen(id), hash);
	return XXH3_64bits_withSeed(at->pointer.p, at->pointer.n, hash);
}

static struct content_count *
slot_of(const struct content_counts *c, uint64_t hash)
{
	size_t at = (size_t)hash & (c->slots - 1);

	while (c->slot[at].n > 0 && c->slot[at].hash != hash)
		at = (at + 1) & (c->slots - 1);
	return &c->slot[at];
}

static void
grow(struct content_counts *c)
{
	struct content_counts old = *c;

	c->slots = old.slots == 0 ? 256 : old.slots * 2;
	c->slot = mem_zero(c->slots, sizeof(*c->slot));
	for (size_t i = 0; i < old.slots; i++)
		if (old.slot[i].n > 0)
			*slot_of(c, old.slot[i].hash) = old.slot[i];
	free(old.slot);
}

uint64_t
content_add(struct content_counts *c, uint64_t hash, const struct rule *rule,
    uint64_t n)
{
	struct content_count *slot;

	if (c->used >= c->slots / 2)
		grow(c);
	slot = slot_of(c, hash);
	c->used += slot->n == 0;
	slot->hash = hash;
	slot->rule = rule;
	slot->n += n;
	return slot->n;
}

bool
content_take(struct content_counts *c, uint64_t hash)
{
	struct content_count *slot;

	if (c->slots == 0)
		return false;
	slot = slot_of(c, hash);
	if (slot->taken == slot->n)
		return false;
	slot->taken++;
	return true;
}

void
content_free(struct content_counts *c)
{
	free(c->slot);
	*c = (struct content_counts){0};
}
