/* SPDX-License-Identifier: MIT */
/*
 * Curves: some numbers over others, drawn with characters or as SVG.
 *
 *	struct chart_line loss = {STR("train_loss"), x, y, n};
 *	struct chart c = {.title = id, .x = STR("step"), .y = STR("loss"),
 *	    .lines = &loss, .nlines = 1};
 *
 *	if (chart_draw(&buf, &c, &(struct chart_look){.columns = 80}))
 *		...
 *
 * Points are joined in the order given.  What is not finite, or so great that
 * it could not be drawn, is left out.
 */
#ifndef FT_TOOLS_JOB_CHART_H
#define FT_TOOLS_JOB_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/base/str.h"

enum { CHART_LINES = 4 };

struct chart_line {
	struct str name;
	const double *x, *y;
	size_t n;
};

struct chart {
	struct str title, x, y; /* x, y: what the numbers there are */
	const struct chart_line *lines;
	size_t nlines; /* at most CHART_LINES */
};

struct chart_look {
	size_t columns; /* of the terminal */
	bool utf8;	/* dots of braille, not letters */
	bool color;
};

/* Appends lines of text, or an SVG document; false where there is no point to
 * be drawn. */
bool chart_draw(struct buf *to, const struct chart *c,
    const struct chart_look *look) MUSTCHECK;
bool chart_svg(struct buf *to, const struct chart *c) MUSTCHECK;

/* For both: the space that the points take, and round numbers in it. */
struct chart_span {
	double low, high; /* low < high */
};
struct chart_ticks {
	double first, step;
	size_t n;
};
bool chart_can_draw(double x, double y);
bool chart_measure(const struct chart *c, struct chart_span *x,
    struct chart_span *y) MUSTCHECK;
struct chart_ticks chart_tick(const struct chart_span *s, size_t about);
double chart_tick_at(const struct chart_ticks *t, size_t i);
void chart_write_tick(struct buf *to, double value);

/* Where a number stands in a span, from 0 to 1. */
double chart_place(const struct chart_span *s, double value);

#endif
