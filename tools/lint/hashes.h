/* SPDX-License-Identifier: MIT */
/*
 * Which hashes were seen before, and in which line first.  Takes 16 bytes for
 * each place of a table that is full by two fifths at least and four fifths at
 * most, once it has more than 2 MB.
 */
#ifndef FT_TOOLS_LINT_HASHES_H
#define FT_TOOLS_LINT_HASHES_H

#include <stddef.h>
#include <stdint.h>

struct hash_entry {
	uint64_t hash; /* 0: a free place */
	uint32_t line; /* where it was seen first */
	uint32_t more; /* what the caller wants to know of it */
};

/* All zeros is an empty one. */
struct hashes {
	struct hash_entry *v;
	size_t n, cap; /* cap: 0 or a power of two */
};

/* What was seen of the hash, which is not 0; or NULL. */
const struct hash_entry *hashes_find(const struct hashes *s, uint64_t hash);

/* The same, but what is new is put in, and NULL returned. */
const struct hash_entry *hashes_add(struct hashes *s, struct hash_entry entry);

/* Has the processor look for the hash, which will be asked for soon. */
static inline void
hashes_expect(const struct hashes *s, uint64_t hash)
{
	if (s->cap > 0)
		__builtin_prefetch(&s->v[hash & (s->cap - 1)], 1);
	/* gcc 12 takes what does no more for a function without any effect, and
	 * drops its calls. */
	__asm__ volatile("");
}

void hashes_free(struct hashes *s);

#endif
