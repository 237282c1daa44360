/* SPDX-License-Identifier: MIT */
#include "common/token/cache.h"

#include <stdlib.h>

#include "common/base/mem.h"

/* The newest is first, the oldest falls out. */
static void
put(struct cache *c, struct cache_key counted)
{
	struct cache_key key = {counted.low, counted.high << 8 >> 8};
	struct cache_line *line = cache_find_line(c, cache_hash(key));

	memmove(line->way + 1, line->way, sizeof(line->way) - sizeof(key));
	line->way[0] = counted;
}

static void
grow(struct cache *c)
{
	struct cache old = *c;

	c->nlines = old.nlines == 0 ? CACHE_MIN_LINES : 4 * old.nlines;
	c->lines = mem_zero(c->nlines, sizeof(*c->lines));
	for (size_t i = 0; i < old.nlines; i++)
		for (int k = CACHE_WAYS; k-- > 0;)
			if (old.lines[i].way[k].high >> CACHE_COUNT_SHIFT)
				put(c, old.lines[i].way[k]);
	free(old.lines);
}

void
cache_put(struct cache *c, struct cache_key key, unsigned count)
{
	if (c->used >= c->nlines * CACHE_WAYS / 2 &&
	    c->nlines < CACHE_MAX_LINES)
		grow(c);
	key.high |= (uint64_t)count << CACHE_COUNT_SHIFT;
	put(c, key);
	c->used++;
}

void
cache_free(struct cache *c)
{
	free(c->lines);
}
