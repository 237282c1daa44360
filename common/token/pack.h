/* SPDX-License-Identifier: MIT */
/*
 * An encoding that was read from a file, as one block of bytes: what is made of
 * a spec once, kept in a cache, and used where it lies.
 *
 * The numbers are the machine's own, a place is given in bytes from the start
 * of the block.  Its head has the sum of what follows, so that what was
 * damaged or cut is found out; what has the right sum is trusted.
 */
#ifndef FT_TOKEN_PACK_H
#define FT_TOKEN_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/token/spec.h"

/* What the block was made of: a file, and how it was to be read. */
struct pack_key {
	uint64_t word[2];
};

struct pack_text {
	uint32_t at, n;
};

/* What an id stands for; sorted by id. */
struct pack_id {
	uint32_t id;
	struct pack_text text;
};

struct pack_added {
	struct pack_text text;
	uint32_t id, flags;
};

struct pack_step {
	uint32_t kind, pieces, invert;
	struct pack_text pattern;
};

enum pack_section {
	PACK_IMAGE, /* of no bytes where the heap is used */
	PACK_OUTER, /* uint32_t: the id of each token, by its number inside */
	PACK_IDS,   /* struct pack_id */
	PACK_RAW,   /* struct pack_added: looked for before normalizing */
	PACK_NORMALIZED, /* the same, behind */
	PACK_STEPS,	 /* struct pack_step */
	PACK_BYTES,	 /* uint32_t [256]: for the heap, as the rest */
	PACK_MERGES,	 /* struct heap_merge: the places */
	PACK_WHOLE,	 /* uint32_t: a dict's places; where spec.whole */
	PACK_TOKENS,	 /* struct pack_text, by number; the same */
	PACK_TEXTS,	 /* bytes that the others point to */
	PACK_SECTIONS,
};

/* Another for other sources; made by the build. */
enum { PACK_STAMP = 12 };
extern const char pack_stamp[PACK_STAMP];

struct pack {
	char magic[4];
	char stamp[PACK_STAMP];
	uint64_t size;	 /* of the block */
	uint64_t sum[2]; /* XXH3-128 of what follows */
	struct pack_key key;
	uint32_t nfc, assumed;
	struct pack_text section[PACK_SECTIONS]; /* n: things, not bytes */
};

/*
 * Appends the block to an empty buffer.  False where the vocabulary cannot be
 * used, with STATUS_INPUT.
 */
bool pack_make(const struct spec *s, struct pack_key key, struct buf *to,
    struct fault *f) MUSTCHECK;

/*
 * Is that a whole block, made of what the key says by this very version?  The
 * bytes begin on a boundary of 16.
 */
bool pack_is_good(struct str bytes, struct pack_key key) MUSTCHECK;

/* XXH3-128 of the bytes, as a key. */
struct pack_key pack_hash(struct str bytes);

#endif
