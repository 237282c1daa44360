/* SPDX-License-Identifier: MIT */
#include "common/io/csvin.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/mem.h"
#include "common/io/csvquick.h"
#include "common/io/csvrows.h"

enum {
	SLICE = 32 * 1024, /* the cells of so much stay in the cache */
	KEEP = 1 << 20,	   /* memory that libcsv keeps between chunks */
	STRICT = CSV_STRICT | CSV_STRICT_FINI,
};

/*
 * libcsv does not say where a cell stands, but it need not: a cell begins
 * behind the delimiter or the line end of the one before, and its length there
 * follows from its text.  So a cell without quotes in it is a view of the
 * chunk, and only the others are copied.
 *
 * Rows that have nothing wrong never come as far as libcsv: csvquick() reads
 * them, and libcsv what stands up to `until`, the end of the row behind them.
 */
struct csvin {
	struct csv_parser parser;
	struct csv_dialect dialect;
	csvin_valid_fn *valid;
	size_t width, slice;
	struct str data;
	size_t parsed;	/* bytes that were read */
	size_t until;	/* where libcsv's part ends, above parsed, or 0 */
	bool alone;	/* libcsv reads all */
	size_t nul;	/* offset of the first NUL from there on, or data.n */
	size_t invalid; /* the same of what is no UTF-8 */
	bool ended;

	size_t at;     /* where the next cell begins */
	size_t row_at; /* where the row that is being read begins */

	struct csv_rows rows;
	bool faulty;	    /* behind the rows that wait there is a bad one */
	struct fault fault; /* its own */
	struct fault width_fault; /* of the row given last */
	struct csvcut_cursor cursor;
};

static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* libcsv goes on when it gets no memory; ours does not come back then. */
static void *
resize(void *p, size_t n)
{
	return mem_resize(p, n, 1);
}

void
csvin_dialect(struct csvin *c, struct csv_dialect dialect)
{
	c->dialect = dialect;
	csv_set_delim(&c->parser, (unsigned char)dialect.delimiter);
	/* NUL never gets as far as libcsv, and so quotes nothing. */
	csv_set_quote(&c->parser, (unsigned char)dialect.quote);
}

static void
start_parser(struct csvin *c)
{
	csv_init(&c->parser, STRICT);
	csvin_dialect(c, c->dialect);
	csv_set_space_func(&c->parser, never_space);
	csv_set_realloc_func(&c->parser, resize);
}

struct csvin *
csvin_new(struct csv_dialect dialect, csvin_valid_fn *valid)
{
	struct csvin *c = mem_zero(1, sizeof(*c));

	c->dialect = dialect;
	c->valid = valid;
	c->slice = SLICE;
	start_parser(c);
	return c;
}

void
csvin_free(struct csvin *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	csv_rows_free(&c->rows);
	free(c);
}

void
csvin_width(struct csvin *c, size_t n)
{
	c->width = n;
}

void
csvin_slice(struct csvin *c, size_t bytes, bool alone)
{
	c->slice = bytes;
	c->alone = alone;
}

/* Forgets the half row that libcsv has, if any. */
static void
reset_parser(struct csvin *c)
{
	csv_set_opts(&c->parser, CSV_STRICT);
	csv_fini(&c->parser, NULL, NULL, NULL);
	csv_set_opts(&c->parser, STRICT);
}

/* The first NUL that libcsv has not seen, and the first byte that is no UTF-8.
 */
static void
find_nul(struct csvin *c)
{
	c->nul = c->parsed + str_find(str_from(c->data, c->parsed), '\0');
}

static void
find_invalid(struct csvin *c)
{
	size_t bad;

	c->invalid = c->data.n;
	if (c->valid != NULL && !c->valid(str_from(c->data, c->parsed), &bad))
		c->invalid = c->parsed + bad;
}

void
csvin_chunk(struct csvin *c, struct str data, size_t line, bool first)
{
	if (csv_get_buffer_size(&c->parser) > KEEP) {
		csv_free(&c->parser);
		start_parser(c);
	}
	/* libcsv's buffer grows by a fixed step: so once is enough. */
	csv_set_blk_size(&c->parser, data.n > SLICE ? data.n : SLICE);
	reset_parser(c);
	arena_reset(&c->rows.copies);
	c->data = data.n == 0 ? STR("") : data;
	c->at = first ? csvcut_bom(c->data) : 0;
	c->parsed = c->at;
	c->cursor = csvcut_cursor(c->data, line, c->at);
	csv_rows_break(&c->rows);
	csv_rows_drop(&c->rows);
	c->until = 0;
	c->ended = c->faulty = false;
	find_nul(c);
	find_invalid(c);
}

/* Between rows: moves over empty lines, and over the LF of a CRLF. */
static void
begin_row(struct csvin *c)
{
	while (c->at < c->data.n &&
	    (c->data.p[c->at] == '\n' || c->data.p[c->at] == '\r'))
		c->at++;
	c->row_at = c->at;
}

/* Does the cell that begins at the offset begin with a quote? */
static bool
is_quoted(const struct csvin *c, size_t off)
{
	return c->dialect.quote != '\0' && off < c->data.n &&
	    c->data.p[off] == c->dialect.quote;
}

static size_t
count(struct str s, char byte)
{
	size_t n = 0;

	for (size_t at; (at = str_find(s, byte)) < s.n; s = str_from(s, at + 1))
		n++;
	return n;
}

/* libcsv's callback for a cell. */
static void
cell_ended(void *p, size_t n, void *ctx)
{
	struct csvin *c = ctx;
	struct str text = {p, n}, there;
	size_t doubled;

	if (c->rows.row_n == 0)
		begin_row(c);
	there = str_of(c->data.p + c->at, n);
	if (!is_quoted(c, c->at)) {
		csv_rows_cell(&c->rows, there, c->at);
		c->at += n + 1;
		return;
	}
	there.p++;
	doubled = count(text, c->dialect.quote);
	csv_rows_cell(&c->rows,
	    doubled == 0 ? there : arena_copy(&c->rows.copies, text), c->at);
	c->at += n + doubled + 3;
}

/* libcsv's callback for a row; `end` is its line end's byte. */
static void
row_ended(int end, void *ctx)
{
	struct csvin *c = ctx;

	(void)end;
	csv_rows_end(&c->rows, c->row_at, c->at - 1);
}

/* The row that is being read is malformed. */
static void
spoil(struct csvin *c, size_t off, const char *what)
{
	fault_set(&c->fault, STATUS_INPUT, off, "%s", what);
	c->faulty = true;
	if (c->rows.row_n == 0)
		begin_row(c);
}

static void
spoil_by_byte(struct csvin *c, size_t off)
{
	char what[64];

	snprintf(what, sizeof(what), "invalid UTF-8: byte 0x%02x",
	    (unsigned char)c->data.p[off]);
	spoil(c, off, off == c->nul ? "NUL byte" : what);
}

/* libcsv did not take the byte at the offset. */
static void
spoil_by_quote(struct csvin *c, size_t off)
{
	spoil(c, off, "quote within an unquoted cell");
	if (is_quoted(c, c->at))
		spoil(c, off, "text behind a closing quote");
}

static void
end_data(struct csvin *c)
{
	c->ended = true;
	if (csv_fini(&c->parser, cell_ended, row_ended, c) == 0)
		return;
	spoil(c, 0, "quote that is never closed");
	c->fault.off = c->at;
}

/* The row that is being read, up to where it is cut. */
static struct str
this_row(const struct csvin *c)
{
	/* A byte-order mark in front was part of the row where it was cut. */
	size_t mark = c->row_at == c->cursor.begin ? c->row_at : 0;
	struct str rest = str_from(c->data, c->row_at - mark);

	rest.n = csvcut_row(&c->dialect, rest);
	return str_from(rest, mark);
}

/* Reads what needs no libcsv, and says how far libcsv is to go then. */
static void
read_quickly(struct csvin *c, size_t limit)
{
	struct str data = str_of(c->data.p, limit);
	size_t most = c->parsed + c->slice, end;

	if (c->alone) {
		c->until = c->data.n;
		return;
	}
	c->at = c->row_at = c->parsed =
	    csvquick(&c->rows, &c->dialect, data, c->parsed, c->slice);
	if (c->parsed >= most || c->parsed == c->data.n)
		return;
	end = c->parsed + this_row(c).n;
	c->until = end + (end < c->data.n);
}

/* Hands libcsv the next slice. */
static void
read_slowly(struct csvin *c, size_t limit)
{
	size_t end = limit < c->until ? limit : c->until;
	size_t want = end - c->parsed, got;

	if (want > c->slice)
		want = c->slice;
	got = csv_parse(
	    &c->parser, c->data.p + c->parsed, want, cell_ended, row_ended, c);
	c->parsed += got;
	if (got < want)
		spoil_by_quote(c, c->parsed);
	else if (c->parsed == limit && limit < c->data.n && limit < c->until)
		spoil_by_byte(c, limit);
	else if (c->parsed == c->until)
		c->until = 0;
}

static void
read_on(struct csvin *c)
{
	size_t limit = c->nul < c->invalid ? c->nul : c->invalid;

	csv_rows_drop(&c->rows);
	if (c->until == 0)
		read_quickly(c, limit);
	if (c->until > 0)
		read_slowly(c, limit);
	if (c->parsed == c->data.n && !c->faulty)
		end_data(c);
}

/* Gives the malformed row, and goes on behind it. */
static void
give_bad(struct csvin *c, struct csvin_row *row)
{
	struct str raw = this_row(c);

	*row = (struct csvin_row){
	    .raw = raw, .off = c->row_at, .bad = true, .fault = &c->fault};
	reset_parser(c);
	c->at = c->parsed = c->row_at + raw.n;
	csv_rows_break(&c->rows);
	c->until = 0;
	c->faulty = false;
	if (c->nul < c->parsed)
		find_nul(c);
	if (c->invalid < c->parsed)
		find_invalid(c);
}

/* Marks a row of the wrong width. */
static void
check_width(struct csvin *c, struct csvin_row *row, size_t n)
{
	size_t off = row->off;

	if (n <= CSVIN_CELLS && (c->width == 0 || n == c->width))
		return;
	if (c->width < row->n)
		off = row->cells[c->width].off;
	fault_set(&c->width_fault, STATUS_INPUT, off,
	    "%zu cell%s, expected %zu%s", n, n == 1 ? "" : "s",
	    c->width == 0 ? CSVIN_CELLS : c->width,
	    c->width == 0 ? " at most" : "");
	row->bad = true;
	row->ragged = n <= CSVIN_CELLS;
	if (!row->ragged)
		row->n = 0;
	row->fault = &c->width_fault;
}

bool
csvin_row(struct csvin *c, struct csvin_row *row)
{
	struct csv_waiting *w;

	while (c->rows.given == c->rows.n) {
		if (c->faulty) {
			give_bad(c, row);
			return true;
		}
		if (c->ended)
			return false;
		read_on(c);
	}
	w = &c->rows.v[c->rows.given++];
	*row = (struct csvin_row){
	    .cells = c->rows.cells + w->first,
	    .n = w->n < CSVIN_CELLS ? w->n : CSVIN_CELLS,
	    .raw = str_of(c->data.p + w->off, w->end - w->off),
	    .off = w->off,
	};
	check_width(c, row, w->n);
	return true;
}

struct csv_place
csvin_place(struct csvin *c, size_t off)
{
	return csvcut_place(&c->cursor, off);
}

size_t
csvin_offset(const struct csvin *c, const struct csvin_cell *cell, size_t at)
{
	if (!is_quoted(c, cell->off))
		return cell->off + at;
	return cell->off + 1 + at +
	    count(str_of(cell->text.p, at), c->dialect.quote);
}
