/* SPDX-License-Identifier: MIT */
#include "common/token/compile.h"

#include <stdlib.h>

/* The image grows in memory; a place is a multiple of 64 bytes. */
struct build {
	const struct vocab *vocab;
	struct buf *image;
	uint64_t *hash; /* by id, for add_hash() */
	uint32_t *slot;
};

/* Appends zeros for n things of the given size; returns their place. */
static uint32_t
add(struct build *b, size_t n, size_t size)
{
	size_t at = (b->image->n + 63) / 64 * 64, end = at + n * size;

	memset(buf_room(b->image, end - b->image->n), 0, end - b->image->n);
	b->image->n = end;
	return (uint32_t)at;
}

static void *
at(const struct build *b, uint32_t place)
{
	return b->image->p + place;
}

static void
add_bytes(struct build *b, struct image *m)
{
	const struct vocab *v = b->vocab;
	uint32_t *starts;
	uint8_t *lengths;
	size_t total = 0;

	for (uint32_t id = 0; id < v->n; id++)
		total += v->token[id].n;
	m->bytes = add(b, total, 1);
	m->lengths = add(b, v->n, 1);
	m->starts = add(b, v->n / IMAGE_RUN + 1, sizeof(*starts));
	starts = at(b, m->starts);
	lengths = at(b, m->lengths);
	total = 0;
	for (uint32_t id = 0; id < v->n; id++) {
		struct str token = v->token[id];

		if (id % IMAGE_RUN == 0)
			starts[id / IMAGE_RUN] = (uint32_t)total;
		lengths[id] = (uint8_t)token.n;
		if (token.n > 0)
			memcpy(
			    (char *)at(b, m->bytes) + total, token.p, token.n);
		total += token.n;
	}
}

/* A hash of all keys whose hash is not 0; b->slot[i] is where key i goes. */
static bool
add_hash(
    struct build *b, struct image_hash *t, size_t slot_size, struct fault *f)
{
	uint32_t n = 0, all = b->vocab->n;
	uint64_t *keys = mem_resize(NULL, all, sizeof(*keys));
	uint32_t *slots = mem_resize(NULL, all, sizeof(*slots));
	bool ok;

	for (uint32_t id = 0; id < all; id++)
		if (b->hash[id] != 0)
			keys[n++] = b->hash[id];
	t->nslots = n + n / 24 + 1;
	t->nshifts = n / 4 + 1;
	t->shifts = add(b, t->nshifts, sizeof(uint16_t));
	t->slots = add(b, t->nslots, slot_size);
	ok = place_keys(keys, n, t, at(b, t->shifts), slots);
	n = 0;
	for (uint32_t id = 0; id < all && ok; id++)
		if (b->hash[id] != 0)
			b->slot[id] = slots[n++];
	free(keys);
	free(slots);
	return ok ||
	    fault_set(f, STATUS_INPUT, 0, "the tokens cannot be hashed");
}

static bool
add_ids(struct build *b, struct image *m, struct fault *f)
{
	const struct vocab *v = b->vocab;
	uint32_t *slots;

	for (uint32_t id = 0; id < v->n; id++)
		b->hash[id] = v->token[id].n == 0
		    ? 0
		    : image_hash_bytes((const unsigned char *)v->token[id].p,
			  v->token[id].n);
	if (!add_hash(b, &m->ids, sizeof(*slots), f))
		return false;
	slots = at(b, m->ids.slots);
	for (uint32_t i = 0; i < m->ids.nslots; i++)
		slots[i] = IMAGE_NONE;
	for (uint32_t id = 0; id < v->n; id++)
		if (b->hash[id] != 0)
			slots[b->slot[id]] = image_tag(b->hash[id]) | id;
	return true;
}

static bool
add_pairs(struct build *b, struct image *m, struct fault *f)
{
	const struct vocab *v = b->vocab;
	uint64_t *slots;
	uint32_t *places;

	for (uint32_t id = 0; id < v->n; id++)
		b->hash[id] = v->pair[id] == VOCAB_NO_PAIR
		    ? 0
		    : image_hash_pair(v->pair[id]);
	if (!add_hash(b, &m->pairs, sizeof(*slots), f))
		return false;
	m->places = add(b, v->n, sizeof(*places));
	slots = at(b, m->pairs.slots);
	places = at(b, m->places);
	memset(slots, 0xFF, m->pairs.nslots * sizeof(*slots));
	for (uint32_t id = 0; id < v->n; id++)
		if (b->hash[id] != 0) {
			slots[b->slot[id]] = v->pair[id] << IMAGE_ID_BITS | id;
			places[id] = b->slot[id];
		}
	return true;
}

/* Do two single bytes merge to it? */
static bool
is_two(const struct vocab *v, uint32_t id)
{
	return v->token[id].n == 2 && v->pair[id] != VOCAB_NO_PAIR;
}

static void
add_two(struct build *b, struct image *m)
{
	const struct vocab *v = b->vocab;
	uint16_t *two;
	uint32_t *ids, n = 1;

	for (uint32_t id = 0; id < v->n; id++)
		n += is_two(v, id);
	m->two = add(b, 256 * 256, sizeof(*two));
	m->two_ids = add(b, n, sizeof(*ids));
	two = at(b, m->two);
	ids = at(b, m->two_ids);
	ids[0] = IMAGE_NONE;
	n = 1;
	for (uint32_t id = 0; id < v->n; id++)
		if (is_two(v, id)) {
			const unsigned char *p =
			    (const unsigned char *)v->token[id].p;

			two[p[0] << 8 | p[1]] = (uint16_t)n;
			ids[n++] = id;
		}
}

/* The tokens of single bytes, without which not every text has tokens. */
static bool
find_bytes(const struct vocab *v, struct image *m, struct fault *f)
{
	bool found[256] = {false};

	for (uint32_t id = 0; id < v->n && id < 256; id++)
		if (v->token[id].n == 1) {
			unsigned char byte = (unsigned char)v->token[id].p[0];

			m->byte_id[byte] = (uint8_t)id;
			found[byte] = true;
		}
	for (unsigned i = 0; i < 256; i++)
		if (!found[i])
			return fault_set(f, STATUS_INPUT, 0,
			    "no token below 256 is the single byte 0x%02X", i);
	return true;
}

static bool
check(const struct vocab *v, struct fault *f)
{
	if (v->n >= IMAGE_NONE)
		return fault_set(f, STATUS_INPUT, 0,
		    "%u tokens are more than the %d that fit", v->n,
		    IMAGE_NONE - 1);
	for (uint32_t id = 0; id < v->n; id++)
		if (v->token[id].n > IMAGE_TOKEN_MAX)
			return fault_set(f, STATUS_INPUT, 0,
			    "token %u is longer than %d bytes", id,
			    IMAGE_TOKEN_MAX);
	return true;
}

bool
vocab_compile(const struct vocab *v, struct buf *image, struct fault *f)
{
	struct build b = {.vocab = v, .image = image};
	struct image m = {.ntokens = v->n};
	bool ok;

	if (!check(v, f) || !find_bytes(v, &m, f))
		return false;
	b.hash = mem_zero(v->n, sizeof(*b.hash));
	b.slot = mem_zero(v->n, sizeof(*b.slot));
	add(&b, 1, sizeof(m));
	add_bytes(&b, &m);
	ok = add_ids(&b, &m, f) && add_pairs(&b, &m, f);
	if (ok) {
		add_two(&b, &m);
		memcpy(image->p, &m, sizeof(m));
	}
	free(b.hash);
	free(b.slot);
	return ok;
}
