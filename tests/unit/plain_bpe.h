/* SPDX-License-Identifier: MIT */
/*
 * Tokens by the book, to test the tokenizer against: the published regular
 * expressions run by a small backtracking matcher, merges made one at a time
 * among all neighbours, tokens found by their bytes.  As slow as it sounds.
 */
#ifndef FT_TEST_PLAIN_BPE_H
#define FT_TEST_PLAIN_BPE_H

#include "common/token/token.h"

struct plain_token {
	struct str bytes;
	uint32_t id;
};

enum { PLAIN_SPECIALS = 8 };

struct plain {
	const char *pattern;
	struct plain_token special[PLAIN_SPECIALS];
	size_t nspecials;
	struct plain_token *tokens; /* sorted by their bytes */
	size_t ntokens;
};

void plain_init(struct plain *p, const struct encoding *e);
void plain_free(struct plain *p);

/* The end of the piece that starts at i; text is valid UTF-8. */
size_t plain_piece(const struct plain *p, struct str text, size_t i);

/* Appends the ids of the text, valid UTF-8. */
void plain_encode(const struct plain *p, struct str text, struct token_ids *to);

/* The same, where special tokens are what they are. */
void plain_encode_special(
    const struct plain *p, struct str text, struct token_ids *to);

#endif
