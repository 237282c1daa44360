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

	if (n > cache_most(2) || p[n - 1] == '\0')
		n = 0;
	probe.key = _mm_and_si128(_mm_loadu_si128((const __m128i *)p),
	    _mm_loadu_si128((const __m128i *)(masks + 16 - n)));
	key.word[0] = (uint64_t)_mm_cvtsi128_si64(probe.key);
	key.word[1] = (uint64_t)_mm_extract_epi64(probe.key, 1);
	probe.hash = cache_hash(&key, 2);
	return probe;
}

/* Where four words of a line are those of the key, but for the count. */
static inline AVX2 __m256i
equal(const uint64_t *four, __m128i key)
{
	const __m256i no_count =
	    _mm256_setr_epi64x(-1, INT64_MAX >> 7, -1, INT64_MAX >> 7);
	__m256i words = _mm256_load_si256((const __m256i *)four);

	return _mm256_cmpeq_epi64(_mm256_and_si256(words, no_count),
	    _mm256_broadcastsi128_si256(key));
}

static inline AVX2 unsigned
bits(__m256i words)
{
	return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(words));
}

/* The count put in with the key, or 0. */
static inline AVX2 unsigned
look(const uint64_t *line, __m128i key)
{
	unsigned same =
	    bits(equal(line, key)) | bits(equal(line + 4, key)) << 4;

	same &= same >> 1 & 0x55;
	if (same == 0)
		return 0;
	return (unsigned)(line[_tzcnt_u32(same) + 1] >> CACHE_COUNT_SHIFT);
}

static size_t
missed(struct tokenizer *t, const struct probe *probe, struct str piece)
{
	struct cache_key key;
	unsigned n;

	if (piece.n > cache_most(2) || piece.p[piece.n - 1] == '\0')
		return count_piece(t, piece);
	memcpy(key.word, &probe->key, sizeof(probe->key));
	n = (unsigned)count_new(t, piece);
	cache_put(t->cache, &key, n);
	return n;
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
		    (const char *)cache_line(t->cache, probe[near].hash),
		    _MM_HINT_T0);
		at = end[near++];
	}
	for (size_t i = 0; i < near; start = end[i++]) {
		unsigned known =
		    look(cache_line(t->cache, probe[i].hash), probe[i].key);

		total += known > 0
		    ? known
		    : missed(
			  t, &probe[i], str_of(text.p + start, end[i] - start));
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
