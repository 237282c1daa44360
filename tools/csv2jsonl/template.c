/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/template.h"

#include "common/json/jsonw.h"
#include "tools/csv2jsonl/cells.h"

/* Room is doubled whenever it is used up: at 1, 2, 4, ... pieces. */
static void
add(struct arena *a, struct template *t, struct piece piece)
{
	if ((t->n & (t->n - 1)) == 0) {
		struct piece *more = arena_take(a, 2 * t->n + 1, sizeof(*more));

		if (t->n > 0)
			memcpy(more, t->pieces, t->n * sizeof(*more));
		t->pieces = more;
	}
	t->pieces[t->n++] = piece;
}

/* The bytes at the front of s that are no braces. */
static size_t
plain_bytes(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '{' && s.p[n] != '}')
		n++;
	return n;
}

bool
template_parse(
    struct arena *a, const char *text, struct template *t, struct fault *f)
{
	struct str all = str_c(text), rest = all;

	*t = (struct template){0};
	while (rest.n > 0) {
		size_t n = plain_bytes(rest), off = all.n - rest.n;
		struct piece piece = {PIECE_TEXT, str_of(rest.p, n), NO_COLUMN};

		if (n == 0 && rest.n > 1 && rest.p[0] == rest.p[1]) {
			piece.text.n = 1;
			n = 2;
		} else if (n == 0 && rest.p[0] == '}') {
			return fault_set(f, STATUS_USAGE, off,
			    "'}' without a '{' (write }} for a brace)");
		} else if (n == 0) {
			piece.kind = PIECE_CELL;
			piece.text = str_from(rest, 1);
			piece.text.n = plain_bytes(piece.text);
			n = piece.text.n + 2;
			if (n > rest.n || rest.p[n - 1] != '}')
				return fault_set(f, STATUS_USAGE, off,
				    "'{' without its '}' (write {{ for a "
				    "brace)");
		}
		add(a, t, piece);
		rest = str_from(rest, n);
	}
	return true;
}

bool
template_bind(struct arena *a, const struct template *t,
    const struct columns *c, struct template *bound, struct str *unknown)
{
	*bound = (struct template){0};
	for (size_t i = 0; i < t->n; i++) {
		struct piece piece = t->pieces[i];

		if (piece.kind != PIECE_TEXT) {
			piece.column = columns_find(c, piece.text);
			if (piece.column == NO_COLUMN) {
				*unknown = piece.text;
				return false;
			}
		}
		add(a, bound, piece);
	}
	return true;
}

void
template_add_column(struct arena *a, struct template *t, enum piece_kind kind,
    const struct columns *c, size_t column)
{
	add(a, t, (struct piece){kind, c->names[column], column});
}

void
template_write(
    const struct template *t, const struct csvin_row *row, struct buf *to)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct piece *p = &t->pieces[i];
		struct str text = p->kind == PIECE_TEXT
		    ? p->text
		    : row->cells[p->column].text;

		if (p->kind == PIECE_NEXT_LINE && text.n > 0)
			buf_adds(to, "\\n");
		jsonw_escape(to, text);
	}
}

bool
template_is_blank(const struct template *t, const struct csvin_row *row)
{
	size_t fields = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct piece *p = &t->pieces[i];

		if (p->kind == PIECE_TEXT)
			continue;
		fields++;
		if (cells_trimmed(row->cells[p->column].text).n > 0)
			return false;
	}
	return fields > 0;
}
