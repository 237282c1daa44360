/* SPDX-License-Identifier: MIT */
#include "tools/split/number.h"

#include "common/base/hash.h"

uint64_t
number_hash(struct str text)
{
	return XXH3_64bits(text.p, text.n);
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

uint64_t
number_fold(uint64_t number, uint64_t n)
{
	uint64_t low = (number & UINT32_MAX) * n;

	return ((number >> 32) * n + (low >> 32)) >> 32;
}
