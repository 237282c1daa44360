/* SPDX-License-Identifier: MIT */
#include "common/token/token.h"

#include <stdlib.h>

#include "common/text/utf8.h"
#include "common/token/bpe.h"
#include "common/token/cache.h"
#include "common/token/encoding.h"

/* Pretokens found, then looked up, at a time. */
enum { BATCH = 64 };

struct tokenizer {
	const struct encoding *encoding;
	struct cache cache;
	struct bpe_window window;
	struct token_ids ids; /* of a long piece that is only counted */
	struct buf repaired;  /* a text that was no valid UTF-8 */
};

struct tokenizer *
tokenizer_new(const struct encoding *e)
{
	struct tokenizer *t = mem_zero(1, sizeof(*t));

	t->encoding = e;
	buf_init(&t->repaired, BUF_NO_MAX);
	return t;
}

void
tokenizer_free(struct tokenizer *t)
{
	if (t == NULL)
		return;
	cache_free(&t->cache);
	bpe_window_free(&t->window);
	token_ids_free(&t->ids);
	buf_free(&t->repaired);
	free(t);
}

void
token_ids_init(struct token_ids *ids)
{
	*ids = (struct token_ids){0};
}

void
token_ids_free(struct token_ids *ids)
{
	free(ids->id);
	token_ids_init(ids);
}

void
token_ids_add(struct token_ids *to, uint32_t id)
{
	if (to->n == to->cap) {
		to->cap = to->cap == 0 ? 64 : 2 * to->cap;
		to->id = mem_resize(to->id, to->cap, sizeof(*to->id));
	}
	to->id[to->n++] = id;
}

/* The text, or where it is no valid UTF-8, a repaired copy. */
static struct str
valid_text(struct tokenizer *t, struct str text)
{
	if (utf8_valid(text, NULL))
		return text;
	buf_clear(&t->repaired);
	utf8_repair(&t->repaired, text);
	return buf_str(&t->repaired);
}

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

static size_t
count_piece(struct tokenizer *t, struct str text, size_t at, size_t n)
{
	struct str piece = str_of(text.p + at, n);
	struct cache_key key;
	unsigned count = 0;

	if (n > CACHE_KEY_MAX || piece.p[n - 1] == '\0')
		return count_new(t, piece);
	key = key_of(text, at, n);
	if (t->cache.nlines > 0)
		count = cache_look(
		    cache_find_line(&t->cache, cache_hash(key)), key);
	if (count == 0) {
		count = (unsigned)count_new(t, piece);
		cache_put(&t->cache, key, count);
	}
	return count;
}

size_t
token_count(struct tokenizer *t, struct str text)
{
	size_t end[BATCH], at = 0, total = 0, n;

	text = valid_text(t, text);
	while ((n = t->encoding->split(text, at, end, BATCH)) > 0)
		for (size_t i = 0; i < n; at = end[i++])
			total += count_piece(t, text, at, end[i] - at);
	return total;
}

static void
encode_piece(struct tokenizer *t, struct str piece, struct token_ids *to)
{
	const struct image *m = t->encoding->image;
	uint32_t id[BPE_SHORT], whole = bpe_whole(m, piece);
	size_t n;

	if (whole != IMAGE_NONE) {
		token_ids_add(to, whole);
		return;
	}
	if (piece.n > BPE_SHORT) {
		bpe_long(m, &t->window, piece, to);
		return;
	}
	n = bpe_short(m, piece, id);
	for (size_t i = 0; i < n; i++)
		token_ids_add(to, id[i]);
}

void
token_encode(struct tokenizer *t, struct str text, struct token_ids *to)
{
	size_t end[BATCH], at = 0, n;

	text = valid_text(t, text);
	while ((n = t->encoding->split(text, at, end, BATCH)) > 0)
		for (size_t i = 0; i < n; at = end[i++])
			encode_piece(t, str_of(text.p + at, end[i] - at), to);
}
