/* SPDX-License-Identifier: MIT */
#include "common/net/retry.h"

#include "common/base/num.h"
#include "common/net/httpdate.h"

const struct retry_rules retry_usual = {
    .most = 5, .first = 500, .longest = 8000, .told = 120000};

int64_t
retry_wait(const struct retry_rules *r, unsigned done, uint64_t random)
{
	int64_t wait = r->first;

	for (; done > 0 && wait < r->longest; done--)
		wait *= 2;
	if (wait > r->longest)
		wait = r->longest;
	/* 16 bits of chance are enough, and nothing overflows. */
	return wait - wait / 4 * (int64_t)(random >> 48) / 0xffff;
}

/* A number of units, each `unit` milliseconds long. */
static bool
read_wait(struct str s, double unit, int64_t *ms)
{
	double n;

	if (!num_real(s, &n) || n < 0)
		return false;
	n *= unit;
	*ms = n < 1e15 ? (int64_t)(n + 0.999) : RETRY_NEVER;
	return true;
}

bool
retry_told(struct str after_ms, struct str after, int64_t date, int64_t *ms)
{
	int64_t then;

	if (read_wait(str_trim(after_ms), 1, ms) ||
	    read_wait(str_trim(after), 1000, ms))
		return true;
	if (!httpdate_read(str_trim(after), date, &then))
		return false;
	*ms = then <= date ? 0 : (then - date) * 1000;
	return true;
}

/* Does the server say that there is no money left?  Waiting brings none. */
static bool
is_broke(struct str word)
{
	static const char *const words[] = {"insufficient_quota",
	    "billing_hard_limit_reached", "billing_not_active",
	    "exceeded_quota", "insufficient_credits", "insufficient_funds"};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

enum retry_verdict
retry_judge(long status, struct str should, struct str code, struct str type)
{
	if (is_broke(code) || is_broke(type) || str_is(should, "false"))
		return RETRY_REFUSED;
	switch (status) {
	case 429: /* too many requests */
		return RETRY_UNDONE;
	case 408: /* the request took too long */
	case 409: /* a lock was held */
	case 425: /* too early */
		return RETRY_UNSURE;
	case 501: /* not implemented */
	case 505: /* HTTP version */
		return RETRY_REFUSED;
	default:
		return status >= 500 ? RETRY_UNSURE : RETRY_REFUSED;
	}
}
