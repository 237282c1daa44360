/* SPDX-License-Identifier: MIT */
#include "common/io/csvcut.h"

#include <stdint.h>

#if defined(__SSE2__) && !defined(CSVCUT_PLAIN)
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

static const struct str bom = {"\xef\xbb\xbf", 3};

/* A walk over data in blocks of 64 bytes: a bit stands for a byte. */
struct scan {
	const struct csv_dialect *dialect;
	struct str data;
	size_t block;  /* offset of the block that `ends` is about */
	size_t next;   /* offset of the block to look at next */
	uint64_t ends; /* line ends outside quotes not given yet */
	size_t opened; /* offset of the last quote that opened a cell */
	bool inside;   /* quotes are open behind the block */
	bool loose;    /* the block ends in a quote that opened nothing */
};

#if defined(__SSE2__) && !defined(CSVCUT_PLAIN)

static uint64_t
bytes_equal(const char *p, char c)
{
	const __m128i want = _mm_set1_epi8(c);
	uint64_t bits = 0;

	for (int i = 0; i < BLOCK; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(p + i));
		int m = _mm_movemask_epi8(_mm_cmpeq_epi8(v, want));

		bits |= (uint64_t)(unsigned)m << i;
	}
	return bits;
}

#else

/* Eight bytes, the first one lowest. */
static uint64_t
word_at(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	w = __builtin_bswap64(w);
#endif
	return w;
}

static uint64_t
bytes_equal(const char *p, char c)
{
	const uint64_t ones = 0x0101010101010101, low = 0x7f * ones;
	uint64_t want = ones * (unsigned char)c, bits = 0;

	for (int i = 0; i < BLOCK; i += 8) {
		uint64_t x = word_at(p + i) ^ want;
		uint64_t zero = ~(((x & low) + low) | x | low);

		/* Gathers the lowest bit of each byte in the highest byte. */
		bits |= ((zero >> 7) * 0x0102040810204080 >> 56) << i;
	}
	return bits;
}

#endif

/* The block at the offset; short of 64 bytes, a copy filled up with NUL. */
static const char *
block_at(struct str data, size_t at, char spare[BLOCK])
{
	size_t n = data.n - at;

	if (n >= BLOCK)
		return data.p + at;
	memset(spare, 0, BLOCK);
	memcpy(spare, data.p + at, n);
	return spare;
}

/* Bit i: is the number of bits up to and with i odd? */
static uint64_t
parity(uint64_t bits)
{
	for (int shift = 1; shift < BLOCK; shift *= 2)
		bits ^= bits << shift;
	return bits;
}

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Is what stands at the offset, outside quotes, the start of a cell?  Behind a
 * closing quote it goes on with the cell that seemed to be over. */
static bool
may_open(const struct scan *s, size_t at, bool loose)
{
	const char *p = s->data.p;
	char before;

	if (at == 0)
		return true;
	before = p[at - 1];
	if (before == s->dialect->delimiter || is_line_end(before))
		return true;
	if (before == s->dialect->quote)
		return !loose;
	return at >= bom.n && memcmp(p + at - bom.n, bom.p, bom.n) == 0 &&
	    (at == bom.n || is_line_end(p[at - bom.n - 1]));
}

/* Byte by byte, for a block with quotes that open nothing. */
static uint64_t
inside_slowly(struct scan *s, uint64_t quotes)
{
	uint64_t inside = 0;

	for (int i = 0; i < BLOCK; i++) {
		bool loose = s->loose;

		s->loose = false;
		if ((quotes >> i & 1) != 0) {
			if (s->inside) {
				s->inside = false;
			} else if (may_open(s, s->block + i, loose)) {
				s->inside = true;
				s->opened = s->block + i;
			} else {
				s->loose = true;
			}
		}
		inside |= (uint64_t)s->inside << i;
	}
	return inside;
}

/* Which bytes of the block stand within quotes?  Moves the state on. */
static uint64_t
inside_quotes(struct scan *s, uint64_t quotes)
{
	uint64_t carry = s->inside ? ~(uint64_t)0 : 0, inside, opening;

	if (quotes == 0) {
		s->loose = false;
		return carry;
	}
	inside = parity(quotes) ^ carry;
	for (opening = quotes & inside; opening != 0; opening &= opening - 1) {
		size_t at = s->block + (size_t)__builtin_ctzll(opening);

		if (!may_open(s, at, s->loose && at == s->block))
			return inside_slowly(s, quotes);
		s->opened = at;
	}
	s->inside = inside >> (BLOCK - 1) != 0;
	s->loose = false;
	return inside;
}

static void
next_block(struct scan *s)
{
	char spare[BLOCK], quote = s->dialect->quote;
	const char *p = block_at(s->data, s->next, spare);
	size_t n = s->data.n - s->next;
	uint64_t quotes = quote == '\0' ? 0 : bytes_equal(p, quote);

	s->block = s->next;
	s->ends = (bytes_equal(p, '\n') | bytes_equal(p, '\r')) &
	    ~inside_quotes(s, quotes);
	s->next += n < BLOCK ? n : BLOCK;
}

/* The offset of the next CR or LF outside quotes. */
static bool
next_end(struct scan *s, size_t *at)
{
	while (s->ends == 0) {
		if (s->next == s->data.n)
			return false;
		next_block(s);
	}
	*at = s->block + (size_t)__builtin_ctzll(s->ends);
	s->ends &= s->ends - 1;
	return true;
}

static struct scan
scan_of(const struct csv_dialect *d, struct str data)
{
	return (struct scan){.dialect = d, .data = data, .opened = data.n};
}

/* The line ends in data; *last is the offset behind the last one, or 0. */
static size_t
count_lines(struct str data, size_t *last)
{
	size_t lines = 0;
	uint64_t cr_before = 0;

	*last = 0;
	for (size_t at = 0; at < data.n; at += BLOCK) {
		char spare[BLOCK];
		const char *p = block_at(data, at, spare);
		uint64_t lf = bytes_equal(p, '\n'), cr = bytes_equal(p, '\r');
		uint64_t pairs = lf & (cr << 1 | cr_before);

		if ((lf | cr) == 0) {
			cr_before = 0;
			continue;
		}
		cr_before = cr >> (BLOCK - 1);
		lines += (size_t)__builtin_popcountll(lf | cr) -
		    (size_t)__builtin_popcountll(pairs);
		*last = at + BLOCK - (size_t)__builtin_clzll(lf | cr);
	}
	return lines;
}

size_t
csvcut_bom(struct str data)
{
	return str_starts(data, bom) ? bom.n : 0;
}

struct cut
csvcut(const void *how, struct str data, bool at_end, size_t max)
{
	struct cut c = {0};
	struct scan s;
	size_t end, behind;

	/* A CR that comes last may have its LF in what is read next. */
	if (!at_end && data.n > 0 && data.p[data.n - 1] == '\r')
		data.n--;
	s = scan_of(how, data);
	while (next_end(&s, &end)) {
		c.too_long = end - c.bytes > max;
		if (c.too_long)
			break;
		c.records += end > (c.bytes == 0 ? csvcut_bom(data) : c.bytes);
		c.bytes = end + 1;
	}
	if (!c.too_long)
		c.too_long = data.n - c.bytes > max;
	if (at_end && !c.too_long && c.bytes < data.n) {
		c.records += c.bytes > 0 || csvcut_bom(data) < data.n;
		c.bytes = data.n;
	}
	c.lines = count_lines(str_of(data.p, c.bytes), &behind);
	c.lines += behind < c.bytes;
	return c;
}

size_t
csvcut_row(const struct csv_dialect *d, struct str data)
{
	struct scan s = scan_of(d, data);
	size_t end;

	return next_end(&s, &end) ? end : data.n;
}

size_t
csvcut_open_quote(const struct csv_dialect *d, struct str data)
{
	struct scan s = scan_of(d, data);

	while (s.next < data.n)
		next_block(&s);
	return s.inside ? s.opened : data.n;
}

struct csvcut_cursor
csvcut_cursor(struct str data, size_t line, size_t begin)
{
	return (struct csvcut_cursor){data, line, begin, line, begin};
}

struct csv_place
csvcut_place(struct csvcut_cursor *c, size_t off)
{
	size_t behind;

	if (off > c->data.n)
		off = c->data.n;
	/* The LF of a CRLF stands in the line that it ends. */
	if (off > 0 && off < c->data.n && c->data.p[off] == '\n' &&
	    c->data.p[off - 1] == '\r')
		off--;
	if (off < c->line_at)
		*c = csvcut_cursor(c->data, c->first_line, c->begin);
	c->line += count_lines(
	    str_of(c->data.p + c->line_at, off - c->line_at), &behind);
	c->line_at += behind;
	return (struct csv_place){c->line, off - c->line_at + 1};
}
