/* SPDX-License-Identifier: MIT */
#include "common/upload/pace.h"

#include <inttypes.h>

/* A rate is believed after this share of the life, but not before and not
 * later than so many milliseconds; it is lost after a tenth. */
enum { SHARE = 60, SOONEST = 1000, LATEST = 15000, LOST_SHARE = 10 };

int64_t
pace_rest(const struct pace *p, uint64_t sent, int64_t now)
{
	double rest;

	if (sent == 0)
		return INT64_MAX;
	if (sent >= p->total)
		return 0;
	rest =
	    (double)(now - p->began) * (double)(p->total - sent) / (double)sent;
	return rest < 9e15 ? (int64_t)rest : INT64_MAX;
}

enum pace_verdict
pace_judge(const struct pace *p, uint64_t sent, int64_t now)
{
	int64_t spent = now - p->began, left = p->life - spent, rest;
	int64_t soon = p->life / SHARE;

	soon = soon < SOONEST ? SOONEST : soon > LATEST ? LATEST : soon;
	if (p->life <= 0 || spent < soon)
		return PACE_FINE;
	rest = pace_rest(p, sent, now);
	if (rest <= left)
		return PACE_FINE;
	if (spent > p->life / LOST_SHARE && (left <= 0 || rest / 2 > left))
		return PACE_LOST;
	return PACE_LATE;
}

void
pace_write_time(struct buf *to, int64_t ms)
{
	int64_t s = ms / 1000;

	if (s < 100)
		buf_printf(to, "%" PRId64 " s", s);
	else if (s < 3600)
		buf_printf(to, "%" PRId64 " min", (s + 30) / 60);
	else if (s < 100 * 3600)
		buf_printf(
		    to, "%" PRId64 " h %" PRId64 " min", s / 3600, s / 60 % 60);
	else
		buf_adds(to, "days");
}
