/* SPDX-License-Identifier: MIT */
/*
 * How many tokens the short pretokens seen before are.
 *
 * A pretoken of up to 15 bytes is kept whole, as a key of two words, so that
 * an answer is exact.  A line of the table is a line of the processor's cache
 * and holds four of them; the table begins small and grows with what is put
 * in, up to CACHE_MAX_LINES.  What is full forgets.
 */
#ifndef FT_TOKEN_CACHE_H
#define FT_TOKEN_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	CACHE_KEY_MAX = 15, /* bytes of a pretoken */
	CACHE_WAYS = 4,
	CACHE_MIN_LINES = 1 << 6,  /* 4 KiB */
	CACHE_MAX_LINES = 1 << 16, /* 4 MiB */
};

/* The bytes of the pretoken, zeros behind them; the last byte is not a zero,
 * so no two pretokens have the same key. */
struct cache_key {
	uint64_t low, high;
};

/* The top byte of high, which no key uses, is the number of tokens. */
struct cache_line {
	struct cache_key way[CACHE_WAYS];
};

struct cache {
	struct cache_line *lines; /* on a boundary of their size */
	size_t nlines;		  /* a power of two */
	size_t used;		  /* keys put in */
	void *memory;		  /* what the lines lie in */
};

enum { CACHE_COUNT_SHIFT = 56 };

/* An empty cache, of the smallest size. */
void cache_init(struct cache *c);
void cache_free(struct cache *c);

/* Puts a key in; 1 <= count <= 255. */
void cache_put(struct cache *c, struct cache_key key, unsigned count);

/* Eight bytes, the first lowest. */
static inline uint64_t
cache_word(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* The key of n bytes at p, 1 to CACHE_KEY_MAX, of which 16 may be read. */
static inline struct cache_key
cache_key(const unsigned char *p, size_t n)
{
	struct cache_key key = {cache_word(p), 0};

	if (n < 8)
		key.low &= ((uint64_t)1 << 8 * n) - 1;
	else
		key.high =
		    cache_word(p + 8) & (((uint64_t)1 << 8 * (n - 8)) - 1);
	return key;
}

static inline uint64_t
cache_hash(struct cache_key key)
{
	uint64_t h = key.low * 0x9E3779B97F4A7C15u ^
	    (key.high + 1) * 0xD6E8FEB86659FD93u;

	return h ^ h >> 32;
}

/* The line where a key is looked for. */
static inline struct cache_line *
cache_find_line(const struct cache *c, uint64_t hash)
{
	return &c->lines[hash & (c->nlines - 1)];
}

/* The count put in with the key, or 0. */
static inline unsigned
cache_look(const struct cache_line *line, struct cache_key key)
{
	for (int i = 0; i < CACHE_WAYS; i++) {
		const struct cache_key *way = &line->way[i];

		if (way->low == key.low && (way->high ^ key.high) << 8 == 0)
			return (unsigned)(way->high >> CACHE_COUNT_SHIFT);
	}
	return 0;
}

#endif
