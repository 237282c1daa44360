/* SPDX-License-Identifier: MIT */
#include "tools/cost/grid.h"

#include <stdlib.h>

#include "common/base/diag.h"
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

void
grid_cell(struct grid *g, struct str text)
{
	diag_mask(&g->text, text);
	g->ends = mem_resize(g->ends, g->ncells + 1, sizeof(*g->ends));
	g->ends[g->ncells++] = g->text.n;
}

static struct str
cell_at(const struct grid *g, size_t i)
{
	size_t start = i == 0 ? 0 : g->ends[i - 1];

	return str_of(g->text.p + start, g->ends[i] - start);
}

static void
pad(struct out *out, size_t n)
{
	while (n-- > 0)
		out_write(out, " ", 1);
}

/* Blanks are owed until text follows, so that no line ends in them. */
static void
print_row(
    const struct grid *g, size_t row, const size_t *widths, struct out *out)
{
	size_t owed = 0;

	for (size_t i = 0; i < g->columns; i++) {
		struct str cell = cell_at(g, row * g->columns + i);
		size_t room = widths[i] - utf8_width(cell);

		if (cell.n == 0) {
			owed += room + 2;
			continue;
		}
		pad(out, g->align[i] == 'r' ? owed + room : owed);
		out_str(out, cell);
		owed = g->align[i] == 'r' ? 2 : room + 2;
	}
	out_write(out, "\n", 1);
}

void
grid_print(const struct grid *g, struct out *out)
{
	size_t *widths = mem_zero(g->columns, sizeof(*widths));
	size_t rows = g->ncells / g->columns;

	for (size_t i = 0; i < rows * g->columns; i++) {
		size_t width = utf8_width(cell_at(g, i));

		if (width > widths[i % g->columns])
			widths[i % g->columns] = width;
	}
	for (size_t row = 0; row < rows; row++)
		print_row(g, row, widths, out);
	free(widths);
}
