/* SPDX-License-Identifier: MIT */
/*
 * How alike are two texts?  MinHash: a text of any length becomes a signature
 * of MINHASH_SIZE bytes, and the share of bytes that two signatures have in
 * common estimates how many of the texts' shingles they share (the Jaccard
 * index), with a standard error of at most 0.045.
 *
 * A shingle is MINHASH_SHINGLE words in a row; a text of fewer words is one
 * shingle.  A word is a run of letters and digits of ASCII, in either case, and
 * of other code points below U+2E80; each code point from there on, where words
 * have no blanks between them, is a word of its own.  The rest of ASCII, U+0080
 * to U+00BF, U+2000 to U+206F and U+3000 to U+303F stand between words: blanks,
 * quotes, dashes, marks.
 *
 * Texts that may be alike are found by banding: a signature is cut into bands
 * of some bytes, and two texts are candidates if they have one band in common.
 * Candidates are then held against each other by their signatures.
 *
 *	minhash_start(m);
 *	minhash_text(m, content);	as often as there are texts
 *	if (minhash_sign(m, signature))
 *		...
 *
 * The signature of a text is fixed for ever, on every machine.
 */
#ifndef FT_TEXT_MINHASH_H
#define FT_TEXT_MINHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"

enum { MINHASH_SIZE = 128, MINHASH_SHINGLE = 5 };

struct minhash {
	uint32_t least[MINHASH_SIZE];
	uint32_t blend[MINHASH_SIZE], factor[MINHASH_SIZE]; /* constant */
	uint64_t last[MINHASH_SHINGLE]; /* hashes of the last words */
	size_t words;
	struct buf word; /* the one being read, in lower case */
};

/* One for each thread. */
void minhash_init(struct minhash *m);
void minhash_free(struct minhash *m);

/* Forgets all texts. */
void minhash_start(struct minhash *m);

/* Adds a text; its first word does not go on with the text before. */
void minhash_text(struct minhash *m, struct str text);

/* The signature of all texts since minhash_start(), of MINHASH_SIZE bytes;
 * false where there was no word. */
bool minhash_sign(struct minhash *m, unsigned char *signature);

/* How alike: 0 to 1. */
double minhash_likeness(const unsigned char *a, const unsigned char *b);

struct minhash_bands {
	unsigned bands, rows; /* rows: bytes of a band, at most 8 */
};

/*
 * The longest bands with which two texts that are as alike as threshold, from
 * 0.5 to 1, become candidates with a probability of 0.99 or more.
 */
struct minhash_bands minhash_bands(double threshold);

/* A band's bytes as a number. */
uint64_t minhash_band(
    const unsigned char *signature, struct minhash_bands bands, unsigned band);

#endif
