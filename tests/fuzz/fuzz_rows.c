/* SPDX-License-Identifier: MIT */
/*
 * jsonl2csv: whatever the records, the rows that are made of them are read back
 * by csvin, all of the header's width.  The first byte chooses the options.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/io/csvin.h"
#include "common/text/utf8.h"
#include "tools/jsonl2csv/drops.c"
#include "tools/jsonl2csv/layout.c"
#include "tools/jsonl2csv/row.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
read_back(struct str text, char delimiter)
{
	struct csvin *c =
	    csvin_new((struct csv_dialect){delimiter, '"'}, utf8_valid);
	struct csvin_row row;

	csvin_chunk(c, text, 1, true);
	if (!csvin_row(c, &row) || row.bad)
		abort();
	csvin_width(c, row.n);
	while (csvin_row(c, &row))
		if (row.bad)
			abort();
	csvin_free(c);
}

static void
write_rows(struct rower *rower, struct json_reader *reader, struct str records,
    struct buf *to)
{
	struct str record;
	struct json_doc doc;
	struct fault f;

	while (str_split(&records, '\n', &record)) {
		size_t held = to->n;

		if (!utf8_valid(record, NULL) ||
		    !json_parse(reader, record, &doc, &f))
			continue;
		if (row_write(rower, &doc, STR("1"), to, &f))
			continue;
		if (f.off > record.n)
			abort();
		to->n = held;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str records, rest, record;
	struct layout layout = {0};
	struct wish wish = {0};
	struct arena a;
	struct rower rower = {.wish = &wish, .layout = &layout, .arena = &a};
	struct json_reader reader;
	struct json_doc doc;
	struct fault f;
	struct buf text;

	if (n < 1)
		return 0;
	wish.lossy = (data[0] & 1) != 0;
	wish.crlf = (data[0] & 2) != 0;
	layout.delimiter = (data[0] & 4) != 0 ? '\t' : ',';
	records = rest = str_of((const char *)data + 1, n - 1);
	arena_init(&a);
	json_reader_init(&reader, &a);
	buf_init(&text, BUF_NO_MAX);
	buf_init(&rower.cells, BUF_NO_MAX);
	buf_init(&rower.end, BUF_NO_MAX);
	while (str_split(&rest, '\n', &record))
		if (utf8_valid(record, NULL) &&
		    json_parse(&reader, record, &doc, &f))
			layout_look(&layout, &a, doc.root);
	layout_choose(&layout, ROWS_AUTO);
	layout_header(&layout, &text);
	buf_addc(&text, '\n');
	write_rows(&rower, &reader, records, &text);
	read_back(buf_str(&text), layout.delimiter);
	buf_free(&text);
	buf_free(&rower.cells);
	buf_free(&rower.end);
	json_reader_free(&reader);
	arena_free(&a);
	return 0;
}
