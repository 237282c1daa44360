/* SPDX-License-Identifier: MIT */
/*
 * How many tokens the short pretokens seen before are.
 *
 * A pretoken is kept whole, as a key of some words, so that an answer is exact.
 * A line of the table is a line of the processor's cache and holds as many keys
 * as fit: four of two words, for pretokens of up to 14 bytes, two of four or
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
	CACHE_MIN_LINES = 1 << 5,
	CACHE_GROWTH = 4, /* times */
	CACHE_WORDS_MAX = CACHE_LINE,
	CACHE_COUNT_SHIFT = 56,
	CACHE_LENGTH_SHIFT = 48,
};

/*
 * The bytes of the pretoken, the first lowest, zeros behind them, and in the
 * last word but its top byte how many they are.  The top byte is no part of the
 * key and holds the count in a line.
 */
struct cache_key {
	uint64_t word[CACHE_WORDS_MAX];
};

struct cache {
	uint64_t *lines; /* on a boundary of a line's size */
	size_t nlines;	 /* a power of two */
	unsigned shift;	 /* of a hash, to the number of its line */
	size_t max_lines;
	size_t used;	/* keys put in */
	unsigned words; /* of a key */
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
	return 8 * words - 2;
}

/* Eight bytes, the first lowest. */
static inline uint64_t
cache_word(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* The n bytes at p, by two copies of a fixed size, which may overlap. */
static inline void
cache_copy(unsigned char *to, const char *p, size_t n)
{
	if (n >= 32) {
		memcpy(to, p, 32);
		memcpy(to + n - 32, p + n - 32, 32);
	} else if (n >= 16) {
		memcpy(to, p, 16);
		memcpy(to + n - 16, p + n - 16, 16);
	} else if (n >= 8) {
		memcpy(to, p, 8);
		memcpy(to + n - 8, p + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, p, 4);
		memcpy(to + n - 4, p + n - 4, 4);
	} else if (n > 0) {
		to[0] = (unsigned char)p[0];
		to[n / 2] = (unsigned char)p[n / 2];
		to[n - 1] = (unsigned char)p[n - 1];
	}
}

/* The key of a pretoken of 1 to cache_most(words) bytes. */
static inline void
cache_key(struct cache_key *key, unsigned words, const char *p, size_t n)
{
	unsigned char copy[CACHE_WORDS_MAX * sizeof(uint64_t)] = {0};

	cache_copy(copy, p, n);
	for (unsigned i = 0; i < CACHE_WORDS_MAX; i++)
		key->word[i] = cache_word(copy + 8 * i);
	key->word[words - 1] |= (uint64_t)n << CACHE_LENGTH_SHIFT;
}

/* Odd numbers whose bits look random; only the hash's high bits are. */
static inline uint64_t
cache_hash2(uint64_t first, uint64_t second)
{
	return first * 0x9E3779B97F4A7C15u ^ second * 0xD6E8FEB86659FD93u;
}

static inline uint64_t
cache_hash(const struct cache_key *key, unsigned words)
{
	uint64_t h = cache_hash2(key->word[0], key->word[1]);

	for (unsigned i = 2; i < words; i++)
		h = cache_hash2(h ^ h >> 32, key->word[i]);
	return h;
}

/* The line where a key is looked for. */
static inline uint64_t *
cache_line(const struct cache *c, uint64_t hash)
{
	return c->lines + CACHE_LINE * (hash >> c->shift);
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
