/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/cells.h"

#include <stdlib.h>

#include "common/base/buf.h"
#include "common/text/normal.h"
#include "common/text/uclass.h"
#include "common/text/utf8.h"

size_t
cells_repair(struct arena *a, struct csvin_row *row)
{
	struct buf good;
	size_t n = 0;

	buf_init(&good, BUF_NO_MAX);
	for (size_t i = 0; i < row->n; i++) {
		struct str *text = &row->cells[i].text;

		if (utf8_valid(*text, NULL))
			continue;
		buf_clear(&good);
		n += utf8_repair(&good, *text);
		*text = arena_copy(a, buf_str(&good));
	}
	buf_free(&good);
	return n;
}

/* The length of the white space that s begins with. */
static size_t
space_at_front(struct str s)
{
	size_t n = 0;
	uint32_t cp;

	for (;;) {
		size_t bytes = utf8_decode(str_from(s, n), &cp);

		if (bytes == 0 || uclass(cp) != UCLASS_SPACE)
			return n;
		n += bytes;
	}
}

/* Where the last character of s begins. */
static size_t
last_character(struct str s)
{
	size_t at = s.n - 1;

	while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

struct str
cells_trimmed(struct str text)
{
	text = str_from(text, space_at_front(text));
	while (text.n > 0) {
		size_t at = last_character(text);

		if (space_at_front(str_from(text, at)) == 0)
			break;
		text.n = at;
	}
	return text;
}

void
cells_trim(struct csvin_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		row->cells[i].text = cells_trimmed(row->cells[i].text);
}

void
cells_normalise(struct arena *a, struct csvin_row *row, enum cells_form form)
{
	struct buf text;

	if (form == CELLS_AS_IS)
		return;
	buf_init(&text, BUF_NO_MAX);
	for (size_t i = 0; i < row->n; i++) {
		buf_clear(&text);
		if (normal_text(&text, row->cells[i].text, form == CELLS_NFKC))
			row->cells[i].text = arena_copy(a, buf_str(&text));
	}
	buf_free(&text);
}

void
cells_pad(struct arena *a, struct csvin_row *row, size_t n)
{
	struct csvin_cell *cells = arena_zero(a, n, sizeof(*cells));

	memcpy(cells, row->cells, row->n * sizeof(*cells));
	for (size_t i = row->n; i < n; i++) {
		cells[i].text = STR("");
		cells[i].off = row->off + row->raw.n;
	}
	row->cells = cells;
	row->n = n;
}
