/* SPDX-License-Identifier: MIT */
#include "tools/split/number.h"

#include <xxhash.h>

/* SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014. */
static const uint64_t step = UINT64_C(0x9e3779b97f4a7c15);

static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t
number_hash(struct str text)
{
	return XXH3_64bits(text.p, text.n);
}

uint64_t
number_of_hash(uint64_t seed, uint64_t hash)
{
	return mix(hash ^ mix(seed + step));
}

uint64_t
number_of_place(uint64_t seed, uint64_t place)
{
	return mix(seed + (place + 1) * step);
}

/* Whole and rest apart, because share * n may pass 64 bits. */
uint64_t
number_share(uint64_t share, uint64_t n)
{
	uint64_t whole = n / NUMBER_WHOLE, rest = n % NUMBER_WHOLE;

	return share * whole + (share * rest + NUMBER_WHOLE / 2) / NUMBER_WHOLE;
}

uint64_t
number_bound(uint64_t share)
{
	/* 2^64 = whole * NUMBER_WHOLE + rest */
	uint64_t whole = UINT64_MAX / NUMBER_WHOLE;
	uint64_t rest = UINT64_MAX % NUMBER_WHOLE + 1;

	return share * whole + share * rest / NUMBER_WHOLE;
}

uint64_t
number_ratio(uint64_t part, uint64_t n)
{
	uint64_t ratio = part / n, rest = part % n;

	for (uint64_t unit = NUMBER_WHOLE; unit > 1; unit /= 10) {
		rest *= 10;
		ratio = ratio * 10 + rest / n;
		rest %= n;
	}
	return ratio + (rest >= n - rest);
}
