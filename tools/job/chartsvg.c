/* SPDX-License-Identifier: MIT */
/* A chart as a document of SVG that needs nothing else. */
#include "common/text/utf8.h"
#include "tools/job/chart.h"

enum {
	WIDTH = 800,
	HEIGHT = 450,
	LEFT = 70, /* of the plot, in the picture */
	RIGHT = 780,
	TOP = 50,
	BOTTOM = 400,
	DOTS_MOST = 100, /* points that are shown each */
};

struct picture {
	const struct chart *c;
	struct chart_span x, y;
	struct buf *to;
};

static const char *const colors[CHART_LINES] = {
    "#1f6feb", "#d9480f", "#8250df", "#2b8a3e"};

/* What would be markup is not, and what XML cannot hold is U+FFFD. */
static void
escape(struct buf *to, struct str s)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	utf8_repair(&text, s);
	for (s = buf_str(&text); s.n > 0;) {
		uint32_t cp = 0;
		size_t n = utf8_decode(s, &cp);

		if (cp == '&' || cp == '<' || cp == '>' || cp == '"' ||
		    cp == '\'')
			buf_printf(to, "&#%u;", (unsigned)cp);
		else if (cp < ' ' || (cp >= 0x7f && cp < 0xa0) ||
		    cp == 0xfffe || cp == 0xffff)
			utf8_write(to, UTF8_REPLACEMENT);
		else
			buf_add(to, s.p, n);
		s = str_from(s, n);
	}
	buf_free(&text);
}

static double
across(const struct picture *p, double x)
{
	return LEFT + (RIGHT - LEFT) * chart_place(&p->x, x);
}

static double
down(const struct picture *p, double y)
{
	return BOTTOM - (BOTTOM - TOP) * chart_place(&p->y, y);
}

static void
write_text(const struct picture *p, double x, double y, const char *more,
    struct str text)
{
	buf_printf(p->to, "<text x=\"%.1f\" y=\"%.1f\"%s>", x, y, more);
	escape(p->to, text);
	buf_adds(p->to, "</text>\n");
}

static void
write_grid(const struct picture *p)
{
	struct chart_ticks xt = chart_tick(&p->x, 8), yt = chart_tick(&p->y, 6);
	struct buf label;

	buf_init(&label, BUF_NO_MAX);
	for (size_t i = 0; i < yt.n; i++) {
		double at = down(p, chart_tick_at(&yt, i));

		buf_printf(p->to, "<path class=\"g\" d=\"M%d %.1fH%d\"/>\n",
		    LEFT, at, RIGHT);
		buf_clear(&label);
		chart_write_tick(&label, chart_tick_at(&yt, i));
		write_text(p, LEFT - 8, at + 4, " text-anchor=\"end\"",
		    buf_str(&label));
	}
	for (size_t i = 0; i < xt.n; i++) {
		double at = across(p, chart_tick_at(&xt, i));

		buf_printf(p->to, "<path class=\"g\" d=\"M%.1f %dV%d\"/>\n", at,
		    TOP, BOTTOM);
		buf_clear(&label);
		chart_write_tick(&label, chart_tick_at(&xt, i));
		write_text(p, at, BOTTOM + 18, " text-anchor=\"middle\"",
		    buf_str(&label));
	}
	buf_free(&label);
	buf_printf(p->to, "<path class=\"a\" d=\"M%d %dV%dH%d\"/>\n", LEFT, TOP,
	    BOTTOM, RIGHT);
}

static void
write_line(const struct picture *p, size_t i)
{
	const struct chart_line *l = &p->c->lines[i];

	buf_printf(p->to,
	    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" "
	    "stroke-linejoin=\"round\" points=\"",
	    colors[i]);
	for (size_t k = 0; k < l->n; k++)
		if (chart_can_draw(l->x[k], l->y[k]))
			buf_printf(p->to, "%.2f,%.2f ", across(p, l->x[k]),
			    down(p, l->y[k]));
	buf_adds(p->to, "\"/>\n");
	for (size_t k = 0; k < l->n && l->n <= DOTS_MOST; k++)
		if (chart_can_draw(l->x[k], l->y[k]))
			buf_printf(p->to,
			    "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"2.5\" "
			    "fill=\"%s\"/>\n",
			    across(p, l->x[k]), down(p, l->y[k]), colors[i]);
}

/* Beside each other, each behind its colour. */
static void
write_legend(const struct picture *p)
{
	double at = LEFT;

	for (size_t i = 0; i < p->c->nlines; i++) {
		struct str name = p->c->lines[i].name;

		buf_printf(p->to,
		    "<path stroke=\"%s\" stroke-width=\"3\" d=\"M%.1f 37h18\"/>"
		    "\n",
		    colors[i], at);
		write_text(p, at + 24, 41, "", name);
		at += 44 + 7 * (double)utf8_width(name);
	}
}

bool
chart_svg(struct buf *to, const struct chart *c)
{
	struct picture p = {.c = c, .to = to};

	if (!chart_measure(c, &p.x, &p.y))
		return false;
	buf_printf(to,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
	    "width=\"%d\" height=\"%d\" role=\"img\" "
	    "font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">\n"
	    "<title>",
	    WIDTH, HEIGHT, WIDTH, HEIGHT);
	escape(to, c->title);
	buf_adds(to,
	    "</title>\n"
	    "<style>.g{stroke:#ddd}.a{stroke:#333;fill:none}</style>\n"
	    "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
	write_text(
	    &p, LEFT, 20, " font-size=\"14\" font-weight=\"bold\"", c->title);
	write_grid(&p);
	for (size_t i = 0; i < c->nlines; i++)
		write_line(&p, i);
	write_legend(&p);
	write_text(&p, (LEFT + RIGHT) / 2.0, BOTTOM + 38,
	    " text-anchor=\"middle\"", c->x);
	write_text(&p, -(TOP + BOTTOM) / 2.0, 18,
	    " text-anchor=\"middle\" transform=\"rotate(-90)\"", c->y);
	buf_adds(to, "</svg>\n");
	return true;
}
