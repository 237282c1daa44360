/* SPDX-License-Identifier: MIT */
#include "common/token/token.h"

#include <stdlib.h>

#include "common/text/utf8.h"
#include "common/token/loaded.h"
#include "common/token/tokenizer.h"

/* At most: 8, 4 and 4 MiB. */
static const size_t cache_lines[CACHES] = {1 << 17, 1 << 16, 1 << 16};

struct tokenizer *
tokenizer_new(const struct encoding *e)
{
	struct tokenizer *t = mem_zero(1, sizeof(*t));
	count_fn *fast = count_avx2();

	t->encoding = e;
	tokenizer_plain(t);
	t->split = split_avx2(e->split);
	if (fast != NULL)
		t->count = fast;
	for (unsigned i = 0; i < CACHES; i++)
		cache_init(&t->cache[i], 2u << i, cache_lines[i]);
	buf_init(&t->repaired, BUF_NO_MAX);
	if (e->loaded != NULL)
		t->work = loaded_work_new(e->loaded);
	return t;
}

void
tokenizer_plain(struct tokenizer *t)
{
	t->split = t->encoding->split;
	t->count = count_plain;
}

void
tokenizer_free(struct tokenizer *t)
{
	if (t == NULL)
		return;
	for (unsigned i = 0; i < CACHES; i++)
		cache_free(&t->cache[i]);
	memo_free(&t->memo);
	bpe_window_free(&t->window);
	token_ids_free(&t->ids);
	buf_free(&t->repaired);
	loaded_work_free(t->work);
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

void
tokenizer_specials(struct tokenizer *t, bool special)
{
	if (special != t->special)
		memo_free(&t->memo);
	t->special = special;
}

/* The tokens of a text, valid UTF-8, without added tokens. */
static void
add_text(struct tokenizer *t, struct str text, size_t *total)
{
	size_t end[BATCH], at = 0, n;

	while ((n = t->split(text, at, end, BATCH)) > 0) {
		t->count(t, text, at, end, n, total);
		at = end[n - 1];
	}
}

size_t
count_text(struct tokenizer *t, struct str text)
{
	size_t total = 0;

	add_text(t, text, &total);
	queue_settle(t);
	return total;
}

void
encode_pretoken(struct tokenizer *t, struct str piece, struct token_ids *to)
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
encode_text(struct tokenizer *t, struct str text, struct token_ids *to)
{
	size_t end[BATCH], at = 0, n;

	while ((n = t->split(text, at, end, BATCH)) > 0)
		for (size_t i = 0; i < n; at = end[i++])
			encode_pretoken(
			    t, str_of(text.p + at, end[i] - at), to);
}

/*
 * Takes the next special token off the front of the text, with what is before
 * it, where the tokenizer looks for them.
 */
static bool
next_special(const struct tokenizer *t, struct str *text, struct str *before,
    uint32_t *id)
{
	size_t off, len;

	if (!t->special || !token_special(t->encoding, *text, &off, id, &len))
		return false;
	*before = str_of(text->p, off);
	*text = str_from(*text, off + len);
	return true;
}

void
token_add(struct tokenizer *t, struct str text, size_t *total)
{
	struct str before;
	uint32_t id;

	text = valid_text(t, text);
	if (t->work != NULL) {
		*total += loaded_encode(t, text, NULL);
		return;
	}
	while (next_special(t, &text, &before, &id)) {
		add_text(t, before, total);
		++*total;
	}
	add_text(t, text, total);
}

void
token_settle(struct tokenizer *t)
{
	queue_settle(t);
}

size_t
token_count(struct tokenizer *t, struct str text)
{
	size_t total = 0;

	token_add(t, text, &total);
	token_settle(t);
	return total;
}

size_t
token_count_again(struct tokenizer *t, struct str text)
{
	size_t n;

	if (!memo_get(&t->memo, text, &n)) {
		n = token_count(t, text);
		memo_put(&t->memo, text, n);
	}
	return n;
}

void
token_encode(struct tokenizer *t, struct str text, struct token_ids *to)
{
	struct str before;
	uint32_t id;

	text = valid_text(t, text);
	if (t->work != NULL) {
		loaded_encode(t, text, to);
		return;
	}
	while (next_special(t, &text, &before, &id)) {
		encode_text(t, before, to);
		token_ids_add(to, id);
	}
	encode_text(t, text, to);
}
