/* SPDX-License-Identifier: MIT */
#include "common/token/cache.h"

#include <stdlib.h>

#include "common/base/mem.h"

enum { LINE_BYTES = CACHE_LINE * sizeof(uint64_t) };

static void
set_lines(struct cache *c, size_t nlines)
{
	size_t over;

	c->memory = mem_zero(nlines + 1, LINE_BYTES);
	over = (uintptr_t)c->memory % LINE_BYTES;
	c->lines = (uint64_t *)((char *)c->memory +
	    (over == 0 ? 0 : LINE_BYTES - over));
	c->nlines = nlines;
}

void
cache_init(struct cache *c, unsigned words, size_t max_lines)
{
	c->words = words;
	c->max_lines = max_lines;
	c->used = 0;
	set_lines(c, CACHE_MIN_LINES);
}

void
cache_free(struct cache *c)
{
	free(c->memory);
}

/* The newest is first, the oldest falls out. */
static void
put(struct cache *c, const struct cache_key *key, uint64_t count)
{
	uint64_t *line = cache_line(c, cache_hash(key, c->words));

	memmove(line + c->words, line, (CACHE_LINE - c->words) * sizeof(*line));
	memcpy(line, key->word, c->words * sizeof(*line));
	line[c->words - 1] |= count << CACHE_COUNT_SHIFT;
}

static void
grow(struct cache *c)
{
	struct cache old = *c;
	const uint64_t *way = old.lines + CACHE_LINE * old.nlines;
	unsigned last = c->words - 1;
	struct cache_key key;

	set_lines(
	    c, old.nlines > c->max_lines / 4 ? c->max_lines : 4 * old.nlines);
	while (way > old.lines) {
		way -= c->words;
		if (way[last] >> CACHE_COUNT_SHIFT == 0)
			continue;
		memcpy(key.word, way, c->words * sizeof(*way));
		key.word[last] = way[last] << 8 >> 8;
		put(c, &key, way[last] >> CACHE_COUNT_SHIFT);
	}
	free(old.memory);
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
