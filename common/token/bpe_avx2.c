/* SPDX-License-Identifier: MIT */
/*
 * Many short pieces merged at a time, for processors that have AVX2.
 *
 * To merge a piece is a chain of steps, each of which waits for the one before:
 * the lowest rank is found, its merge made, and what the new part would merge
 * to with its neighbours looked up.  So some pieces are at work by turns, with
 * no jump that could be foreseen wrongly but at the end of a piece.
 */
#include "common/token/bpe.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2   __attribute__((target("avx2,bmi,lzcnt,popcnt")))
#define INLINE static inline AVX2 __attribute__((always_inline))

enum {
	HANDS = 8, /* pieces at work */
	PLACES = BPE_MANY + 2,
	PLACES_FEW = BPE_FEW + 2,
	PLACE_BITS = 6,
	NEVER = INT32_MAX,
};

/*
 * A piece at work.  A part is known by the place of its first byte, counted
 * from 1: before the first one and behind the last there is a part that merges
 * with nothing.  A step is the rank of the merge of the part at a place with
 * the next one, above the place: so the least of all is the one to be made.
 */
struct hand {
	_Alignas(32) int32_t step[PLACES];
	uint32_t part[PLACES];
	uint64_t live; /* the places where parts are */
	size_t piece;
};

/* Where merges are looked up. */
struct pairs {
	struct image_hash hash;
	const uint64_t *slots;
	const uint16_t *twists;
};

/* The merge of a part at a place with the one behind it. */
INLINE int32_t
step_of(const struct pairs *pairs, uint32_t left, uint32_t right, size_t place)
{
	uint64_t pair = image_pair(left, right);
	uint64_t slot =
	    pairs->slots[image_slot_of(&pairs->hash, pairs->twists, pair)];
	uint64_t differ = slot >> IMAGE_ID_BITS ^ pair;
	uint64_t never = (uint64_t)((int64_t)(differ | -differ) >> 63);

	return (int32_t)((slot & IMAGE_NONE) << PLACE_BITS | place |
	    (never & NEVER));
}

INLINE void
begin(const struct image *m, struct hand *h, size_t places,
    const struct str *piece, size_t i)
{
	const unsigned char *p = (const unsigned char *)piece[i].p;
	const uint16_t *two = image_at(m, m->two);
	const uint32_t *ids = image_at(m, m->two_ids);
	size_t n = piece[i].n, at;

	for (at = 0; at < places; at += 8)
		_mm256_store_si256(
		    (__m256i *)(h->step + at), _mm256_set1_epi32(NEVER));
	for (at = 1; at < n; at++) {
		uint32_t rank = ids[two[p[at - 1] << 8 | p[at]]];

		h->part[at] = m->byte_id[p[at - 1]];
		h->step[at] = (int32_t)(rank << PLACE_BITS | at);
	}
	h->part[n] = m->byte_id[p[n - 1]];
	h->part[0] = h->part[n + 1] = IMAGE_NONE;
	h->live = UINT64_MAX >> (62 - n);
	h->piece = i;
}

INLINE int32_t
least_step(const struct hand *h, size_t places)
{
	__m256i all = _mm256_load_si256((const __m256i *)h->step);
	__m128i four;

	for (size_t at = 8; at < places; at += 8)
		all = _mm256_min_epi32(
		    all, _mm256_load_si256((const __m256i *)(h->step + at)));
	four = _mm_min_epi32(
	    _mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
	four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0x4E));
	four = _mm_min_epi32(four, _mm_shuffle_epi32(four, 0xB1));
	return _mm_cvtsi128_si32(four);
}

/* Makes a merge. */
INLINE void
merge(const struct pairs *pairs, struct hand *h, int32_t step)
{
	size_t at = (size_t)step % (1 << PLACE_BITS), gone, next, before;
	uint32_t id = (uint32_t)step >> PLACE_BITS;
	uint64_t above = h->live & (uint64_t)-2 << at;

	before = 63 - _lzcnt_u64(h->live & (((uint64_t)1 << at) - 1));
	gone = _tzcnt_u64(above);
	next = _tzcnt_u64(above & (above - 1));
	h->live ^= (uint64_t)1 << gone;
	h->part[at] = id;
	h->step[gone] = NEVER;
	h->step[before] = step_of(pairs, h->part[before], id, before);
	h->step[at] = step_of(pairs, id, h->part[next], at);
}

INLINE void
count_all(const struct image *m, size_t places, const struct str *piece,
    size_t n, uint8_t *count)
{
	const struct pairs pairs = {m->pairs, image_at(m, m->pairs.slots),
	    image_at(m, m->pairs.twists)};
	struct hand hands[HANDS];
	size_t begun = 0, busy = 0;

	while (busy < HANDS && begun < n)
		begin(m, &hands[busy++], places, piece, begun++);
	while (busy > 0)
		for (size_t i = 0; i < busy; i++) {
			struct hand *h = &hands[i];
			int32_t step = least_step(h, places);

			if (step >> PLACE_BITS < IMAGE_NONE) {
				merge(&pairs, h, step);
				continue;
			}
			count[h->piece] =
			    (uint8_t)(_mm_popcnt_u64(h->live) - 2);
			if (begun < n)
				begin(m, h, places, piece, begun++);
			else
				*h = hands[--busy];
		}
}

AVX2 void
bpe_count_few(
    const struct image *m, const struct str *piece, size_t n, uint8_t *count)
{
	count_all(m, PLACES_FEW, piece, n, count);
}

AVX2 void
bpe_count_many(
    const struct image *m, const struct str *piece, size_t n, uint8_t *count)
{
	count_all(m, PLACES, piece, n, count);
}

#endif
