/* SPDX-License-Identifier: MIT */
/*
 * CSV rows: whatever the bytes, the rows, their places and their faults are the
 * same for every way of cutting the text, and for libcsv alone.  The first
 * three bytes of the input choose the cuts and the dialect.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/base/buf.h"
#include "common/io/csvin.h"
#include "common/text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
show_row(struct csvin *c, const struct csvin_row *row, struct buf *to)
{
	struct csv_place at =
	    csvin_place(c, row->bad ? row->fault->off : row->off);

	buf_printf(to, "%zu:%zu %zu", at.line, at.column, row->raw.n);
	if (row->bad)
		buf_adds(to, row->fault->text);
	for (size_t i = 0; i < row->n; i++) {
		const struct csvin_cell *cell = &row->cells[i];

		at = csvin_place(c, csvin_offset(c, cell, cell->text.n));
		buf_printf(to, " %zu:%zu[", at.line, at.column);
		buf_add_str(to, cell->text);
		buf_addc(to, ']');
	}
	buf_addc(to, '\n');
}

static void
show(struct csv_dialect d, struct str text, size_t chunk, size_t slice,
    bool alone, struct buf *to)
{
	struct csvin *c = csvin_new(d, utf8_valid);
	size_t line = 1, want = chunk, records = 0;
	bool first = true;

	csvin_width(c, 2);
	csvin_slice(c, slice, alone);
	while (text.n > 0) {
		bool at_end = want >= text.n;
		struct str held = str_of(text.p, at_end ? text.n : want);
		struct cut cut = csvcut(&d, held, at_end, SIZE_MAX);
		struct csvin_row row;

		want = cut.bytes > 0 ? chunk : want + chunk;
		if (cut.bytes == 0)
			continue;
		csvin_chunk(c, str_of(text.p, cut.bytes), line, first);
		for (; csvin_row(c, &row); records++)
			show_row(c, &row, to);
		if (first && records != cut.records)
			abort();
		first = false;
		line += cut.lines;
		text = str_from(text, cut.bytes);
	}
	csvin_free(c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct csv_dialect dialects[] = {
	    {',', '"'}, {';', '\''}, {'\t', '\0'}, {'"', 'x'}};
	struct csv_dialect d;
	struct buf whole, cut;
	struct str text;

	if (n < 3)
		return 0;
	d = dialects[data[2] % LENGTH(dialects)];
	text = str_of((const char *)data + 3, n - 3);
	buf_init(&whole, BUF_NO_MAX);
	buf_init(&cut, BUF_NO_MAX);
	show(d, text, SIZE_MAX / 2, SIZE_MAX / 2, true, &whole);
	show(d, text, data[0] + 1, data[1] + 1, true, &cut);
	if (!str_eq(buf_str(&whole), buf_str(&cut)))
		abort();
	buf_clear(&cut);
	show(d, text, data[0] + 1, data[1] + 1, false, &cut);
	if (!str_eq(buf_str(&whole), buf_str(&cut)))
		abort();
	buf_free(&whole);
	buf_free(&cut);
	return 0;
}
