/* SPDX-License-Identifier: MIT */
/* A chart in characters: each cell of the canvas holds dots of one line. */
#include <math.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/text/utf8.h"
#include "tools/job/chart.h"

enum {
	ROWS = 16,
	COLUMNS_MIN = 40,
	COLUMNS_MAX = 1000,
	BRAILLE = 0x2800, /* and a bit for each of eight dots */
	DOT_COLUMNS = 2,
	DOT_ROWS = 4,
};

struct cell {
	unsigned char dots; /* bits as in Unicode; any but 0: a letter */
	unsigned char line; /* whose they are */
};

struct canvas {
	const struct chart *c;
	const struct chart_look *look;
	struct chart_span x, y;
	struct chart_ticks xt, yt;
	size_t margin; /* columns for the numbers at the left */
	size_t columns;
	size_t wide, high; /* in dots */
	struct cell *cells;
	struct buf *to;
};

static const char letters[CHART_LINES] = {'*', 'o', 'x', '+'};
static const int colors[CHART_LINES] = {36, 33, 35, 32};

/* The bit of a dot in a cell of braille: the fourth row came later. */
static unsigned char
dot(size_t column, size_t row)
{
	static const unsigned char bits[DOT_ROWS][DOT_COLUMNS] = {
	    {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

	return bits[row][column];
}

static void
set_dot(struct canvas *v, size_t line, long x, long y)
{
	size_t per_column = v->look->utf8 ? DOT_COLUMNS : 1;
	size_t per_row = v->look->utf8 ? DOT_ROWS : 1;
	size_t column = (size_t)x, row = v->high - 1 - (size_t)y;
	struct cell *cell =
	    &v->cells[row / per_row * v->columns + column / per_column];

	if (cell->line != line)
		cell->dots = 0;
	cell->line = (unsigned char)line;
	cell->dots |=
	    v->look->utf8 ? dot(column % per_column, row % per_row) : 1;
}

static long
place(const struct chart_span *s, double value, size_t dots)
{
	return lround(chart_place(s, value) * (double)(dots - 1));
}

/* Dots from one point to the next. */
static void
join(struct canvas *v, size_t line, const long *from, const long *to)
{
	long dx = to[0] - from[0], dy = to[1] - from[1];
	long n = labs(dx) > labs(dy) ? labs(dx) : labs(dy);

	for (long i = 0; i <= n; i++)
		set_dot(v, line,
		    from[0] +
			(n == 0 ? 0 : lround((double)(dx * i) / (double)n)),
		    from[1] +
			(n == 0 ? 0 : lround((double)(dy * i) / (double)n)));
}

static void
draw_line(struct canvas *v, size_t i)
{
	const struct chart_line *l = &v->c->lines[i];
	long at[2], last[2];
	bool some = false;

	for (size_t k = 0; k < l->n; k++) {
		if (!chart_can_draw(l->x[k], l->y[k]))
			continue;
		at[0] = place(&v->x, l->x[k], v->wide);
		at[1] = place(&v->y, l->y[k], v->high);
		join(v, i, some ? last : at, at);
		last[0] = at[0];
		last[1] = at[1];
		some = true;
	}
}

static void
blanks(struct buf *to, size_t n)
{
	while (n-- > 0)
		buf_addc(to, ' ');
}

/* Colour i, or none for CHART_LINES. */
static void
paint(const struct canvas *v, size_t i)
{
	if (!v->look->color)
		return;
	if (i < CHART_LINES)
		buf_printf(v->to, "\033[%dm", colors[i]);
	else
		buf_adds(v->to, "\033[0m");
}

static void
write_head(const struct canvas *v)
{
	diag_mask(v->to, v->c->title);
	for (size_t i = 0; i < v->c->nlines; i++) {
		buf_adds(v->to, "  ");
		paint(v, i);
		if (v->look->utf8)
			buf_adds(v->to, "\u2824\u2824");
		else
			buf_addc(v->to, letters[i]);
		paint(v, CHART_LINES);
		buf_addc(v->to, ' ');
		diag_mask(v->to, v->c->lines[i].name);
	}
	buf_addc(v->to, '\n');
}

/* The number at the left of a row, and the axis. */
static void
write_margin(const struct canvas *v, size_t row)
{
	struct buf label;
	bool ticked = false;

	buf_init(&label, BUF_NO_MAX);
	for (size_t i = 0; i < v->yt.n && !ticked; i++) {
		double y = chart_tick_at(&v->yt, i);

		ticked = place(&v->y, y, ROWS) == (long)(ROWS - 1 - row);
		if (ticked)
			chart_write_tick(&label, y);
	}
	blanks(v->to, v->margin - label.n);
	buf_add_str(v->to, buf_str(&label));
	if (v->look->utf8)
		buf_adds(v->to, ticked ? " \u2524" : " \u2502");
	else
		buf_adds(v->to, ticked ? " +" : " |");
	buf_free(&label);
}

static void
write_row(const struct canvas *v, size_t row)
{
	size_t owed = 0, color = CHART_LINES;

	write_margin(v, row);
	for (size_t i = 0; i < v->columns; i++) {
		const struct cell *cell = &v->cells[row * v->columns + i];

		if (cell->dots == 0) {
			owed++;
			continue;
		}
		blanks(v->to, owed);
		owed = 0;
		if (cell->line != color)
			paint(v, cell->line);
		color = cell->line;
		if (v->look->utf8)
			utf8_write(v->to, BRAILLE + cell->dots);
		else
			buf_addc(v->to, letters[cell->line % CHART_LINES]);
	}
	if (color != CHART_LINES)
		paint(v, CHART_LINES);
	buf_addc(v->to, '\n');
}

/* The axis below, with a mark at each tick. */
static void
write_axis(const struct canvas *v)
{
	char *marks = mem_zero(v->columns, 1);

	for (size_t i = 0; i < v->xt.n; i++)
		marks[place(&v->x, chart_tick_at(&v->xt, i), v->columns)] = 1;
	blanks(v->to, v->margin + 1);
	buf_adds(v->to, v->look->utf8 ? "\u2514" : "+");
	for (size_t i = 0; i < v->columns; i++)
		if (v->look->utf8)
			buf_adds(v->to, marks[i] ? "\u252c" : "\u2500");
		else
			buf_addc(v->to, marks[i] ? '+' : '-');
	buf_addc(v->to, '\n');
	free(marks);
}

/* The numbers below, those that have room, and what they are. */
static void
write_numbers(const struct canvas *v)
{
	size_t at = 0, before = v->margin + 2;
	size_t name = utf8_width(v->c->x) + 2;
	size_t room = before + v->columns - (name < 20 ? name : 20);
	struct buf line, label;

	buf_init(&line, BUF_NO_MAX);
	buf_init(&label, BUF_NO_MAX);
	for (size_t i = 0; i < v->xt.n; i++) {
		double x = chart_tick_at(&v->xt, i);
		size_t middle = before + (size_t)place(&v->x, x, v->columns);

		buf_clear(&label);
		chart_write_tick(&label, x);
		at = middle - label.n / 2;
		if (middle < label.n / 2 || (line.n > 0 && at <= line.n) ||
		    at + label.n > room)
			continue;
		blanks(&line, at - line.n);
		buf_add_str(&line, buf_str(&label));
	}
	buf_add_str(v->to, buf_str(&line));
	buf_adds(v->to, "  ");
	diag_mask(v->to, v->c->x);
	buf_addc(v->to, '\n');
	buf_free(&label);
	buf_free(&line);
}

/* As many columns for the canvas as numbers and axis leave. */
static void
lay_out(struct canvas *v)
{
	size_t columns = v->look->columns;
	struct buf label;

	if (columns < COLUMNS_MIN)
		columns = COLUMNS_MIN;
	if (columns > COLUMNS_MAX)
		columns = COLUMNS_MAX;
	v->yt = chart_tick(&v->y, 5);
	buf_init(&label, BUF_NO_MAX);
	for (size_t i = 0; i < v->yt.n; i++) {
		buf_clear(&label);
		chart_write_tick(&label, chart_tick_at(&v->yt, i));
		if (label.n > v->margin)
			v->margin = label.n;
	}
	buf_free(&label);
	v->columns = columns - v->margin - 2;
	v->xt = chart_tick(&v->x, v->columns / 16 + 1);
	v->wide = v->columns * (v->look->utf8 ? DOT_COLUMNS : 1);
	v->high = ROWS * (size_t)(v->look->utf8 ? DOT_ROWS : 1);
	v->cells = mem_zero(v->columns * ROWS, sizeof(*v->cells));
}

bool
chart_draw(struct buf *to, const struct chart *c, const struct chart_look *look)
{
	struct canvas v = {.c = c, .look = look, .to = to};

	if (!chart_measure(c, &v.x, &v.y))
		return false;
	lay_out(&v);
	for (size_t i = 0; i < c->nlines; i++)
		draw_line(&v, i);
	write_head(&v);
	for (size_t row = 0; row < ROWS; row++)
		write_row(&v, row);
	write_axis(&v);
	write_numbers(&v);
	free(v.cells);
	return true;
}
