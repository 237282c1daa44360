/* SPDX-License-Identifier: MIT */
/*
 * Will an upload be complete before its life is over?  Arithmetic alone.
 */
#ifndef FT_UPLOAD_PACE_H
#define FT_UPLOAD_PACE_H

#include <stdint.h>

#include "common/base/buf.h"

struct pace {
	int64_t began;	/* milliseconds, here and below */
	int64_t life;	/* what was left of it then; 0: not known */
	uint64_t total; /* bytes that were to be sent then */
};

enum pace_verdict {
	PACE_FINE, /* or not known yet */
	PACE_LATE, /* at this rate it is too late */
	PACE_LOST, /* and by far */
};

/* Judges what was sent until now. */
enum pace_verdict pace_judge(const struct pace *p, uint64_t sent, int64_t now);

/* How long the rest takes at the rate so far; INT64_MAX when nothing was
 * sent. */
int64_t pace_rest(const struct pace *p, uint64_t sent, int64_t now);

/* Appends a time as people say it: "45 s", "12 min", "3 h 20 min". */
void pace_write_time(struct buf *to, int64_t ms);

#endif
