/* SPDX-License-Identifier: MIT */
#include "common/token/tokenizer.h"

static size_t
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

/* The key of a piece of the text, whose end must not be overrun. */
static struct cache_key
key_of(struct str text, size_t at, size_t n)
{
	unsigned char copy[CACHE_KEY_MAX + 1] = {0};

	if (text.n - at > CACHE_KEY_MAX)
		return cache_key((const unsigned char *)text.p + at, n);
	memcpy(copy, text.p + at, n);
	return cache_key(copy, n);
}

size_t
count_piece(struct tokenizer *t, struct str text, size_t at, size_t n)
{
	struct str piece = str_of(text.p + at, n);
	struct cache_key key;
	unsigned count;

	if (n > CACHE_KEY_MAX || piece.p[n - 1] == '\0')
		return count_new(t, piece);
	key = key_of(text, at, n);
	count = cache_look(cache_find_line(&t->cache, cache_hash(key)), key);
	if (count == 0) {
		count = (unsigned)count_new(t, piece);
		cache_put(&t->cache, key, count);
	}
	return count;
}

size_t
count_plain(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n)
{
	size_t total = 0;

	for (size_t i = 0; i < n; at = end[i++])
		total += count_piece(t, text, at, end[i] - at);
	return total;
}
