/* SPDX-License-Identifier: MIT */
/*
 * count_plain(), for processors that have AVX2.
 *
 * The keys of many pieces are made and their lines of the first cache asked
 * for; then all four keys of a line are compared at once.  Pieces that are too
 * long for that cache are cut at their seams, and the parts are looked up in
 * the same way; parts that are too long still are looked up in the other
 * caches.  What is in no cache is merged, several pieces at a time.
 */
#include "common/token/tokenizer.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))

/* Long pieces looked up at a time. */
enum { LONGER = 32 };

struct probe {
	__m128i key;
	uint64_t hash;
};

/* Masks for 1 to 15 bytes are what starts 1 to 15 bytes before the middle. */
static const uint8_t masks[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255};

/* 16 bytes are read at p.  A key that no piece has stands for one that is too
 * long for a key. */
static inline AVX2 struct probe
probe_of(const struct cache *c, const char *p, size_t n)
{
	struct probe probe;

	if (n > cache_most(2))
		n = 0;
	probe.key = _mm_and_si128(_mm_loadu_si128((const __m128i *)p),
	    _mm_loadu_si128((const __m128i *)(masks + 16 - n)));
	probe.key = _mm_insert_epi16(probe.key, (int)n, 7);
	probe.hash = cache_hash2((uint64_t)_mm_cvtsi128_si64(probe.key),
	    (uint64_t)_mm_extract_epi64(probe.key, 1));
	_mm_prefetch((const char *)cache_line(c, probe.hash), _MM_HINT_T0);
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

/* The probes of all pieces. */
static AVX2 void
prepare(const struct cache *c, struct str text, size_t at, const size_t *end,
    size_t n, struct probe *probe)
{
	char copy[32] = {0};
	const char *p = copy;
	size_t i = 0, from;

	for (; i < n && text.n - at >= 16; at = end[i++])
		probe[i] = probe_of(c, text.p + at, end[i] - at);
	/* What is near the end is read from a copy, not from behind the end. */
	memcpy(copy, text.p + at, i < n ? text.n - at : 0);
	for (from = at; i < n; at = end[i++])
		probe[i] = probe_of(c, p + (at - from), end[i] - at);
}

/* The tokens of n pieces that are in no cache, by bpe_count_few() or _many();
 * now they are. */
static size_t
learn(struct tokenizer *t, const struct str *piece, size_t n,
    bpe_count_fn *several)
{
	const struct image *m = t->encoding->image;
	uint8_t count[BATCH];
	size_t total = 0;

	if (m->lonely == 0)
		several(m, piece, n, count);
	for (size_t i = 0; i < n; i++) {
		struct cache *c = cache_for(t, piece[i].n);
		struct cache_key key;

		if (m->lonely > 0)
			count[i] = (uint8_t)count_new(t, piece[i]);
		total += count[i];
		cache_key(&key, c->words, piece[i].p, piece[i].n);
		if (cache_look(c, &key) == 0) /* not twice among the pieces */
			cache_put(c, &key, count[i]);
	}
	return total;
}

/* The cache of pieces that are too long for the first. */
static inline struct cache *
longer_cache(struct tokenizer *t, size_t n)
{
	return &t->cache[n <= cache_most(4) ? 1 : 2];
}

/* Up to LONGER pieces that are too long for the first cache. */
static AVX2 size_t
count_some_longer(struct tokenizer *t, const struct str *piece, size_t n)
{
	struct cache_key key[LONGER];
	struct cache *cache[LONGER];
	struct str missed[LONGER];
	size_t total = 0, nmissed = 0;

	for (size_t i = 0; i < n; i++) {
		struct cache *c = longer_cache(t, piece[i].n);

		cache[i] = c;
		cache_key(&key[i], c->words, piece[i].p, piece[i].n);
		_mm_prefetch(
		    (const char *)cache_line(c, cache_hash(&key[i], c->words)),
		    _MM_HINT_T0);
	}
	for (size_t i = 0; i < n; i++) {
		unsigned known = cache_look(cache[i], &key[i]);

		total += known;
		if (known == 0)
			missed[nmissed++] = piece[i];
	}
	return nmissed == 0 ? total
			    : total + learn(t, missed, nmissed, bpe_count_many);
}

static AVX2 size_t
count_longer(struct tokenizer *t, const struct str *piece, size_t n)
{
	struct str some[LONGER];
	size_t total = 0, nsome = 0;

	for (size_t i = 0; i < n; i++) {
		if (piece[i].n > BPE_MANY) {
			total += count_new(t, piece[i]);
			continue;
		}
		some[nsome++] = piece[i];
		if (nsome == LONGER) {
			total += count_some_longer(t, some, nsome);
			nsome = 0;
		}
	}
	return total + count_some_longer(t, some, nsome);
}

/*
 * The tokens of pieces that are in the first cache or are short enough to be
 * put there.  Others are left: longer[0...*n) are their numbers.
 */
static AVX2 size_t
count_short(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n, uint16_t *longer, size_t *nlonger)
{
	struct probe probe[BATCH];
	struct str missed[BATCH];
	size_t total = 0, nmissed = 0;

	*nlonger = 0;
	prepare(t->cache, text, at, end, n, probe);
	for (size_t i = 0; i < n; at = end[i++]) {
		unsigned known =
		    look(cache_line(t->cache, probe[i].hash), probe[i].key);

		total += known;
		if (known > 0)
			continue;
		if (end[i] - at > cache_most(2))
			longer[(*nlonger)++] = (uint16_t)i;
		else
			missed[nmissed++] = str_of(text.p + at, end[i] - at);
	}
	if (nmissed > 0)
		total += learn(t, missed, nmissed, bpe_count_few);
	return total;
}

/* The tokens of a piece that has been cut. */
static AVX2 size_t
count_parts(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n)
{
	struct str piece[BATCH];
	uint16_t longer[BATCH];
	size_t nlonger,
	    total = count_short(t, text, at, end, n, longer, &nlonger);

	for (size_t i = 0; i < nlonger; i++) {
		size_t from = longer[i] == 0 ? at : end[longer[i] - 1];

		piece[i] = str_of(text.p + from, end[longer[i]] - from);
	}
	return nlonger == 0 ? total : total + count_longer(t, piece, nlonger);
}

/* The tokens of the pieces that count_short() has left. */
static AVX2 size_t
count_left(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    const uint16_t *longer, size_t nlonger)
{
	struct str whole[BATCH];
	size_t part[BATCH], nwhole = 0, total = 0, n;

	for (size_t i = 0; i < nlonger; i++) {
		size_t from = longer[i] == 0 ? at : end[longer[i] - 1];
		size_t stop = end[longer[i]];

		n = seams_cut(
		    t->encoding->image, text, from, stop, part, BATCH);
		if (n == 1)
			whole[nwhole++] = str_of(text.p + from, stop - from);
		else
			total += count_parts(t, text, from, part, n);
	}
	return nwhole == 0 ? total : total + count_longer(t, whole, nwhole);
}

static AVX2 size_t
count(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n)
{
	uint16_t longer[BATCH];
	size_t nlonger,
	    total = count_short(t, text, at, end, n, longer, &nlonger);

	return nlonger == 0
	    ? total
	    : total + count_left(t, text, at, end, longer, nlonger);
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
