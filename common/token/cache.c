/* SPDX-License-Identifier: MIT */
#include "common/token/cache.h"

#include "common/base/mem.h"

enum { LINE_BYTES = CACHE_LINE * sizeof(uint64_t) };

static void
set_lines(struct cache *c, size_t nlines)
{
	c->nlines = nlines;
	c->shift = 64 - (unsigned)__builtin_ctzll(nlines);
}

void
cache_init(struct cache *c, unsigned words, size_t max_lines)
{
	c->words = words;
	c->max_lines = max_lines;
	c->used = 0;
	c->lines = mem_lazy(max_lines * LINE_BYTES);
	set_lines(c, CACHE_MIN_LINES);
}

void
cache_free(struct cache *c)
{
	mem_lazy_free(c->lines, c->max_lines * LINE_BYTES);
}

/* The newest is first, the oldest falls out. */
static void
put(struct cache *c, const struct cache_key *key, uint64_t count)
{
	uint64_t *line = cache_line(c, cache_hash(key, c->words));

	for (unsigned i = CACHE_LINE; i-- > c->words;)
		line[i] = line[i - c->words];
	for (unsigned i = 0; i < c->words; i++)
		line[i] = key->word[i];
	line[c->words - 1] |= count << CACHE_COUNT_SHIFT;
}

/*
 * A line's number is the high bits of a hash, so what is in it goes to the few
 * lines that begin at some times its number.  Done from the last line down,
 * none of them is in use any more.
 */
static void
grow(struct cache *c)
{
	size_t i = c->nlines, times = c->max_lines / c->nlines;
	unsigned last = c->words - 1;
	struct cache_key key;

	times = times < CACHE_GROWTH ? times : CACHE_GROWTH;
	set_lines(c, c->nlines * times);
	while (i-- > 0) {
		uint64_t line[CACHE_LINE], *to = c->lines + CACHE_LINE * i;
		const uint64_t *way = line + CACHE_LINE;

		memcpy(line, to, LINE_BYTES);
		memset(to, 0, LINE_BYTES);
		while (way > line) {
			way -= c->words;
			if (way[last] >> CACHE_COUNT_SHIFT == 0)
				continue;
			memcpy(key.word, way, c->words * sizeof(*way));
			key.word[last] = way[last] << 8 >> 8;
			put(c, &key, way[last] >> CACHE_COUNT_SHIFT);
		}
	}
}

void
cache_put(struct cache *c, const struct cache_key *key, unsigned count)
{
	if (c->used >= c->nlines * (CACHE_LINE / c->words) / 2 &&
	    c->nlines < c->max_lines)
		grow(c);
	put(c, key, count);
	c->used++;
}
