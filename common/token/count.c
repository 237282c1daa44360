/* SPDX-License-Identifier: MIT */
#include "common/token/tokenizer.h"

size_t
count_new(struct tokenizer *t, struct str piece)
{
	const struct image *m = t->encoding->image;
	uint32_t id[BPE_SHORT];

	if (bpe_whole(m, piece) != IMAGE_NONE)
		return 1;
	if (piece.n <= BPE_SHORT)
		return bpe_short(m, piece, id);
	t->ids.n = 0;
	bpe_long(m, &t->window, piece, &t->ids);
	return t->ids.n;
}

size_t
count_piece(struct tokenizer *t, struct str piece)
{
	struct cache *c = cache_for(t, piece.n);
	struct cache_key key;
	unsigned count;

	if (c == NULL)
		return count_new(t, piece);
	cache_key(&key, c->words, piece.p, piece.n);
	count = cache_look(c, &key);
	if (count == 0) {
		count = (unsigned)count_new(t, piece);
		cache_put(c, &key, count);
	}
	return count;
}

void
count_plain(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n, size_t *total)
{
	for (size_t i = 0; i < n; at = end[i++])
		*total += count_piece(t, str_of(text.p + at, end[i] - at));
}
