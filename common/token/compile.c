/* SPDX-License-Identifier: MIT */
#include "common/token/compile.h"
#include "common/token/seams.h"

#include <stdlib.h>

/* The image grows in memory; a place is a multiple of 64 bytes. */
struct build {
	const struct vocab *vocab;
	struct buf *image;
	uint64_t *key; /* by id, for add_hash() */
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

/* Of a token that has no key. */
#define NO_KEY UINT64_MAX

/* The buckets hold four keys at most, and the slots are full by 7/8 at most, as
 * a mean. */
static void
set_sizes(struct image_hash *t, uint32_t n)
{
	uint32_t buckets = 1, slots = 2;

	while ((uint32_t)1 << buckets < n / 4)
		buckets++;
	while (((uint64_t)7 << slots) / 8 < n)
		slots++;
	t->nslots = (uint32_t)1 << slots;
	t->bucket_shift = (uint8_t)(64 - buckets);
	t->slot_shift = (uint8_t)(64 - buckets - slots);
}

/* A hash of all keys; b->slot[i] is where key i goes. */
static bool
add_hash(
    struct build *b, struct image_hash *t, size_t slot_size, struct fault *f)
{
	uint32_t n = 0, all = b->vocab->n;
	uint64_t *keys = mem_resize(NULL, all, sizeof(*keys));
	uint32_t *slots = mem_resize(NULL, all, sizeof(*slots));
	bool ok;

	for (uint32_t id = 0; id < all; id++)
		if (b->key[id] != NO_KEY)
			keys[n++] = b->key[id];
	set_sizes(t, n);
	t->twists =
	    add(b, (size_t)1 << (64 - t->bucket_shift), sizeof(uint16_t));
	t->slots = add(b, t->nslots, slot_size);
	ok = place_keys(keys, n, t, at(b, t->twists), slots);
	n = 0;
	for (uint32_t id = 0; id < all && ok; id++)
		if (b->key[id] != NO_KEY)
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
		b->key[id] = v->token[id].n == 0
		    ? NO_KEY
		    : image_hash_bytes((const unsigned char *)v->token[id].p,
			  v->token[id].n);
	if (!add_hash(b, &m->ids, sizeof(*slots), f))
		return false;
	slots = at(b, m->ids.slots);
	for (uint32_t i = 0; i < m->ids.nslots; i++)
		slots[i] = IMAGE_NONE;
	for (uint32_t id = 0; id < v->n; id++)
		if (b->key[id] != NO_KEY)
			slots[b->slot[id]] = image_tag(b->key[id]) | id;
	return true;
}

static bool
add_pairs(struct build *b, struct image *m, struct fault *f)
{
	const struct vocab *v = b->vocab;
	uint64_t *slots;
	uint32_t *places;

	for (uint32_t id = 0; id < v->n; id++) {
		b->key[id] = v->pair[id];
		m->lonely += v->pair[id] == VOCAB_NO_PAIR && v->token[id].n > 1;
	}
	if (!add_hash(b, &m->pairs, sizeof(*slots), f))
		return false;
	m->places = add(b, v->n, sizeof(*places));
	slots = at(b, m->pairs.slots);
	places = at(b, m->places);
	memset(slots, 0xFF, m->pairs.nslots * sizeof(*slots));
	for (uint32_t id = 0; id < v->n; id++)
		if (b->key[id] != NO_KEY) {
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

/* Has the token three bytes on both sides of the place i? */
static bool
is_long_seam(struct str token, size_t i)
{
	return i >= 3 && token.n - i >= 3;
}

/* Marks a place of a token in the table. */
static void
mark_seam(struct str token, size_t i, uint64_t *table)
{
	const unsigned char *p = (const unsigned char *)token.p + i;
	bool has_second = i + 1 < token.n;
	unsigned second = has_second ? p[1] : 0x80;
	uint64_t what =
	    is_long_seam(token, i) ? SEAMS_NEAR : SEAMS_NEAR | SEAMS_SHORT;

	do {
		uint32_t near = seams_near(p[-1], p[0], (unsigned char)second);

		table[near / 32] |= what << near % 32 * 2;
	} while (!has_second && ++second < 0xC0);
}

static void
put_seam(struct str token, size_t i, uint64_t *set, unsigned bits)
{
	uint64_t bit[2];

	seams_bits((const unsigned char *)token.p + i, bits, bit);
	for (int k = 0; k < 2; k++)
		set[bit[k] / 64] |= (uint64_t)1 << bit[k] % 64;
}

/* Goes over all places of all tokens: first they are counted, for the size of
 * the set, then (set is not NULL) put in. */
static size_t
each_seam(const struct vocab *v, uint64_t *table, uint64_t *set, unsigned bits)
{
	size_t n = 0;

	for (uint32_t id = 0; id < v->n; id++) {
		struct str token = v->token[id];

		for (size_t i = 1; i < token.n; i++) {
			if (!seams_is_place((const unsigned char *)token.p, i))
				continue;
			n += is_long_seam(token, i);
			if (set == NULL)
				mark_seam(token, i, table);
			else if (is_long_seam(token, i))
				put_seam(token, i, set, bits);
		}
	}
	return n;
}

/* With 16 bits for each seam, two of which are set, a set says yes wrongly to
 * one of 64 or fewer. */
static void
add_seams(struct build *b, struct image *m)
{
	size_t n;

	m->seam_table = add(b, SEAMS_TABLE / 32, sizeof(uint64_t));
	n = each_seam(b->vocab, at(b, m->seam_table), NULL, 0);
	m->seam_bits = 6;
	while ((size_t)1 << m->seam_bits < 16 * n)
		m->seam_bits++;
	m->seam_set =
	    add(b, ((size_t)1 << m->seam_bits) / 64, sizeof(uint64_t));
	each_seam(b->vocab, NULL, at(b, m->seam_set), m->seam_bits);
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
	b.key = mem_zero(v->n, sizeof(*b.key));
	b.slot = mem_zero(v->n, sizeof(*b.slot));
	add(&b, 1, sizeof(m));
	add_bytes(&b, &m);
	ok = add_ids(&b, &m, f) && add_pairs(&b, &m, f);
	if (ok) {
		add_two(&b, &m);
		add_seams(&b, &m);
		memcpy(image->p, &m, sizeof(m));
	}
	free(b.key);
	free(b.slot);
	return ok;
}
