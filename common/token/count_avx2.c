/* SPDX-License-Identifier: MIT */
/*
 * count_plain(), for processors that have AVX2: first the keys of many pieces
 * are made and their lines of the cache asked for, then all four keys of a
 * line are compared at once.
 */
#include "common/token/tokenizer.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

struct probe {
	__m128i key;
	uint64_t hash;
};

/* Masks for 1 to 15 bytes are what starts 1 to 15 bytes before the middle. */
static const uint8_t masks[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255};

/* A key that no piece has stands for one that cannot have a key. */
static inline AVX2 struct probe
probe_of(const char *p, size_t n)
{
	struct cache_key key;
	struct probe probe;

	if (n > CACHE_KEY_MAX || p[n - 1] == '\0')
		n = 0;
	probe.key = _mm_and_si128(_mm_loadu_si128((const __m128i *)p),
	    _mm_loadu_si128((const __m128i *)(masks + 16 - n)));
	key.low = (uint64_t)_mm_cvtsi128_si64(probe.key);
	key.high = (uint64_t)_mm_extract_epi64(probe.key, 1);
	probe.hash = cache_hash(key);
	return probe;
}

/* The count put in with the key, or 0. */
static inline AVX2 unsigned
look(const struct cache_line *line, __m128i key)
{
	const __m256i top = _mm256_set1_epi64x((long long)0xFF00000000000000);
	const __m256i *half = (const __m256i *)line;
	const __m256i keys = _mm256_broadcastsi128_si256(key);
	__m256i a = _mm256_load_si256(half), b = _mm256_load_si256(half + 1);
	__m256i no_count =
	    _mm256_blend_epi32(top, _mm256_setzero_si256(), 0x33);
	unsigned same;

	a = _mm256_xor_si256(_mm256_andnot_si256(no_count, a), keys);
	b = _mm256_xor_si256(_mm256_andnot_si256(no_count, b), keys);
	a = _mm256_cmpeq_epi64(a, _mm256_setzero_si256());
	b = _mm256_cmpeq_epi64(b, _mm256_setzero_si256());
	same = (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(a)) |
	    (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(b)) << 4;
	same &= same >> 1 & 0x55;
	if (same == 0)
		return 0;
	return ((const uint8_t *)line)[8 * _tzcnt_u32(same) + 15];
}

static AVX2 size_t
count(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n)
{
	struct probe probe[BATCH];
	size_t total = 0, start = at, near = 0;

	/* 16 bytes are read of every piece. */
	while (near < n && text.n - at >= 16) {
		probe[near] = probe_of(text.p + at, end[near] - at);
		_mm_prefetch(
		    (const char *)cache_find_line(&t->cache, probe[near].hash),
		    _MM_HINT_T0);
		at = end[near++];
	}
	for (size_t i = 0; i < near; start = end[i++]) {
		unsigned known = look(
		    cache_find_line(&t->cache, probe[i].hash), probe[i].key);

		total += known > 0
		    ? known
		    : count_piece(t, text, start, end[i] - start);
	}
	return total + count_plain(t, text, at, end + near, n - near);
}

count_fn *
count_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
	    ? count
	    : NULL;
}

#else

count_fn *
count_avx2(void)
{
	return NULL;
}

#endif
