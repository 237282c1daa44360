/* SPDX-License-Identifier: MIT */
/*
 * The numbers that decide, fixed for ever: what a seed draws does not change
 * from version to version, and ft-split(1) states how each is made.
 *
 * A record draws a 64-bit number.  Drawn from what the record says, equal
 * records draw the same one, wherever they stand; drawn from its place, every
 * record draws one of its own.
 */
#ifndef FT_SPLIT_NUMBER_H
#define FT_SPLIT_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/* Shares of the whole are in billionths, so that 0.7 is 0.7. */
#define NUMBER_WHOLE UINT64_C(1000000000)

/* XXH3, 64 bits, without a seed. */
uint64_t number_hash(struct str text);

/* SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014.  Its step, and its output function. */
#define NUMBER_STEP UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t
number_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* What is drawn with a hash: one to one, and each seed its own way. */
static inline uint64_t
number_of_hash(uint64_t seed, uint64_t hash)
{
	return number_mix(hash ^ number_mix(seed + NUMBER_STEP));
}

/* What is drawn in the given place, from 0: SplitMix64's sequence. */
static inline uint64_t
number_of_place(uint64_t seed, uint64_t place)
{
	return number_mix(seed + (place + 1) * NUMBER_STEP);
}

/* share * n / NUMBER_WHOLE, exactly, halves rounded up; share is at most
 * NUMBER_WHOLE. */
uint64_t number_share(uint64_t share, uint64_t n);

/* The part of all 64-bit numbers: share * 2^64 / NUMBER_WHOLE, rounded down;
 * share is below NUMBER_WHOLE. */
uint64_t number_bound(uint64_t share);

/* part / n in billionths, halves rounded up; part <= n, n > 0. */
uint64_t number_ratio(uint64_t part, uint64_t n);

/* In which of n equal parts of all 64-bit numbers it lies: number * n / 2^64,
 * rounded down; n is at most 2^32. */
uint64_t number_fold(uint64_t number, uint64_t n);

#endif
