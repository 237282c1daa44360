/* SPDX-License-Identifier: MIT */
/*
 * A vocabulary as one block of bytes that needs no parsing, no relocation and
 * no memory: what common/token/vocab/mkvocab.c writes when the project is
 * built and the library reads where it lies in the program.
 *
 * The numbers are the machine's own; a place in the image is given in bytes
 * from its start.  Two things are looked up in it, both by perfect hashing
 * (each key has a slot of its own, found in one step):
 *
 *  - the hash of a token's bytes -> its id.  A slot has the id and some bits of
 * the hash, which turn away most strangers; the bytes are then compared.
 *  - two tokens -> the token they merge to.  A slot has all three ids.
 *
 * What two single bytes merge to, which is asked most, is also in a table: for
 * each two bytes a number, by which the id is found in a short list; 0 if they
 * do not merge.
 *
 * An id is also the rank of its merge: the lowest merges first.
 */
#ifndef FT_TOKEN_IMAGE_H
#define FT_TOKEN_IMAGE_H

#include <stdint.h>
#include <string.h>

enum {
	IMAGE_ID_BITS = 18,
	IMAGE_TAG_BITS = 32 - IMAGE_ID_BITS,
	IMAGE_NONE = (1 << IMAGE_ID_BITS) - 1, /* no id is that high */
	IMAGE_RUN = 8,	       /* tokens between two known starts */
	IMAGE_TOKEN_MAX = 255, /* bytes */
};

/*
 * A perfect hash of 64-bit keys.  A key times the multiplier gives its bucket,
 * by the highest bits, and a slot, by the next; the bucket's twist, by which
 * that slot's number is exclusive-ored, moves all its keys to slots that are
 * free.
 */
struct image_hash {
	uint64_t multiplier;
	uint32_t twists; /* where: uint16_t for each bucket */
	uint32_t slots;	 /* where */
	uint32_t nslots; /* a power of two */
	uint8_t bucket_shift, slot_shift;
};

struct image {
	uint32_t ntokens;      /* ids are below; some may have no token */
	uint32_t bytes;	       /* where: the bytes of all tokens, by id */
	uint32_t lengths;      /* where: uint8_t for each id, 0: no token */
	uint32_t starts;       /* where: uint32_t for each IMAGE_RUN ids */
	uint32_t places;       /* where: uint32_t for each id: slot in pairs */
	struct image_hash ids; /* slots: uint32_t, tag above id */
	struct image_hash pairs; /* slots: uint64_t, left, right, merged */
	uint32_t two;		 /* where: uint16_t for each two bytes */
	uint32_t two_ids;	 /* where: uint32_t for each of the numbers */
	uint32_t seam_table;	 /* where: two bits for each place, seams.h */
	uint32_t seam_set;	 /* where: a set of bits */
	uint32_t seam_bits;	 /* there are 1 << so many */
	uint32_t lonely;      /* tokens of several bytes that no two merge to */
	uint8_t byte_id[256]; /* the tokens of one byte */
};

static inline const void *
image_at(const struct image *m, uint32_t place)
{
	return (const unsigned char *)m + place;
}

/* The size bytes at p, as a number. */
static inline uint64_t
image_load(const unsigned char *p, size_t size)
{
	uint64_t word = 0;

	memcpy(&word, p, size);
	return word;
}

static inline uint64_t
image_mix(uint64_t h)
{
	h *= 0xD6E8FEB86659FD93u;
	return h ^ h >> 32;
}

/* Loads of a fixed size, which may overlap, are faster than a copy of n. */
static inline uint64_t
image_hash_bytes(const unsigned char *p, size_t n)
{
	uint64_t h = n * 0x9E3779B97F4A7C15u;

	if (n < 4)
		return image_mix(h ^ p[0] ^ (uint64_t)p[n / 2] << 8 ^
		    (uint64_t)p[n - 1] << 16);
	if (n < 8)
		return image_mix(
		    h ^ image_load(p, 4) ^ image_load(p + n - 4, 4) << 32);
	for (size_t i = 0; i + 8 < n; i += 8)
		h = image_mix(h ^ image_load(p + i, 8));
	return image_mix(image_mix(h ^ image_load(p + n - 8, 8)));
}

static inline uint64_t
image_pair(uint32_t left, uint32_t right)
{
	return (uint64_t)left << IMAGE_ID_BITS | right;
}

/* For hash tables of pairs that are not perfect. */
static inline uint64_t
image_hash_pair(uint64_t pair)
{
	uint64_t h = (pair + 1) * 0x9E3779B97F4A7C15u;

	return h ^ h >> 32;
}

static inline uint32_t
image_slot_of(const struct image_hash *t, const uint16_t *twists, uint64_t key)
{
	uint64_t h = key * t->multiplier;

	return ((uint32_t)(h >> t->slot_shift) & (t->nslots - 1)) ^
	    twists[h >> t->bucket_shift];
}

static inline uint32_t
image_find_slot(const struct image *m, const struct image_hash *t, uint64_t key)
{
	return image_slot_of(t, image_at(m, t->twists), key);
}

static inline uint32_t
image_tag(uint64_t hash)
{
	return (uint32_t)hash << IMAGE_ID_BITS;
}

#endif
