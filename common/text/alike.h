/* SPDX-License-Identifier: MIT */
/*
 * Which of many texts look alike?
 *
 * Each text is known by its signature (common/text/minhash.h); a signature of
 * zeros stands for a text without words, which is like no other.  Two texts are
 * alike if minhash_likeness() of their signatures is at least the threshold.
 * Being alike is passed on: of a, b and c, a and b, b and c alike, a and c are
 * in one group as well.
 *
 * Not all pairs are looked at, but those that have a band of their signatures
 * in common, which those as alike as the threshold have with a probability of
 * 0.99 or more, those more alike more surely still.  Among very many texts that
 * have one band in common, a text is held against ALIKE_LEADERS others and no
 * more, so that the time does not grow with the square of their number.
 *
 * The groups do not depend on the order of the texts.  Takes 12 bytes for each
 * text, besides its signature, while it works.
 *
 *	group = mem_resize(NULL, n, sizeof(*group));
 *	alike_find(signatures, n, 0.8, group);
 *	if (group[i] != i)
 *		... text i looks like text group[i]
 */
#ifndef FT_TEXT_ALIKE_H
#define FT_TEXT_ALIKE_H

#include <stddef.h>
#include <stdint.h>

enum { ALIKE_LEADERS = 64 };

/*
 * Fills in for each of the n texts, at most 2^32 - 1, the first one of its
 * group.  The signatures lie one behind the other.  threshold is from 0.5 to 1.
 */
void alike_find(const unsigned char *signatures, size_t n, double threshold,
    uint32_t *group);

/* Makes one group of those of a and b. */
void alike_join(uint32_t *group, uint32_t a, uint32_t b);

/* The first of a's group; group may be changed to find it faster again. */
uint32_t alike_first(uint32_t *group, uint32_t a);

#endif
