/* SPDX-License-Identifier: MIT */
/*
 * What a tokenizer is made of, for the files of common/token/ alone.
 */
#ifndef FT_TOKEN_TOKENIZER_H
#define FT_TOKEN_TOKENIZER_H

#include "common/base/buf.h"
#include "common/token/bpe.h"
#include "common/token/cache.h"
#include "common/token/encoding.h"
#include "common/token/memo.h"
#include "common/token/seams.h"

/* Pretokens found, then looked up, at a time. */
enum { BATCH = 256 };

/* Caches for pieces of up to 14, 30 and 62 bytes. */
enum { CACHES = 3 };

/*
 * Adds the tokens of n pieces of the text to *total, by queue_settle() at the
 * latest.  The first piece starts at `at`; end[i] is where the i-th ends.
 */
typedef void count_fn(struct tokenizer *t, struct str text, size_t at,
    const size_t *end, size_t n, size_t *total);

/*
 * Pieces that wait to be merged, several at a time, with copies of their bytes
 * and the totals that they will be added to.  A new word comes again soon, so
 * the last to come with each hash is found.
 */
enum { QUEUE = 64, QUEUE_HASH_BITS = 9 };

struct queue {
	size_t n;
	struct str piece[QUEUE];
	size_t *total[QUEUE];
	size_t times[QUEUE];		    /* it came */
	uint8_t last[1 << QUEUE_HASH_BITS]; /* number in piece[] + 1, or 0 */
	char bytes[QUEUE][BPE_MANY + 2];
};

struct tokenizer {
	const struct encoding *encoding;
	split_fn *split;
	count_fn *count;
	struct cache cache[CACHES]; /* the i-th has keys of 2 << i words */
	struct queue few, many;	    /* of up to BPE_FEW and BPE_MANY bytes */
	struct memo memo;
	struct bpe_window window;
	struct token_ids ids;	  /* of a long piece that is only counted */
	struct buf repaired;	  /* a text that was no valid UTF-8 */
	bool special;		  /* special tokens are looked for */
	struct loaded_work *work; /* for a loaded encoding, or NULL */
};

/* Piece by piece, in plain C; the others must give the same. */
count_fn count_plain;

/* With AVX2, where the processor has it: NULL where not. */
count_fn *count_avx2(void);

/* The cache for pieces of n bytes, or NULL. */
static inline struct cache *
cache_for(struct tokenizer *t, size_t n)
{
	for (unsigned i = 0; i < CACHES; i++)
		if (n <= cache_most(t->cache[i].words))
			return &t->cache[i];
	return NULL;
}

/* Merges what waits. */
void queue_settle(struct tokenizer *t);

/* The tokens of one piece, by the caches. */
size_t count_piece(struct tokenizer *t, struct str piece);

/* The same where no cache has it. */
size_t count_new(struct tokenizer *t, struct str piece);

/* The same for a text, valid UTF-8, without added tokens; ids are those of the
 * image. */
size_t count_text(struct tokenizer *t, struct str text);
void encode_text(struct tokenizer *t, struct str text, struct token_ids *to);
void encode_pretoken(
    struct tokenizer *t, struct str piece, struct token_ids *to);

/* Makes the tokenizer use plain C from now on, for tests. */
void tokenizer_plain(struct tokenizer *t);

#endif
