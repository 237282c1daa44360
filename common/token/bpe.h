/* SPDX-License-Identifier: MIT */
/*
 * Byte pair encoding: a pretoken -> tokens.
 *
 * The definition: begin with single bytes; as long as two neighbours merge to
 * a token, merge those of the lowest rank, the leftmost first.  Done so, it
 * takes the square of the length.  Here a long piece is encoded from left to
 * right in short windows, by this law: tokens are the encoding of their bytes
 * if and only if each two neighbours are the encoding of theirs.  So when the
 * window's first token suits the token before it, all before the window stands;
 * if not, the window begins some tokens earlier.  Time is linear.
 */
#ifndef FT_TOKEN_BPE_H
#define FT_TOKEN_BPE_H

#include "common/base/str.h"
#include "common/token/image.h"
#include "common/token/token.h"

/* A window being merged; grows where one must begin far back. */
struct bpe_window {
	uint32_t *part; /* tokens */
	uint32_t *rank; /* of part i and i + 1 together */
	size_t cap;
};

/* Of up to so many bytes, a piece is merged at once. */
enum { BPE_SHORT = 64 };

/* The token that is the whole piece, or IMAGE_NONE. */
uint32_t bpe_whole(const struct image *m, struct str piece);

/* The tokens of a piece of 1 to BPE_SHORT bytes: how many they are. */
size_t bpe_short(const struct image *m, struct str piece, uint32_t *id);

/*
 * For processors that have AVX2: how many tokens each of n pieces is, of 1 to
 * BPE_FEW or 1 to BPE_MANY bytes.  No piece may be a lonely token, see image.h.
 */
enum { BPE_FEW = 14, BPE_MANY = 62 };
typedef void bpe_count_fn(
    const struct image *m, const struct str *piece, size_t n, uint8_t *count);
bpe_count_fn bpe_count_few, bpe_count_many;

/* Appends the tokens of a piece of any length. */
void bpe_long(const struct image *m, struct bpe_window *w, struct str piece,
    struct token_ids *to);

void bpe_window_free(struct bpe_window *w);

/* The bytes of a token, as an offset into the image's bytes; id < ntokens. */
size_t bpe_start(const struct image *m, uint32_t id);

/* Appends an id. */
void token_ids_add(struct token_ids *to, uint32_t id);

#endif
