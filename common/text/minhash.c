/* SPDX-License-Identifier: MIT */
#include "common/text/minhash.h"

#include <string.h>

#include "common/base/hash.h"

enum { KEEP = 64 * 1024 };

/* SplitMix64's sequence from 0 on. */
static uint64_t
splitmix(uint64_t place)
{
	uint64_t z = (place + 1) * UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void
minhash_init(struct minhash *m)
{
	for (size_t i = 0; i < MINHASH_SIZE; i++) {
		uint64_t z = splitmix(i);

		m->blend[i] = (uint32_t)(z >> 32);
		m->factor[i] = (uint32_t)z | 1;
	}
	buf_init(&m->word, BUF_NO_MAX);
	minhash_start(m);
}

void
minhash_free(struct minhash *m)
{
	buf_free(&m->word);
}

void
minhash_start(struct minhash *m)
{
	memset(m->least, 0xff, sizeof(m->least));
	m->words = 0;
	buf_shrink(&m->word, KEEP);
}

/*
 * Each value of a signature is the least of the shingles' hashes after one more
 * round of mixing, with numbers of its own.  Inlined where it is called, and
 * made there of what that processor has.
 */
static inline void
lessen(struct minhash *m, uint32_t x)
{
	for (size_t i = 0; i < MINHASH_SIZE; i++) {
		uint32_t v = (x ^ m->blend[i]) * m->factor[i];

		v ^= v >> 15;
		v *= UINT32_C(0x2c1b3c6d);
		v ^= v >> 12;
		m->least[i] = v < m->least[i] ? v : m->least[i];
	}
}

#if defined(__x86_64__)

static __attribute__((target("avx2"))) void
lessen_avx2(struct minhash *m, uint32_t x)
{
	lessen(m, x);
}

static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

static void
lessen_avx2(struct minhash *m, uint32_t x)
{
	lessen(m, x);
}

static bool
has_avx2(void)
{
	return false;
}

#endif

static void
add_shingle(struct minhash *m, const uint64_t *words, size_t n)
{
	uint32_t x = (uint32_t)(XXH3_64bits(words, n * sizeof(*words)) >> 32);

	if (has_avx2())
		lessen_avx2(m, x);
	else
		lessen(m, x);
}

/* As the same 64-bit number on every machine, in the same order of bytes. */
static uint64_t
little_endian(uint64_t x)
{
	unsigned char byte[sizeof(x)];

	for (size_t i = 0; i < sizeof(x); i++)
		byte[i] = (unsigned char)(x >> 8 * i);
	memcpy(&x, byte, sizeof(x));
	return x;
}

static void
add_word(struct minhash *m)
{
	uint64_t hash;

	if (m->word.n == 0)
		return;
	hash = little_endian(XXH3_64bits(m->word.p, m->word.n));
	buf_clear(&m->word);
	if (m->words >= MINHASH_SHINGLE)
		memmove(
		    m->last, m->last + 1, sizeof(m->last) - sizeof(m->last[0]));
	m->last[m->words < MINHASH_SHINGLE ? m->words : MINHASH_SHINGLE - 1] =
	    hash;
	m->words++;
	if (m->words >= MINHASH_SHINGLE)
		add_shingle(m, m->last, MINHASH_SHINGLE);
}

/* What a code point is to words. */
enum kind { PART, WORD, BREAK };

/*
 * By blocks of Unicode, not by what is assigned in them, so that no version of
 * Unicode makes a difference.
 */
static enum kind
kind_of(uint32_t cp)
{
	if (cp <= 0xbf || (cp >= 0x2000 && cp <= 0x206f) ||
	    (cp >= 0x3000 && cp <= 0x303f))
		return BREAK;
	return cp < 0x2e80 ? PART : WORD;
}

/* The code point at p and its size, as far as its bytes are there. */
static uint32_t
point_at(const char *p, size_t n, size_t *size)
{
	unsigned char first = (unsigned char)p[0];
	size_t want = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	uint32_t cp = first & (0x7fu >> want);

	for (*size = 1; *size < want && *size < n; ++*size) {
		if (((unsigned char)p[*size] & 0xc0) != 0x80)
			break;
		cp = cp << 6 | ((unsigned char)p[*size] & 0x3f);
	}
	return cp;
}

/* Of a code point beyond ASCII; how many bytes it has. */
static size_t
add_point(struct minhash *m, const char *p, size_t n)
{
	size_t size;
	enum kind kind = kind_of(point_at(p, n, &size));

	if (kind != PART)
		add_word(m);
	if (kind != BREAK)
		buf_add(&m->word, p, size);
	if (kind == WORD)
		add_word(m);
	return size;
}

void
minhash_text(struct minhash *m, struct str text)
{
	for (size_t i = 0, size; i < text.n; i += size) {
		char c = text.p[i];

		size = 1;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_addc(&m->word, c);
		else if ((c & 0x80) == 0)
			add_word(m);
		else
			size = add_point(m, text.p + i, text.n - i);
	}
	add_word(m);
}

bool
minhash_sign(struct minhash *m, unsigned char *signature)
{
	if (m->words > 0 && m->words < MINHASH_SHINGLE)
		add_shingle(m, m->last, m->words);
	for (size_t i = 0; i < MINHASH_SIZE; i++)
		signature[i] = (unsigned char)(m->least[i] & 0xff);
	return m->words > 0;
}

double
minhash_likeness(const unsigned char *a, const unsigned char *b)
{
	unsigned same = 0;
	double share;

	for (size_t i = 0; i < MINHASH_SIZE; i++)
		same += a[i] == b[i];
	/* One byte in 256 is the same by chance. */
	share = (same / (double)MINHASH_SIZE - 1.0 / 256) / (1 - 1.0 / 256);
	return share < 0 ? 0 : share;
}

static double
power(double x, unsigned n)
{
	double y = 1;

	while (n-- > 0)
		y *= x;
	return y;
}

struct minhash_bands
minhash_bands(double threshold)
{
	struct minhash_bands b = {.rows = sizeof(uint64_t)};

	for (;; b.rows--) {
		double band = power(threshold, b.rows);

		b.bands = MINHASH_SIZE / b.rows;
		if (b.rows == 1 || power(1 - band, b.bands) <= 0.01)
			return b;
	}
}

uint64_t
minhash_band(
    const unsigned char *signature, struct minhash_bands bands, unsigned band)
{
	const unsigned char *p = signature + (size_t)band * bands.rows;
	uint64_t x = 0;

	for (unsigned i = 0; i < bands.rows; i++)
		x = x << 8 | p[i];
	return x;
}
