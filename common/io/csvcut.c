/* SPDX-License-Identifier: MIT */
#include "common/io/csvcut.h"

#include <stdint.h>

#include "common/io/csvbits.h"

enum { BLOCK = CSV_BLOCK };

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
	inside = csv_parity(quotes) ^ carry;
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
	const char *p = csv_block_at(s->data, s->next, spare);
	size_t n = s->data.n - s->next;
	uint64_t quotes = quote == '\0' ? 0 : csv_bytes_equal(p, quote);

	s->block = s->next;
	s->ends = csv_bytes_either(p, '\n', '\r') & ~inside_quotes(s, quotes);
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
		const char *p = csv_block_at(data, at, spare);
		uint64_t ends = csv_bytes_either(p, '\n', '\r'), cr, pairs;

		if (ends == 0) {
			cr_before = 0;
			continue;
		}
		cr = csv_bytes_equal(p, '\r');
		pairs = ends & ~cr & (cr << 1 | cr_before);
		cr_before = cr >> (BLOCK - 1);
		*last = at + BLOCK - (size_t)__builtin_clzll(ends);
		for (ends ^= pairs; ends != 0; ends &= ends - 1)
			lines++;
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
