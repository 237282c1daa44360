/* SPDX-License-Identifier: MIT */
/*
 * Two charts in SVG: the means with their intervals, a line for each metric
 * and model, and for each comparison how many examples were won and lost.
 */
#include <math.h>

#include "common/text/xml.h"
#include "tools/eval/html.h"
#include "tools/eval/shortname.h"

enum {
	WIDTH = 720,
	LEFT = 250, /* of the plot; what stands before it are names */
	RIGHT = 660,
	LINE = 22,
	TOP = 26,
	NAME = 32, /* characters of a name that fit */
};

static double
x_of(double score)
{
	return LEFT + score * (RIGHT - LEFT);
}

static void
begin(struct buf *to, size_t lines, const char *title)
{
	buf_adds(to, "<div class=\"wide\">");
	buf_printf(to, "<svg viewBox=\"0 0 %d %zu\" width=\"%d\" role=\"img\">",
	    WIDTH, TOP + lines * LINE + 8, WIDTH);
	html_element(to, "title", title);
	buf_addc(to, '\n');
}

static void
write_axis(struct buf *to, size_t lines)
{
	for (int i = 0; i <= 4; i++) {
		double x = x_of(i / 4.0);

		buf_printf(to,
		    "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" "
		    "y2=\"%zu\"/><text class=\"small\" x=\"%.1f\" y=\"14\" "
		    "text-anchor=\"middle\">%g</text>\n",
		    x, x, TOP - 6, TOP + lines * LINE, x, i / 4.0);
	}
}

static void
write_label(struct buf *to, size_t y, const char *class, const char *name)
{
	struct buf shorter;

	buf_printf(to, "<text x=\"%d\" y=\"%zu\"%s>", class[0] == '\0' ? 0 : 14,
	    y + 14, class);
	buf_init(&shorter, BUF_NO_MAX);
	shortname_write(&shorter, str_c(name), NAME);
	xml_write_page(to, buf_str(&shorter));
	buf_free(&shorter);
	buf_adds(to, "</text>");
}

static void
write_mean(
    struct buf *to, const struct model_sums *m, size_t k, size_t y, bool base)
{
	const struct stats_mean *mean = &m->means[k];
	size_t middle = y + 10;

	write_label(to, y, " class=\"small\"", m->name);
	if (mean->n > 0)
		buf_printf(to,
		    "<g%s><line class=\"span\" x1=\"%.1f\" x2=\"%.1f\" "
		    "y1=\"%zu\" y2=\"%zu\"/><circle class=\"dot\" cx=\"%.1f\" "
		    "cy=\"%zu\" r=\"5\"/></g><text class=\"small\" x=\"%d\" "
		    "y=\"%zu\">%.3f</text>",
		    base ? " class=\"base\"" : "", x_of(mean->low),
		    x_of(mean->high), middle, middle, x_of(mean->mean), middle,
		    RIGHT + 12, y + 14, mean->mean);
	buf_addc(to, '\n');
}

static void
write_means(struct buf *to, const struct sums *s)
{
	size_t lines = 0, y = TOP;

	for (size_t k = 0; k < s->metrics->n; k++)
		lines += sums_has(s, k) ? 1 + s->nmodels : 0;
	if (lines == 0)
		return;
	buf_adds(to, "<h2>Means and their 95 % intervals</h2>\n");
	begin(
	    to, lines, "The mean of each metric and model, with its interval");
	write_axis(to, lines);
	for (size_t k = 0; k < s->metrics->n; k++) {
		if (!sums_has(s, k))
			continue;
		write_label(to, y, "", s->metrics->v[k].name);
		buf_addc(to, '\n');
		y += LINE;
		for (size_t i = 0; i < s->nmodels; i++, y += LINE)
			write_mean(to, &s->models[i], k, y,
			    s->nmodels > 1 && i == s->base);
	}
	buf_adds(to, "</svg></div>\n");
}

static void
write_bar(struct buf *to, const char *class, double *x, double share, size_t y)
{
	double width = share * (RIGHT - LEFT);

	if (width > 0)
		buf_printf(to,
		    "<rect class=\"%s\" x=\"%.1f\" y=\"%zu\" width=\"%.1f\" "
		    "height=\"14\"/>",
		    class, *x, y + 3, width);
	*x += width;
}

static void
write_outcome(
    struct buf *to, const struct sums *s, size_t model, size_t k, size_t y)
{
	const struct stats_comparison *c = &s->models[model].against[k];
	double n = (double)c->n, x = LEFT;

	write_label(to, y, "", s->metrics->v[k].name);
	write_bar(to, "lost", &x, (double)c->lost / n, y);
	write_bar(to, "tied", &x, (double)c->tied / n, y);
	write_bar(to, "won", &x, (double)c->won / n, y);
	buf_printf(to,
	    "<text class=\"small\" x=\"%d\" y=\"%zu\">-%zu +%zu</text>\n",
	    RIGHT + 6, y + 14, c->lost, c->won);
}

static void
write_outcomes(struct buf *to, const struct sums *s, size_t model)
{
	size_t lines = 0, y = TOP;

	for (size_t k = 0; k < s->metrics->n; k++)
		lines += s->models[model].against[k].n > 0;
	if (lines == 0)
		return;
	buf_adds(to, "<h2>Examples lost, tied and won by ");
	xml_write_page(to, str_c(s->models[model].name));
	buf_adds(to, "</h2>\n");
	begin(to, lines, "Examples lost, tied and won against the base");
	for (size_t k = 0; k < s->metrics->n; k++) {
		if (s->models[model].against[k].n == 0)
			continue;
		write_outcome(to, s, model, k, y);
		y += LINE;
	}
	buf_adds(to, "</svg></div>\n");
}

void
html_charts(struct buf *to, const struct sums *s)
{
	write_means(to, s);
	for (size_t i = 0; i < s->nmodels; i++)
		write_outcomes(to, s, i);
}
