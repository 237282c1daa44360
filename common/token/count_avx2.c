/* SPDX-License-Identifier: MIT */
/*
 * count_plain(), for processors that have AVX2.
 *
 * The keys of many pieces are made and their lines of the first cache asked
 * for; then all four keys of a line are compared at once.  Pieces that are too
 * long for that cache are cut at their seams, and the parts are looked up in
 * the same way; parts that are too long still are looked up in the other
 * caches.  What is in no cache waits until enough of it is there to be merged,
 * several pieces at a time.
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

/* Merges what waits in the queue; from now on the caches have it. */
static void
settle(struct tokenizer *t, struct queue *q, bpe_count_fn *several)
{
	uint8_t count[QUEUE];

	several(t->encoding->image, q->piece, q->n, count);
	for (size_t i = 0; i < q->n; i++) {
		struct str piece = q->piece[i];
		struct cache *c = cache_for(t, piece.n);
		struct cache_key key;

		*q->total[i] += q->times[i] * count[i];
		cache_key(&key, c->words, piece.p, piece.n);
		if (cache_look(c, &key) == 0) /* was not twice in the queue */
			cache_put(c, &key, count[i]);
	}
	q->n = 0;
	memset(q->last, 0, sizeof(q->last));
}

void
queue_settle(struct tokenizer *t)
{
	if (t->few.n > 0)
		settle(t, &t->few, bpe_count_few);
	if (t->many.n > 0)
		settle(t, &t->many, bpe_count_many);
}

/* Is it the i-th in the queue? */
static inline bool
waits(const struct queue *q, size_t i, struct str piece, const size_t *total)
{
	return q->total[i] == total && q->piece[i].n == piece.n &&
	    memcmp(q->bytes[i], piece.p, piece.n) == 0;
}

/* A piece that is in no cache. */
static void
learn(struct tokenizer *t, struct str piece, uint64_t hash, size_t *total)
{
	bool few = piece.n <= BPE_FEW;
	struct queue *q = few ? &t->few : &t->many;
	uint8_t *last = &q->last[hash >> (64 - QUEUE_HASH_BITS)];
	char *copy = q->bytes[q->n];

	if (t->encoding->image->lonely > 0) {
		*total += count_piece(t, piece);
		return;
	}
	if (*last > 0 && waits(q, *last - 1u, piece, total)) {
		q->times[*last - 1u]++;
		return;
	}
	cache_copy((unsigned char *)copy, piece.p, piece.n);
	q->piece[q->n] = str_of(copy, piece.n);
	q->total[q->n] = total;
	q->times[q->n++] = 1;
	*last = (uint8_t)q->n;
	if (q->n == QUEUE)
		settle(t, q, few ? bpe_count_few : bpe_count_many);
}

/* The cache of pieces that are too long for the first. */
static inline struct cache *
longer_cache(struct tokenizer *t, size_t n)
{
	return &t->cache[n <= cache_most(4) ? 1 : 2];
}

/* Up to LONGER pieces that are too long for the first cache. */
static AVX2 void
count_some_longer(
    struct tokenizer *t, const struct str *piece, size_t n, size_t *total)
{
	struct cache_key key[LONGER];
	struct cache *cache[LONGER];
	uint64_t hash[LONGER];

	for (size_t i = 0; i < n; i++) {
		struct cache *c = longer_cache(t, piece[i].n);

		cache[i] = c;
		cache_key(&key[i], c->words, piece[i].p, piece[i].n);
		hash[i] = cache_hash(&key[i], c->words);
		_mm_prefetch((const char *)cache_line(c, hash[i]), _MM_HINT_T0);
	}
	for (size_t i = 0; i < n; i++) {
		unsigned known = cache_look(cache[i], &key[i]);

		*total += known;
		if (known == 0)
			learn(t, piece[i], hash[i], total);
	}
}

static AVX2 void
count_longer(
    struct tokenizer *t, const struct str *piece, size_t n, size_t *total)
{
	struct str some[LONGER];
	size_t nsome = 0;

	for (size_t i = 0; i < n; i++) {
		if (piece[i].n > BPE_MANY) {
			*total += count_new(t, piece[i]);
			continue;
		}
		some[nsome++] = piece[i];
		if (nsome == LONGER) {
			count_some_longer(t, some, nsome, total);
			nsome = 0;
		}
	}
	count_some_longer(t, some, nsome, total);
}

/* The tokens of pieces that are not too long for the first cache.  Others are
 * left: longer[] are their numbers; returns how many they are. */
static AVX2 size_t
count_short(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n, uint16_t *longer, size_t *total)
{
	struct probe probe[BATCH];
	size_t nlonger = 0, sum = 0;

	prepare(t->cache, text, at, end, n, probe);
	for (size_t i = 0; i < n; at = end[i++]) {
		unsigned known =
		    look(cache_line(t->cache, probe[i].hash), probe[i].key);

		sum += known;
		if (known > 0)
			continue;
		if (end[i] - at > cache_most(2))
			longer[nlonger++] = (uint16_t)i;
		else
			learn(t, str_of(text.p + at, end[i] - at),
			    probe[i].hash, total);
	}
	*total += sum;
	return nlonger;
}

/* The tokens of a piece that has been cut. */
static AVX2 void
count_parts(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n, size_t *total)
{
	struct str piece[BATCH];
	uint16_t longer[BATCH];
	size_t nlonger = count_short(t, text, at, end, n, longer, total);

	for (size_t i = 0; i < nlonger; i++) {
		size_t from = longer[i] == 0 ? at : end[longer[i] - 1];

		piece[i] = str_of(text.p + from, end[longer[i]] - from);
	}
	count_longer(t, piece, nlonger, total);
}

static AVX2 void
count(struct tokenizer *t, struct str text, size_t at, const size_t *end,
    size_t n, size_t *total)
{
	struct str whole[BATCH];
	uint16_t longer[BATCH];
	size_t part[BATCH], nwhole = 0, nparts;
	size_t nlonger = count_short(t, text, at, end, n, longer, total);

	for (size_t i = 0; i < nlonger; i++) {
		size_t from = longer[i] == 0 ? at : end[longer[i] - 1];
		size_t stop = end[longer[i]];

		nparts = seams_cut(
		    t->encoding->image, text, from, stop, part, BATCH);
		if (nparts == 1)
			whole[nwhole++] = str_of(text.p + from, stop - from);
		else
			count_parts(t, text, from, part, nparts, total);
	}
	count_longer(t, whole, nwhole, total);
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

/* Nothing ever waits. */
void
queue_settle(struct tokenizer *t)
{
	(void)t;
}

#endif
