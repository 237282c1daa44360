/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "tools/files/files.h"

enum { COLUMNS = 6 };

struct table_row {
	struct str cells[COLUMNS];
};

static const char *const titles[COLUMNS] = {
    "id", "bytes", "created (UTC)", "purpose", "status", "name"};
static const bool to_the_right[COLUMNS] = {[1] = true};

static struct str
keep(struct table *t, struct buf *b)
{
	struct str copy = arena_copy(&t->arena, buf_str(b));

	buf_clear(b);
	return copy;
}

/* What a server says is masked: it goes to a terminal. */
static struct str
text(struct table *t, struct buf *b, struct str s)
{
	diag_mask(b, s.n > 0 ? s : STR("-"));
	return keep(t, b);
}

static struct str
number(struct table *t, struct buf *b, int64_t n)
{
	if (n < 0)
		buf_addc(b, '-');
	else
		num_write_grouped(b, (uint64_t)n);
	return keep(t, b);
}

static struct str
moment(struct table *t, struct buf *b, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (seconds == API_NO_NUMBER || gmtime_r(&when, &tm) == NULL)
		buf_addc(b, '-');
	else
		buf_printf(b, "%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900,
		    tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min);
	return keep(t, b);
}

void
table_add(struct table *t, const struct api_file *file)
{
	struct table_row *row;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	t->rows = mem_resize(t->rows, t->n + 1, sizeof(*t->rows));
	row = &t->rows[t->n++];
	row->cells[0] = text(t, &b, file->id);
	row->cells[1] = number(t, &b, file->bytes);
	row->cells[2] = moment(t, &b, file->created_at);
	row->cells[3] = text(t, &b, file->purpose);
	row->cells[4] = text(t, &b, file->status);
	row->cells[5] = text(t, &b, file->filename);
	buf_free(&b);
}

static void
print_row(struct out *out, const struct str *cells, const size_t *widths)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		int gap = (int)(widths[i] - cells[i].n);

		if (to_the_right[i])
			out_printf(out, "%*s", gap, "");
		out_str(out, cells[i]);
		if (!to_the_right[i] && i + 1 < COLUMNS)
			out_printf(out, "%*s", gap, "");
		out_printf(out, i + 1 < COLUMNS ? "  " : "\n");
	}
}

void
table_print(struct table *t, struct out *out)
{
	struct str head[COLUMNS];
	size_t widths[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++) {
		head[i] = str_c(titles[i]);
		widths[i] = head[i].n;
		for (size_t k = 0; k < t->n; k++)
			if (t->rows[k].cells[i].n > widths[i])
				widths[i] = t->rows[k].cells[i].n;
	}
	print_row(out, head, widths);
	for (size_t k = 0; k < t->n; k++)
		print_row(out, t->rows[k].cells, widths);
}

void
table_free(struct table *t)
{
	arena_free(&t->arena);
	free(t->rows);
	*t = (struct table){0};
}
