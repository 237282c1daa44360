/* SPDX-License-Identifier: MIT */
#include "common/text/grid.h"

#include <stdlib.h>
#include <time.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/text/utf8.h"

void
grid_init(struct grid *g, const char *align)
{
	*g = (struct grid){.align = align, .columns = strlen(align)};
	buf_init(&g->text, BUF_NO_MAX);
}

void
grid_free(struct grid *g)
{
	buf_free(&g->text);
	free(g->ends);
}

/* What was appended to the text is the next cell. */
static void
end_cell(struct grid *g)
{
	if (g->ncells == g->room) {
		g->room = g->room == 0 ? 64 : g->room * 2;
		g->ends = mem_resize(g->ends, g->room, sizeof(*g->ends));
	}
	g->ends[g->ncells++] = g->text.n;
}

void
grid_cell(struct grid *g, struct str text)
{
	diag_mask(&g->text, text);
	end_cell(g);
}

void
grid_text(struct grid *g, struct str text)
{
	grid_cell(g, text.n > 0 ? text : STR("-"));
}

void
grid_number(struct grid *g, int64_t n)
{
	if (n < 0)
		buf_addc(&g->text, '-');
	else
		num_write_grouped(&g->text, (uint64_t)n);
	end_cell(g);
}

void
grid_time(struct grid *g, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;

	if (seconds < 0 || gmtime_r(&when, &tm) == NULL)
		buf_addc(&g->text, '-');
	else
		buf_printf(&g->text, "%04d-%02d-%02d %02d:%02d",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		    tm.tm_min);
	end_cell(g);
}

static struct str
cell_at(const struct grid *g, size_t i)
{
	size_t start = i == 0 ? 0 : g->ends[i - 1];

	return str_of(g->text.p + start, g->ends[i] - start);
}

static void
pad(struct buf *to, size_t n)
{
	while (n-- > 0)
		buf_addc(to, ' ');
}

/* Blanks are owed until text follows, so that no line ends in them. */
static void
write_row(
    const struct grid *g, size_t row, const size_t *widths, struct buf *to)
{
	size_t owed = 0;

	for (size_t i = 0; i < g->columns; i++) {
		struct str cell = cell_at(g, row * g->columns + i);
		size_t room = widths[i] - utf8_width(cell);

		if (cell.n == 0) {
			owed += room + 2;
			continue;
		}
		pad(to, g->align[i] == 'r' ? owed + room : owed);
		buf_add_str(to, cell);
		owed = g->align[i] == 'r' ? 2 : room + 2;
	}
	buf_addc(to, '\n');
}

void
grid_write(const struct grid *g, struct buf *to)
{
	size_t *widths = mem_zero(g->columns, sizeof(*widths));
	size_t rows = g->ncells / g->columns;

	for (size_t i = 0; i < rows * g->columns; i++) {
		size_t width = utf8_width(cell_at(g, i));

		if (width > widths[i % g->columns])
			widths[i % g->columns] = width;
	}
	for (size_t row = 0; row < rows; row++)
		write_row(g, row, widths, to);
	free(widths);
}
