/* SPDX-License-Identifier: MIT */
/*
 * Texts that are counted again and again, as roles and system prompts are: the
 * newest few, kept whole, so that an answer is exact.
 */
#ifndef FT_TOKEN_MEMO_H
#define FT_TOKEN_MEMO_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/mem.h"

/* A text of more bytes is not kept. */
enum { MEMO_TEXTS = 16, MEMO_MOST = 1 << 16 };

struct memo {
	struct buf text[MEMO_TEXTS];
	size_t count[MEMO_TEXTS];
	unsigned next; /* the oldest, which goes next */
};

/* All bytes zero are an empty memo, and so is what was freed. */
void memo_free(struct memo *m);

/* The count that was put in with the text; empty texts are never in. */
bool memo_get(const struct memo *m, struct str text, size_t *count) MUSTCHECK;

/* Puts in a text that is not in, in place of the oldest. */
void memo_put(struct memo *m, struct str text, size_t count);

#endif
