/* SPDX-License-Identifier: MIT */
#include "common/score/compare.h"

#include <math.h>
#include <stdlib.h>

#include "common/base/num.h"
#include "common/score/gauss.h"

/* Twice the chance of so few heads, or fewer, among n throws of a coin. */
static double
binomial(size_t few, size_t n)
{
	double term = pow(.5, (double)n), sum = term;

	for (size_t i = 0; i < few; i++) {
		term *= (double)(n - i) / (double)(i + 1);
		sum += term;
	}
	return 2 * sum < 1 ? 2 * sum : 1;
}

double
stats_mcnemar(size_t won, size_t lost)
{
	size_t few = won < lost ? won : lost, many = won < lost ? lost : won;
	double off = (double)(many - few) - 1;

	if (won + lost <= STATS_EXACT)
		return binomial(few, won + lost);
	if (off <= 0)
		return 1;
	/* Of chi-squared with one degree of freedom. */
	return erfc(sqrt(off * off / (double)(won + lost) / 2));
}

uint64_t
stats_needed(double difference, double deviation)
{
	double z = (GAUSS_95 + GAUSS_POWER_80) * deviation / difference;

	/* What is not a number is not below, either. */
	if (!(z * z < 0x1p63))
		return UINT64_MAX;
	return (uint64_t)ceil(z * z);
}

static bool
is_significant(const struct stats_comparison *c)
{
	if (c->binary)
		return c->p < .05;
	return c->n >= STATS_FEW && (c->low > 0 || c->high < 0);
}

/* The verdict, by what is known of the difference. */
static void
judge(struct stats_comparison *c, double squares, double worth)
{
	double n = c->n > 0 ? (double)c->n : 1, d = fabs(c->difference);

	c->needed =
	    stats_needed(d > worth ? d : worth, sqrt((squares + 1) / n));
	if (!c->binary && c->needed < STATS_FEW)
		c->needed = STATS_FEW;
	if (is_significant(c))
		c->verdict = c->difference > 0 ? STATS_BETTER : STATS_WORSE;
	else
		c->verdict =
		    c->needed > c->n ? STATS_TOO_FEW : STATS_NO_DIFFERENCE;
}

double *
stats_differences(const double *base, const double *other, size_t n)
{
	double *d = mem_resize(NULL, n + 1, sizeof(*d));

	for (size_t i = 0; i < n; i++)
		d[i] = other[i] - base[i];
	return d;
}

void
stats_finish(const struct stats_task *t, const double *differences,
    const struct bootstrap *b)
{
	struct stats_comparison *to = t->to;

	*to = (struct stats_comparison){.n = t->n, .binary = t->binary};
	for (size_t i = 0; i < t->n; i++) {
		to->won += differences[i] > 0;
		to->lost += differences[i] < 0;
	}
	to->tied = t->n - to->won - to->lost;
	to->difference = b->mean;
	to->low = b->low;
	to->high = b->high;
	to->p = t->binary ? stats_mcnemar(to->won, to->lost) : b->p;
	judge(to, b->squares, t->worth);
}

void
stats_compare(const double *base, const double *other, size_t n, bool binary,
    double worth, struct stats_comparison *to)
{
	stats_run(&(struct stats_task){.base = base,
		      .score = other,
		      .n = n,
		      .binary = binary,
		      .worth = worth,
		      .to = to},
	    1);
}

const char *
stats_verdict_name(enum stats_verdict verdict)
{
	static const char *const names[] = {
	    [STATS_BETTER] = "better",
	    [STATS_WORSE] = "worse",
	    [STATS_NO_DIFFERENCE] = "no difference shown",
	    [STATS_TOO_FEW] = "too few examples to tell",
	};

	return names[verdict];
}

/* n with two digits that count, rounded up. */
static uint64_t
rounded(uint64_t n)
{
	uint64_t unit = 1;

	while (n / unit >= 100)
		unit *= 10;
	return n > UINT64_MAX - unit ? n : (n + unit - 1) / unit * unit;
}

void
stats_verdict_write(struct buf *to, const struct stats_comparison *c)
{
	buf_adds(to, stats_verdict_name(c->verdict));
	if (c->verdict != STATS_TOO_FEW || c->needed == UINT64_MAX)
		return;
	buf_adds(to, ": about ");
	num_write_grouped(to, rounded(c->needed));
	buf_adds(to, " needed");
}
