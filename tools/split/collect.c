/* SPDX-License-Identifier: MIT */
/* The first reading: what is to be known of all records before one is placed.
 */
#include <math.h>

#include "tools/split/number.h"
#include "tools/split/worker.h"

/* What the first pass finds out about a record where deal asks for more than a
 * hash; a signature follows if near duplicates matter. */
struct fact {
	uint64_t hash, number, stratum;
};

static uint64_t
hash_at(struct worker *w, const struct jsonpath *path, uint64_t *missing)
{
	bool found;
	struct str key = key_at(w->keys, path, &found);

	*missing += !found;
	return found ? number_hash(key) : 0;
}

/* What the record draws, its group if it has one, or itself. */
static uint64_t
draw(struct worker *w, struct census *c, const struct record *r, uint64_t hash)
{
	const struct split *s = w->split;
	uint64_t missing = 0, group = 0;

	if (s->group != NULL)
		group = hash_at(w, s->group, &missing);
	c->ungrouped += missing;
	if (s->group != NULL && missing == 0)
		return number_of_hash(s->seed, group);
	return s->leak ? number_of_place(s->seed, r->index - 1)
		       : number_of_hash(s->seed, hash);
}

static void
add_fact(struct worker *w, struct task *t, struct census *c,
    const struct record *r, uint64_t hash)
{
	const struct split *s = w->split;
	struct fact fact = {.hash = hash};
	unsigned char *signature;

	key_read(w->keys, r->text);
	fact.number = draw(w, c, r, hash);
	if (s->stratify != NULL)
		fact.stratum = hash_at(w, s->stratify, &c->unstratified);
	buf_add(&t->out, &fact, sizeof(fact));
	if (isnan(s->threshold))
		return;
	signature = (unsigned char *)buf_room(&t->out, MINHASH_SIZE);
	near_sign(&w->hasher, key_root(w->keys), r->text, signature);
	t->out.n += MINHASH_SIZE;
}

void
collect_work(void *worker, struct task *t)
{
	struct part *part = t->result;
	struct worker *w = worker;
	struct record r;

	while (worker_next(t, &part->census, &r)) {
		uint64_t hash = number_hash(r.text);

		census_digest(&part->census, &r, hash);
		if (w->split->dealt)
			add_fact(w, t, &part->census, &r, hash);
		else
			buf_add(&t->out, &hash, sizeof(hash));
	}
}

static void
take_facts(struct split *s, const struct task *t)
{
	bool near = !isnan(s->threshold);

	for (size_t at = 0; at < t->out.n;) {
		struct fact fact;

		memcpy(&fact, t->out.p + at, sizeof(fact));
		at += sizeof(fact);
		s->hashes[s->nhashes++] = fact.hash;
		deal_add(&s->deal, fact.number, fact.stratum);
		if (!near)
			continue;
		near_add(&s->near, (const unsigned char *)t->out.p + at);
		at += MINHASH_SIZE;
	}
}

void
collect_done(void *tool, struct task *t)
{
	const struct part *part = t->result;
	struct split *s = tool;
	size_t n = (size_t)part->census.records;

	census_add(&s->census, &part->census);
	if (n > s->room - s->nhashes) {
		s->room = s->room * 2 + n;
		s->hashes = mem_resize(s->hashes, s->room, sizeof(*s->hashes));
	}
	if (s->dealt) {
		take_facts(s, t);
	} else if (n > 0) {
		memcpy(s->hashes + s->nhashes, t->out.p, t->out.n);
		s->nhashes += n;
	}
	if (out_is_open(&s->spool))
		out_str(&s->spool, t->data);
}
