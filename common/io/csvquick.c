/* SPDX-License-Identifier: MIT */
#include "common/io/csvquick.h"

#include "common/io/csvbits.h"

/* A walk over data in blocks of 64 bytes: a bit stands for a byte. */
struct walk {
	const struct csv_dialect *dialect;
	struct str data;
	size_t block, next;   /* offsets of this block and the next one */
	uint64_t ends;	      /* delimiters and line ends outside quotes */
	uint64_t wrong;	      /* quotes, and bytes behind them, out of place */
	bool inside;	      /* quotes are open behind the block */
	bool may_open;	      /* a quote that comes next opens a cell */
	bool closed;	      /* the block ends in a closing quote */
	size_t row_at, at;    /* where the row begins, and its next cell */
	size_t doubled_until; /* behind the last doubled quote seen */
};

/*
 * By parity every second quote opens and the others close.  That is right where
 * each opening one stands at the start of a cell, or behind a closing one (as
 * its double), and behind each closing one stands the end of the cell, or its
 * double.
 */
static void
judge(struct walk *w, const char *p, uint64_t quotes)
{
	const struct csv_dialect *d = w->dialect;
	uint64_t carry = w->inside ? ~(uint64_t)0 : 0;
	uint64_t inside = csv_parity(quotes) ^ carry;
	uint64_t opening = quotes & inside, closing = quotes & ~inside;
	uint64_t behind = closing << 1 | w->closed, before, doubled;

	w->ends = (csv_bytes_either(p, '\n', '\r') |
		      csv_bytes_equal(p, d->delimiter)) &
	    ~inside;
	before = w->ends | closing;
	w->wrong = (opening & ~(before << 1 | w->may_open)) |
	    (behind & ~(w->ends | quotes));
	doubled = opening & behind;
	if (doubled != 0)
		w->doubled_until =
		    w->block + CSV_BLOCK - (size_t)__builtin_clzll(doubled);
	w->inside = inside >> (CSV_BLOCK - 1) != 0;
	w->may_open = before >> (CSV_BLOCK - 1) != 0;
	w->closed = closing >> (CSV_BLOCK - 1) != 0;
}

static void
next_block(struct walk *w)
{
	char spare[CSV_BLOCK], quote = w->dialect->quote;
	const char *p = csv_block_at(w->data, w->next, spare);
	uint64_t quotes = quote == '\0' ? 0 : csv_bytes_equal(p, quote);
	size_t left = w->data.n - w->next;

	w->block = w->next;
	w->next += left < CSV_BLOCK ? left : CSV_BLOCK;
	if (w->inside && quotes == 0) {
		w->ends = w->wrong = 0;
		w->may_open = w->closed = false;
		return;
	}
	judge(w, p, quotes);
	/* What was filled up with NUL is no text behind a closing quote. */
	if (left < CSV_BLOCK)
		w->wrong &= ((uint64_t)1 << left) - 1;
}

/* A copy of the text with one quote for two. */
static struct str
make_single(struct arena *a, struct str text, char quote)
{
	char *to = arena_take(a, text.n, 1);
	size_t n = 0;

	while (text.n > 0) {
		size_t part = str_find(text, quote);

		part += part < text.n;
		memcpy(to + n, text.p, part);
		n += part;
		text = str_from(text, part < text.n ? part + 1 : part);
	}
	return str_of(to, n);
}

/* The text of the cell that ends at the offset. */
static struct str
cell_text(const struct walk *w, struct arena *a, size_t end)
{
	struct str text = str_of(w->data.p + w->at, end - w->at);
	char quote = w->dialect->quote;

	if (quote == '\0' || text.n == 0 || text.p[0] != quote)
		return text;
	text = str_of(text.p + 1, text.n - 2);
	if (w->doubled_until <= w->at || str_find(text, quote) == text.n)
		return text;
	return make_single(a, text, quote);
}

/* Takes the cells that end in the block; false at the end of the walk. */
static bool
take_cells(struct walk *w, struct csv_rows *r, size_t stop)
{
	uint64_t good =
	    w->wrong == 0 ? ~(uint64_t)0 : (w->wrong & -w->wrong) - 1;

	for (uint64_t ends = w->ends & good; ends != 0; ends &= ends - 1) {
		size_t end = w->block + (size_t)__builtin_ctzll(ends);
		bool row_ends = w->data.p[end] != w->dialect->delimiter;

		if (!row_ends || end > w->row_at)
			csv_rows_cell(r, cell_text(w, &r->copies, end), w->at);
		if (row_ends && end > w->row_at)
			csv_rows_end(r, w->row_at, end);
		w->at = end + 1;
		if (row_ends)
			w->row_at = end + 1;
		if (row_ends && end >= stop)
			return false;
	}
	return w->wrong == 0;
}

size_t
csvquick(struct csv_rows *r, const struct csv_dialect *d, struct str data,
    size_t from, size_t most)
{
	struct walk w = {
	    .dialect = d,
	    .data = data,
	    .next = from,
	    .may_open = true,
	    .row_at = from,
	    .at = from,
	};

	while (w.next < data.n) {
		next_block(&w);
		if (!take_cells(&w, r, from + most))
			break;
	}
	csv_rows_break(r);
	return w.row_at;
}
