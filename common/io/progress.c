/* SPDX-License-Identifier: MIT */
#include "common/io/progress.h"

#include <string.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/term.h"

enum { BAR_MIN = 10, BAR_MAX = 40, BEFORE_BAR = 48 };

static const double wait_first = 1.0, wait_next = 0.1; /* seconds */

static double
between(struct timespec a, struct timespec b)
{
	return (double)(b.tv_sec - a.tv_sec) +
	    (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

void
progress_start(struct progress *p, const char *mode, uint64_t total)
{
	*p = (struct progress){.total = total};
	if (strcmp(mode, "auto") == 0)
		p->on = term_is(STDERR_FILENO) && !diag_is_quiet();
	else
		p->on = strcmp(mode, "always") == 0;
	if (!p->on)
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->start);
	p->last = p->start;
	p->at_once = strcmp(mode, "always") == 0;
}

static void
write_bar(struct buf *to, double share, size_t width)
{
	size_t full = (size_t)(share * (double)width);

	buf_addc(to, '[');
	for (size_t i = 0; i < width; i++)
		buf_addc(to, i < full ? '#' : ' ');
	buf_printf(to, "] %3.0f%%", share * 100);
}

static void
write_time(struct buf *to, double seconds)
{
	unsigned long s = (unsigned long)seconds;

	if (s >= 3600)
		buf_printf(
		    to, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
	else
		buf_printf(to, "%lu:%02lu", s / 60, s % 60);
}

/* How much time is left, and the bar. */
static void
write_left(struct buf *to, uint64_t done, uint64_t total, double seconds,
    size_t columns)
{
	double rate = seconds > 0 ? (double)done / seconds : 0, share;
	size_t width =
	    columns < BEFORE_BAR + BAR_MIN ? 0 : columns - BEFORE_BAR;

	if (total == 0 || rate <= 0)
		return;
	share = done >= total ? 1 : (double)done / (double)total;
	buf_adds(to, ", ");
	write_time(to, (double)total * (1 - share) / rate);
	buf_adds(to, " left ");
	if (width > 0)
		write_bar(to, share, width < BAR_MAX ? width : BAR_MAX);
}

void
progress_text(struct buf *to, uint64_t done, uint64_t total, double seconds,
    size_t columns)
{
	double rate = seconds > 0 ? (double)done / seconds : 0;

	buf_printf(to, "%.1f MB", (double)done / 1e6);
	if (total > 0)
		buf_printf(to, " of %.1f MB", (double)total / 1e6);
	buf_printf(to, ", %.1f MB/s", rate / 1e6);
	write_left(to, done, total, seconds, columns);
}

/* The same with the tool's own words. */
static void
write_noted(struct buf *to, const struct progress *p, uint64_t done,
    double seconds, size_t columns)
{
	double rate = seconds > 0 ? (double)p->things / seconds : 0;

	num_write_grouped(to, p->things);
	buf_printf(to, " %s, %.1f/s%s", p->what, rate, p->note);
	write_left(to, done, p->total, seconds, columns);
}

/* Standard error is for people: what does not arrive there is not missed. */
static void
draw(const struct buf *line)
{
	ssize_t n = write(STDERR_FILENO, line->p, line->n);

	(void)n;
}

void
progress_show(struct progress *p, uint64_t done)
{
	struct timespec now;
	struct buf line;

	if (!p->on)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if ((between(p->start, now) < wait_first && !p->at_once) ||
	    (p->drawn && between(p->last, now) < wait_next))
		return;
	p->last = now;
	p->drawn = true;
	buf_init(&line, BUF_NO_MAX);
	buf_adds(&line, "\r\033[K");
	if (p->what != NULL)
		write_noted(&line, p, done, between(p->start, now),
		    term_columns(STDERR_FILENO));
	else
		progress_text(&line, done, p->total, between(p->start, now),
		    term_columns(STDERR_FILENO));
	draw(&line);
	buf_free(&line);
}

void
progress_stop(struct progress *p)
{
	struct buf line;

	if (!p->drawn)
		return;
	buf_init(&line, BUF_NO_MAX);
	buf_adds(&line, "\r\033[K");
	draw(&line);
	buf_free(&line);
	p->drawn = false;
}
