/* SPDX-License-Identifier: MIT */
/*
 * An encoding that was read from a file: a block of common/token/pack.h,
 * opened, and how its texts are tokenized.
 *
 * A text goes this way: added tokens are taken out of it; what is between them
 * is normalized, and taken apart once more by the added tokens that are looked
 * for then; the rest is cut into pieces and these are encoded.
 */
#ifndef FT_TOKEN_LOADED_H
#define FT_TOKEN_LOADED_H

#include <stdatomic.h>
#include <stdbool.h>

#include "common/token/added.h"
#include "common/token/dict.h"
#include "common/token/encoding.h"
#include "common/token/heapbpe.h"
#include "common/token/pack.h"
#include "common/token/steps.h"

struct loaded {
	struct encoding encoding;
	char *name;
	struct str block;
	void (*release)(struct str block);
	const uint32_t *outer; /* ids by the numbers inside */
	uint32_t ntokens;
	bool nfc;
	struct added *added; /* of both sets */
	struct added_set raw, normalized;
	/* None where pieces are those of encoding.split and the image's. */
	struct step step[SPEC_STEPS_MAX];
	size_t nsteps;
	struct heap_bpe heap;
	struct str *token; /* by number, where whole pieces are looked for */
	struct dict whole;
	atomic_bool gave_up;
};

/* What a thread needs for it. */
struct loaded_work {
	struct steps_work steps;
	struct buf normal;
	struct heap_work heap;
};

/*
 * Opens a good block, which is released by the function when the encoding is
 * freed, or at once where this fails: a pattern is wrong (STATUS_INPUT).  The
 * name is copied.
 */
struct encoding *loaded_open(struct str block, void (*release)(struct str),
    const char *name, struct fault *f) MUSTCHECK;

/* Was nothing known of how texts are to be cut? */
bool loaded_is_assumed(const struct loaded *l) MUSTCHECK;

struct loaded_work *loaded_work_new(struct loaded *l) MUSTCHECK;
void loaded_work_free(struct loaded_work *w);

/* How many tokens the text is, valid UTF-8; appends them to ids, if any. */
size_t loaded_encode(
    struct tokenizer *t, struct str text, struct token_ids *ids);

/* As token_decode() and token_special(). */
bool loaded_decode(
    const struct loaded *l, uint32_t id, struct str *bytes) MUSTCHECK;
bool loaded_special(const struct loaded *l, struct str text, size_t *off,
    uint32_t *id, size_t *len) MUSTCHECK;

/* Does nothing in the file forbid to cut the text at `at`, before cp? */
bool loaded_may_cut(const struct loaded *l, struct str text, size_t at,
    struct split_side before, struct split_side behind) MUSTCHECK;

#endif
