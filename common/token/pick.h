/* SPDX-License-Identifier: MIT */
/*
 * Can a vocabulary be encoded the fast way, and how are its tokens numbered?
 *
 * The fast way (common/token/bpe.h) wants that each token has one pair that
 * merges to it, that its number is the rank of that merge, and so that a merge
 * brings forth merges of higher ranks only.  A file may list several pairs for
 * a token, and in any order.
 *
 * Let L be the merges listed.  Of two neighbours in a text that merge to X, no
 * merge has crossed their outer sides yet, so what happened between these was
 * what happens when the bytes of X are encoded alone: the lowest rank, the
 * leftmost first.  Encoded alone, they come to be two tokens at most once.  So
 * of all pairs listed for X only one can ever be merged, P(X), and if X alone
 * does not come to be X, none.  L is the same as these merges alone.
 *
 * If each of them has a higher rank than those that make its parts, their order
 * gives the numbers.  If not, X of a part h is made as soon as h is.  Let the
 * phase of a token be the highest rank of the merges that make it.  L then goes
 * through the phases in their order, in each through the text from left to
 * right: the merge of that rank makes a token, its root, and at once the root
 * is merged with its neighbours, and what comes of that, while ranks are lower.
 * The fast way makes all roots of a phase first and the rest in the order of
 * numbers: behind a token those that it is the later part of, by rank, and
 * behind each of these its own.  The two are the same where what is made of one
 * root has nothing to do with that of another:
 *  - no merge within a phase has two parts of that phase;
 *  - none takes, at the right of the root, a token with which the merge that
 *    makes a root begins, as that might have become the next root;
 *  - none takes at the right what another one takes at the left, as that might
 *    stand between two roots.
 * Where a vocabulary has these properties, as most have and as Llama 3's has,
 * the fast way is exact; the others go the other way.
 */
#ifndef FT_TOKEN_PICK_H
#define FT_TOKEN_PICK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/fault.h"
#include "common/token/compile.h"
#include "common/token/heapbpe.h"
#include "common/token/spec.h"

struct picked {
	bool fast;
	/* The fast way: the numbered tokens, and which of spec.token each of
	 * the vocab.n is. */
	struct vocab vocab;
	uint32_t *from;
	/* The other way, where numbers are those of spec.token. */
	struct heap_bpe heap;
	struct heap_merge *places;
};

/*
 * False where not every byte has a token, or where there are too many merges;
 * the fault has STATUS_INPUT.  To be freed all the same.
 */
bool pick(const struct spec *s, struct picked *p, struct fault *f) MUSTCHECK;
void picked_free(struct picked *p);

/* Turns to the other way; false as pick(). */
bool pick_heap(
    const struct spec *s, struct picked *p, struct fault *f) MUSTCHECK;

#endif
