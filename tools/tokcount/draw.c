/* SPDX-License-Identifier: MIT */
#include "tools/tokcount/draw.h"

#include "common/base/diag.h"
#include "common/base/num.h"
#include "tools/tokcount/bins.h"

enum {
	BAR_MIN = 10,
	BAR_MAX = 60,
	BESIDE = 16,	/* columns of a row that are of no number or bar */
	FIGURE_MIN = 8, /* columns of a median and so on */
	FIGURE_MAX = 10,
	EIGHTHS = 8, /* of a column, which UTF-8 has blocks for */
};

/* How the rows are laid out. */
struct rows {
	const struct drawing *d;
	uint64_t top;		   /* the most that is in one bin */
	size_t number, count, bar; /* columns */
};

/* The columns of n with commas. */
static size_t
number_width(uint64_t n)
{
	size_t digits = 1;

	while ((n /= 10) > 0)
		digits++;
	return digits + (digits - 1) / 3;
}

static void
write_blanks(struct buf *to, size_t n)
{
	buf_printf(to, "%*s", (int)n, "");
}

static void
write_number(struct buf *to, uint64_t n, size_t columns)
{
	write_blanks(to, columns - number_width(n));
	num_write_grouped(to, n);
}

static void
write_percent(struct buf *to, uint64_t n, uint64_t of)
{
	double percent = 100 * (double)n / (double)of;

	if (n > 0 && percent < .05)
		buf_adds(to, " <0.1 %");
	else
		buf_printf(to, "%5.1f %%", percent);
}

static void
write_figures(struct buf *to, const struct drawing *d)
{
	static const struct {
		const char *name;
		double q;
	} figures[] = {{"min", 0}, {"median", .5}, {"mean", -1}, {"p90", .9},
	    {"p95", .95}, {"p99", .99}, {"max", 1}};
	const struct histogram *h = d->tokens;
	size_t room = d->columns / LENGTH(figures);
	int width = room > FIGURE_MAX ? FIGURE_MAX
	    : room > FIGURE_MIN	      ? (int)room - 1
				      : FIGURE_MIN - 1;

	for (size_t i = 0; i < LENGTH(figures); i++)
		buf_printf(to, " %*s", width, figures[i].name);
	buf_addc(to, '\n');
	for (size_t i = 0; i < LENGTH(figures); i++) {
		double q = figures[i].q;

		buf_printf(to, " %*.*f", width, q == 0 || q == 1 ? 0 : 1,
		    q < 0 ? histogram_mean(h) : histogram_quantile(h, q));
	}
	buf_addc(to, '\n');
}

/* What is there is seen, be it ever so little. */
static void
write_bar(struct buf *to, const struct rows *r, uint64_t n)
{
	static const char *const parts[EIGHTHS] = {"", "\u258f", "\u258e",
	    "\u258d", "\u258c", "\u258b", "\u258a", "\u2589"};
	double share = (double)n / (double)r->top;
	size_t most = r->bar * EIGHTHS, part = (size_t)(share * (double)most);

	if (n > 0 && part == 0)
		part = 1;
	for (size_t i = 0; i < part / EIGHTHS; i++)
		buf_adds(to, r->d->utf8 ? "\u2588" : "#");
	if (r->d->utf8)
		buf_adds(to, parts[part % EIGHTHS]);
	else if (part > 0 && part < EIGHTHS)
		buf_addc(to, '.');
}

static void
write_row(struct buf *to, const struct rows *r, uint64_t first, uint64_t last)
{
	const struct drawing *d = r->d;
	uint64_t n = histogram_count(d->tokens, first, last);
	bool red = d->color && d->limit > 0 && first > d->limit;

	buf_adds(to, "  ");
	if (first < last) {
		write_number(to, first, r->number);
		buf_adds(to, " - ");
	} else {
		write_blanks(to, r->number + strlen(" - "));
	}
	write_number(to, last, r->number);
	buf_adds(to, "  ");
	write_number(to, n, r->count);
	buf_addc(to, ' ');
	write_percent(to, n, d->tokens->n);
	if (n > 0) {
		buf_printf(to, "  %s", red ? "\033[31m" : "");
		write_bar(to, r, n);
		buf_adds(to, red ? "\033[0m" : "");
	}
	buf_addc(to, '\n');
}

/* Between what is within the limit and what is above it. */
static void
write_limit(struct buf *to, const struct rows *r)
{
	buf_adds(to, "  ");
	for (size_t i = 2 * r->number + strlen(" - "); i > 0; i--)
		buf_addc(to, '-');
	buf_adds(to, "  the limit of ");
	diag_mask(to, str_c(r->d->model));
	buf_addc(to, '\n');
}

static struct rows
lay_out(const struct drawing *d, const struct bins *b)
{
	struct rows r = {.d = d, .top = 1};
	size_t beside;

	for (size_t i = 0; i < b->n; i++) {
		uint64_t n = histogram_count(
		    d->tokens, b->start[i], b->start[i + 1] - 1);

		r.top = n > r.top ? n : r.top;
	}
	r.number = number_width(b->start[b->n] - 1);
	if (2 * r.number + strlen(" - ") < strlen("tokens"))
		r.number = 2;
	r.count = number_width(d->tokens->n);
	if (r.count < strlen(d->many))
		r.count = strlen(d->many);
	beside = 2 * r.number + r.count + BESIDE + 1;
	r.bar = d->columns < beside + BAR_MIN ? BAR_MIN : d->columns - beside;
	if (r.bar > BAR_MAX)
		r.bar = BAR_MAX;
	return r;
}

static void
write_rows(struct buf *to, const struct drawing *d)
{
	struct bins b;
	struct rows r;

	bins_find(&b, d->tokens, d->limit);
	r = lay_out(d, &b);
	buf_printf(to, "  %*s  %*s\n", (int)(2 * r.number + strlen(" - ")),
	    "tokens", (int)r.count, d->many);
	for (size_t i = 0; i < b.n; i++) {
		if (b.start[i] == d->limit + 1 && d->limit > 0)
			write_limit(to, &r);
		if (i == b.even)
			buf_adds(to, "  wider from here on:\n");
		write_row(to, &r, b.start[i], b.start[i + 1] - 1);
	}
}

/* How many are over the limit? */
static void
write_verdict(struct buf *to, const struct drawing *d)
{
	uint64_t n = d->tokens->max <= d->limit
	    ? 0
	    : histogram_count(d->tokens, d->limit + 1, d->tokens->max);

	if (n == 0) {
		buf_printf(to, "no %s is", d->one);
	} else {
		num_write_grouped(to, n);
		buf_printf(to, " %s (", n == 1 ? d->one : d->many);
		buf_printf(to, "%.1f %%) %s",
		    100 * (double)n / (double)d->tokens->n,
		    n == 1 ? "is" : "are");
	}
	buf_adds(to, " over ");
	num_write_grouped(to, d->limit);
	buf_adds(to, " tokens, the limit of ");
	diag_mask(to, str_c(d->model));
	buf_addc(to, '\n');
}

void
draw(struct buf *to, const struct drawing *d)
{
	buf_printf(to, "\ntokens per %s\n", d->one);
	write_figures(to, d);
	buf_addc(to, '\n');
	write_rows(to, d);
	if (d->limit > 0) {
		buf_addc(to, '\n');
		write_verdict(to, d);
	}
}
