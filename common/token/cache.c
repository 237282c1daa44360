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
set_lines(struct cache *c, size_t nlines)
{
	uintptr_t at;

	c->memory = mem_zero(nlines + 1, sizeof(*c->lines));
	at = (uintptr_t)c->memory % sizeof(*c->lines);
	c->lines = (struct cache_line *)((char *)c->memory +
	    (at == 0 ? 0 : sizeof(*c->lines) - at));
	c->nlines = nlines;
}

void
cache_init(struct cache *c)
{
	set_lines(c, CACHE_MIN_LINES);
	c->used = 0;
}

static void
grow(struct cache *c)
{
	struct cache old = *c;

	set_lines(c, 4 * old.nlines);
	for (size_t i = 0; i < old.nlines; i++)
		for (int k = CACHE_WAYS; k-- > 0;)
			if (old.lines[i].way[k].high >> CACHE_COUNT_SHIFT)
				put(c, old.lines[i].way[k]);
	free(old.memory);
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
	free(c->memory);
}
