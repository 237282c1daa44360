/* SPDX-License-Identifier: MIT */
/*
 * Which two tokens merge to a token is not said in a vocabulary of ranks: it is
 * what is left of the token's bytes when all merges of lower rank were made.
 * Of all pairs of tokens that make up its bytes this is the only one that can
 * come to stand side by side, so one pair for each token is enough.
 */
#include "common/token/compile.h"
#include "common/token/known.h"

static bool
find_pair(struct vocab *v, struct known *k, const uint8_t *byte_id, uint32_t id,
    struct fault *f)
{
	struct str token = v->token[id];
	uint32_t part[IMAGE_TOKEN_MAX];

	if (token.n > IMAGE_TOKEN_MAX)
		return fault_set(f, STATUS_INPUT, 0,
		    "token %u is longer than %d bytes", id, IMAGE_TOKEN_MAX);
	for (size_t i = 0; i < token.n; i++)
		part[i] = byte_id[(unsigned char)token.p[i]];
	if (known_merge(k, part, token.n) != 2)
		return fault_set(f, STATUS_INPUT, 0,
		    "token %u is not reached by merges of lower rank", id);
	v->pair[id] = image_pair(part[0], part[1]);
	known_add(k, v->pair[id], id);
	return true;
}

bool
vocab_find_pairs(struct vocab *v, struct fault *f)
{
	uint8_t byte_id[256] = {0};
	struct known known;
	bool ok = true;

	for (uint32_t id = 0; id < v->n && id < 256; id++)
		if (v->token[id].n == 1)
			byte_id[(unsigned char)v->token[id].p[0]] = (uint8_t)id;
	known_init(&known, v->n);
	for (uint32_t id = 0; id < v->n && ok; id++) {
		v->pair[id] = VOCAB_NO_PAIR;
		if (v->token[id].n > 1)
			ok = find_pair(v, &known, byte_id, id, f);
	}
	known_free(&known);
	return ok;
}
