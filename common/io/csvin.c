/* SPDX-License-Identifier: MIT */
#include "common/io/csvin.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/arena.h"
#include "common/base/mem.h"

enum {
	SLICE = 32 * 1024, /* the cells of so much stay in the cache */
	KEEP = 1 << 20,	   /* memory that libcsv keeps between chunks */
	STRICT = CSV_STRICT | CSV_STRICT_FINI,
};

/* A row that was read and not given yet. */
struct waiting {
	size_t off, end; /* in the chunk */
	size_t first;	 /* of its cells */
	size_t n;	 /* above CSVIN_CELLS: those above are not kept */
};

/*
 * libcsv does not say where a cell stands, but it need not: a cell begins
 * behind the delimiter or the line end of the one before, and its length there
 * follows from its text.  So a cell without quotes in it is a view of the
 * chunk, and only the others are copied.
 */
struct csvin {
	struct csv_parser parser;
	struct csv_dialect dialect;
	csvin_valid_fn *valid;
	size_t width, slice;
	struct str data;
	size_t parsed;	/* bytes that libcsv has seen */
	size_t nul;	/* offset of the first NUL from there on, or data.n */
	size_t invalid; /* the same of what is no UTF-8 */
	bool ended;

	size_t at;     /* where the next cell begins */
	size_t row_at; /* where the row that is being read begins */
	size_t row_n;  /* its cells so far */

	struct csvin_cell *cells;
	size_t ncells, cells_cap;
	struct waiting *rows;
	size_t nrows, rows_cap, given;
	struct arena copies;
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

static void
start_parser(struct csvin *c)
{
	csv_init(&c->parser, STRICT);
	csv_set_delim(&c->parser, (unsigned char)c->dialect.delimiter);
	/* NUL never gets as far as libcsv, and so quotes nothing. */
	csv_set_quote(&c->parser, (unsigned char)c->dialect.quote);
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
	arena_init(&c->copies);
	start_parser(c);
	return c;
}

void
csvin_free(struct csvin *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	arena_free(&c->copies);
	free(c->cells);
	free(c->rows);
	free(c);
}

void
csvin_width(struct csvin *c, size_t n)
{
	c->width = n;
}

void
csvin_slice(struct csvin *c, size_t bytes)
{
	c->slice = bytes;
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
	arena_reset(&c->copies);
	c->data = data.n == 0 ? STR("") : data;
	c->at = first ? csvcut_bom(c->data) : 0;
	c->parsed = c->at;
	c->cursor = csvcut_cursor(c->data, line, c->at);
	c->row_n = c->ncells = c->nrows = c->given = 0;
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

/* p with room for one more than n things. */
static void *
room(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = n == 0 ? 64 : 2 * n;
	return mem_resize(p, *cap, size);
}

static void
keep_cell(struct csvin *c, struct str text)
{
	if (c->row_n++ >= CSVIN_CELLS)
		return;
	c->cells = room(c->cells, c->ncells, &c->cells_cap, sizeof(*c->cells));
	c->cells[c->ncells++] = (struct csvin_cell){text, c->at};
}

/* libcsv's callback for a cell. */
static void
cell_ended(void *p, size_t n, void *ctx)
{
	struct csvin *c = ctx;
	struct str text = {p, n}, there;
	size_t doubled;

	if (c->row_n == 0)
		begin_row(c);
	there = str_of(c->data.p + c->at, n);
	if (!is_quoted(c, c->at)) {
		keep_cell(c, there);
		c->at += n + 1;
		return;
	}
	there.p++;
	doubled = count(text, c->dialect.quote);
	keep_cell(c, doubled == 0 ? there : arena_copy(&c->copies, text));
	c->at += n + doubled + 3;
}

/* libcsv's callback for a row; `end` is its line end's byte. */
static void
row_ended(int end, void *ctx)
{
	struct csvin *c = ctx;
	size_t kept = c->row_n < CSVIN_CELLS ? c->row_n : CSVIN_CELLS;

	(void)end;
	c->rows = room(c->rows, c->nrows, &c->rows_cap, sizeof(*c->rows));
	c->rows[c->nrows++] =
	    (struct waiting){c->row_at, c->at - 1, c->ncells - kept, c->row_n};
	c->row_n = 0;
}

/* The rows were given: what is left is of the row that is being read. */
static void
drop_given(struct csvin *c)
{
	size_t keep = c->row_n < CSVIN_CELLS ? c->row_n : CSVIN_CELLS;

	for (size_t i = 0; i < keep; i++)
		c->cells[i] = c->cells[c->ncells - keep + i];
	c->ncells = keep;
	c->nrows = c->given = 0;
}

/* The row that is being read is malformed. */
static void
spoil(struct csvin *c, size_t off, const char *what)
{
	fault_set(&c->fault, STATUS_INPUT, off, "%s", what);
	c->faulty = true;
	if (c->row_n == 0)
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

/* Hands libcsv the next slice. */
static void
read_on(struct csvin *c)
{
	size_t limit = c->nul < c->invalid ? c->nul : c->invalid;
	size_t want = limit - c->parsed, got;

	drop_given(c);
	if (want > c->slice)
		want = c->slice;
	got = csv_parse(
	    &c->parser, c->data.p + c->parsed, want, cell_ended, row_ended, c);
	c->parsed += got;
	if (got < want)
		spoil_by_quote(c, c->parsed);
	else if (c->parsed == c->data.n)
		end_data(c);
	else if (c->parsed == limit)
		spoil_by_byte(c, limit);
}

/* Gives the malformed row, and goes on behind it. */
static void
give_bad(struct csvin *c, struct csvin_row *row)
{
	/* A byte-order mark in front was part of the row where it was cut. */
	size_t mark = c->row_at == c->cursor.begin ? c->row_at : 0;
	struct str rest = str_from(c->data, c->row_at - mark);

	rest = str_from(str_of(rest.p, csvcut_row(&c->dialect, rest)), mark);
	*row = (struct csvin_row){
	    .raw = rest, .off = c->row_at, .bad = true, .fault = &c->fault};
	reset_parser(c);
	c->at = c->parsed = c->row_at + rest.n;
	c->row_n = c->ncells = 0;
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
	row->n = 0;
	row->bad = true;
	row->fault = &c->width_fault;
}

bool
csvin_row(struct csvin *c, struct csvin_row *row)
{
	struct waiting *w;

	while (c->given == c->nrows) {
		if (c->faulty) {
			give_bad(c, row);
			return true;
		}
		if (c->ended)
			return false;
		read_on(c);
	}
	w = &c->rows[c->given++];
	*row = (struct csvin_row){
	    .cells = c->cells + w->first,
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
