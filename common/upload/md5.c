/* SPDX-License-Identifier: MIT */
#include "common/upload/steps.h"

/*
 * It is waited for as many milliseconds, or for this share of the time that was
 * spent; it is given up early only when so much of the whole has arrived.
 */
enum { PATIENCE = 250, SHARE = 5, EARLIEST = 8 };

/* It is always waited for where so few bytes take it no time worth a word. */
enum { SMALL = 256 * 1024 * 1024 };

/* How many milliseconds it takes to be there, at the rate so far. */
static int64_t
rest_of_md5(const struct step *st)
{
	struct pace p = {.began = st->summed_from, .total = st->s->size};

	/* Of a thread that did not get to it yet nothing is known. */
	if (digest_is_done(&st->md5) || digest_at(&st->md5) == 0)
		return 0;
	return pace_rest(&p, digest_at(&st->md5), step_now(st));
}

static bool
is_needed(const struct step *st)
{
	return st->md5_needed || st->s->size <= SMALL;
}

void
step_watch_md5(struct step *st, uint64_t arrived)
{
	struct pace *pace = &st->u->pace;
	int64_t rest;

	if (is_needed(st) || st->md5_dropped ||
	    st->u->o.md5 == UPLOAD_MD5_NEVER ||
	    arrived < pace->total / EARLIEST)
		return;
	rest = pace_rest(pace, arrived, step_now(st));
	if (rest_of_md5(st) / 2 <= rest + PATIENCE)
		return;
	/* Its thread would only be in the way of those that send. */
	digest_stop(&st->md5);
	st->md5_dropped = true;
}

bool
step_md5(struct step *st, struct str *md5, struct fault *f)
{
	int64_t spent = step_now(st) - st->u->pace.began, patience = PATIENCE;

	*md5 = STR("");
	if (st->u->o.md5 == UPLOAD_MD5_NEVER)
		return true;
	if (spent / SHARE > patience)
		patience = spent / SHARE;
	if (is_needed(st) || (!st->md5_dropped && rest_of_md5(st) <= patience))
		return step_digest(st, &st->md5, md5, f);
	step_tell(st, LEVEL_INFO,
	    "sent faster than its MD5 can be computed, and so without it "
	    "(--md5=always waits)");
	return true;
}
