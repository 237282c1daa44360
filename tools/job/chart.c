/* SPDX-License-Identifier: MIT */
#include "tools/job/chart.h"

#include <math.h>

enum { TICKS_MAX = 20 };

#define TOO_GREAT 1e300 /* so that differences are finite */

bool
chart_can_draw(double x, double y)
{
	return fabs(x) < TOO_GREAT && fabs(y) < TOO_GREAT;
}

static void
take_in(struct chart_span *s, double value, bool first)
{
	if (first || value < s->low)
		s->low = value;
	if (first || value > s->high)
		s->high = value;
}

/* One value has some room around it. */
static void
widen(struct chart_span *s)
{
	double middle = s->low, by = fabs(middle) * 0.1;

	if (s->high - s->low > fabs(s->high) * 1e-12)
		return;
	if (by == 0)
		by = 1;
	s->low = middle - by;
	s->high = middle + by;
}

bool
chart_measure(const struct chart *c, struct chart_span *x, struct chart_span *y)
{
	bool none = true;

	for (size_t i = 0; i < c->nlines; i++) {
		const struct chart_line *l = &c->lines[i];

		for (size_t k = 0; k < l->n; k++) {
			if (!chart_can_draw(l->x[k], l->y[k]))
				continue;
			take_in(x, l->x[k], none);
			take_in(y, l->y[k], none);
			none = false;
		}
	}
	if (none)
		return false;
	widen(x);
	widen(y);
	return true;
}

struct chart_ticks
chart_tick(const struct chart_span *s, size_t about)
{
	double rough = (s->high - s->low) / (double)about;
	double power = pow(10, floor(log10(rough)));
	double step = power;
	struct chart_ticks t;

	if (rough > power)
		step = rough <= 2 * power ? 2 * power
		    : rough <= 5 * power  ? 5 * power
					  : 10 * power;
	t = (struct chart_ticks){ceil(s->low / step) * step, step, 0};
	while (
	    t.n < TICKS_MAX && chart_tick_at(&t, t.n) <= s->high + step * 1e-9)
		t.n++;
	return t;
}

double
chart_tick_at(const struct chart_ticks *t, size_t i)
{
	double value = t->first + (double)i * t->step;

	return fabs(value) < t->step * 1e-9 ? 0 : value;
}

void
chart_write_tick(struct buf *to, double value)
{
	buf_printf(to, "%.7g", value);
}

double
chart_place(const struct chart_span *s, double value)
{
	double at = (value - s->low) / (s->high - s->low);

	/* A tick may lie beside its span by what rounding takes. */
	return at < 0 ? 0 : at > 1 ? 1 : at;
}
