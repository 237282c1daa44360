/* SPDX-License-Identifier: MIT */
/*
 * How many tokens the short pretokens seen before are.
 *
 * A pretoken is kept whole, as a key of some words, so that an answer is exact.
 * A line of the table is a line of the processor's cache and holds as many keys
 * as fit: four of two words, for pretokens of up to 15 bytes, two of four or
 * one of eight.  The table begins small and grows with what is put in, up to a
 * most that is given at birth.  What is full forgets.
 */
#ifndef FT_TOKEN_CACHE_H
#define FT_TOKEN_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	CACHE_LINE = 8, /* words */
	CACHE_MIN_LINES = 1 << 6,
	CACHE_WORDS_MAX = CACHE_LINE,
	CACHE_COUNT_SHIFT = 56,
};

/*
 * The bytes of the pretoken, the first lowest, and zeros behind them.  The last
 * byte of a pretoken must not be a zero: so no two have the same key.  The top
 * byte of the last word is no part of the key and holds the count in a line.
 */
struct cache_key {
	uint64_t word[CACHE_WORDS_MAX];
};

struct cache {
	uint64_t *lines; /* on a boundary of a line's size */
	size_t nlines;	 /* a power of two */
	size_t max_lines;
	size_t used;	/* keys put in */
	unsigned words; /* of a key */
	void *memory;	/* what the lines lie in */
};

/* An empty cache for keys of 2, 4 or 8 words. */
void cache_init(struct cache *c, unsigned words, size_t max_lines);
void cache_free(struct cache *c);

/* Puts a key in; 1 <= count <= 255. */
void cache_put(struct cache *c, const struct cache_key *key, unsigned count);

/* The bytes that a pretoken may have. */
static inline size_t
cache_most(unsigned words)
{
	return 8 * words - 1;
}

/* Eight bytes, the first lowest. */
static inline uint64_t
cache_word(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static inline uint64_t
cache_hash_word(uint64_t word)
{
	uint64_t h = word * 0x9E3779B97F4A7C15u;

	return h ^ h >> 32;
}

static inline uint64_t
cache_hash(const struct cache_key *key, unsigned words)
{
	uint64_t h = cache_hash_word(key->word[0]);

	for (unsigned i = 1; i < words; i++)
		h = cache_hash_word(h ^ key->word[i]);
	return h;
}

/* The line where a key is looked for. */
static inline uint64_t *
cache_line(const struct cache *c, uint64_t hash)
{
	return c->lines + CACHE_LINE * (hash & (c->nlines - 1));
}

/* The count put in with the key, or 0. */
static inline unsigned
cache_look(const struct cache *c, const struct cache_key *key)
{
	const uint64_t *way = cache_line(c, cache_hash(key, c->words));
	const uint64_t *end = way + CACHE_LINE;
	unsigned last = c->words - 1;

	for (; way < end; way += c->words) {
		uint64_t differ = (way[last] ^ key->word[last]) << 8;

		for (unsigned i = 0; i < last; i++)
			differ |= way[i] ^ key->word[i];
		if (differ == 0)
			return (unsigned)(way[last] >> CACHE_COUNT_SHIFT);
	}
	return 0;
}

#endif
