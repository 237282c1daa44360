/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/conversations.h"

#include <stdint.h>
#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/hash.h"

enum { FIRST_SLOTS = 1024 };

struct message {
	struct message *next;
	struct str text;
};

struct conversation {
	struct conversation *next; /* in the order of the first rows */
	struct str key, end;
	struct message *first, *last;
};

/* A place in the table. */
struct slot {
	XXH128_hash_t hash;
	bool taken;
	struct conversation *there; /* NULL: it is over */
};

struct conversations {
	bool adjacent;
	struct slot *slots; /* as many as a power of two */
	size_t nslots, n;
	struct conversation *first, *last; /* those not written yet */
	struct arena arena;		   /* of the conversations */
};

struct conversations *
conversations_new(bool adjacent)
{
	struct conversations *c = mem_zero(1, sizeof(*c));

	c->adjacent = adjacent;
	c->nslots = FIRST_SLOTS;
	c->slots = mem_zero(c->nslots, sizeof(*c->slots));
	return c;
}

void
conversations_free(struct conversations *c)
{
	if (c == NULL)
		return;
	arena_free(&c->arena);
	free(c->slots);
	free(c);
}

/* The key's slot, or the free one where it is to go. */
static struct slot *
find(const struct conversations *c, XXH128_hash_t hash, struct str key)
{
	size_t i = (size_t)hash.low64;

	for (;; i++) {
		struct slot *s = &c->slots[i & (c->nslots - 1)];

		if (!s->taken)
			return s;
		/* Of one that is over, nothing but the hash is left. */
		if (XXH128_isEqual(s->hash, hash) &&
		    (s->there == NULL || str_eq(s->there->key, key)))
			return s;
	}
}

/* Keeps half of the slots free. */
static void
make_room(struct conversations *c)
{
	struct slot *old = c->slots;
	size_t n = c->nslots;

	if (2 * c->n < n)
		return;
	c->nslots = 2 * n;
	c->slots = mem_zero(c->nslots, sizeof(*c->slots));
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)old[i].hash.low64;

		if (!old[i].taken)
			continue;
		while (c->slots[at & (c->nslots - 1)].taken)
			at++;
		c->slots[at & (c->nslots - 1)] = old[i];
	}
	free(old);
}

static void
write_one(const struct conversation *v, struct out *out)
{
	out_str(out, STR("{\"messages\":["));
	for (const struct message *m = v->first; m != NULL; m = m->next) {
		if (m != v->first)
			out_str(out, STR(","));
		out_str(out, m->text);
	}
	out_str(out, STR("]"));
	out_str(out, v->end);
}

static void
write_all(struct conversations *c, struct out *out)
{
	for (const struct conversation *v = c->first; v != NULL; v = v->next)
		write_one(v, out);
	c->first = c->last = NULL;
	arena_reset(&c->arena);
}

/* Writes the one conversation that goes on no more. */
static void
end_adjacent(struct conversations *c, struct out *out)
{
	struct str key;

	if (c->first == NULL)
		return;
	key = c->first->key;
	find(c, XXH3_128bits(key.p, key.n), key)->there = NULL;
	write_all(c, out);
}

static struct conversation *
begin(struct conversations *c, struct slot *s, XXH128_hash_t hash,
    struct str key, struct str end)
{
	struct conversation *v = arena_zero(&c->arena, 1, sizeof(*v));

	v->key = arena_copy(&c->arena, key);
	v->end = arena_copy(&c->arena, end);
	if (c->last == NULL)
		c->first = v;
	else
		c->last->next = v;
	c->last = v;
	*s = (struct slot){hash, true, v};
	c->n++;
	return v;
}

enum conversations_fault
conversations_add(struct conversations *c, struct str key, struct str message,
    struct str end, struct out *out)
{
	XXH128_hash_t hash = XXH3_128bits(key.p, key.n);
	struct conversation *v;
	struct message *m;
	struct slot *s;

	make_room(c);
	s = find(c, hash, key);
	if (s->taken && s->there == NULL)
		return CONVERSATIONS_OVER;
	if (!s->taken && c->adjacent)
		end_adjacent(c, out);
	v = s->taken ? s->there : begin(c, s, hash, key, end);
	if (!str_eq(v->end, end))
		return CONVERSATIONS_DIFFER;
	m = arena_zero(&c->arena, 1, sizeof(*m));
	m->text = arena_copy(&c->arena, message);
	if (v->last == NULL)
		v->first = m;
	else
		v->last->next = m;
	v->last = m;
	return CONVERSATIONS_FINE;
}

size_t
conversations_finish(struct conversations *c, struct out *out)
{
	size_t n = c->n;

	write_all(c, out);
	memset(c->slots, 0, c->nslots * sizeof(*c->slots));
	c->n = 0;
	return n;
}
