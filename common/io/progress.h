/* SPDX-License-Identifier: MIT */
/*
 * A bar on standard error with rate and time left, for work of more than a
 * second.
 *
 *	progress_start(&p, opt_shared.progress, in.size);
 *	progress_show(&p, in.taken);	as often as one likes
 *	progress_stop(&p);
 */
#ifndef FT_IO_PROGRESS_H
#define FT_IO_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "common/base/buf.h"

struct progress {
	bool on;
	bool at_once;	/* no second is waited for */
	bool drawn;	/* a bar stands on the line */
	uint64_t total; /* bytes; 0 when not known */
	struct timespec start, last;

	/* Set by the tool behind progress_start(), where bytes say little: what
	 * is counted ("examples"), how many are done, and more words. */
	const char *what;
	uint64_t things;
	char note[48];
};

/*
 * mode: "auto" (on a terminal, after a second), "always" (at once, also in a
 * pipe), "never".  Nothing is drawn with --quiet unless mode is "always".
 */
void progress_start(struct progress *p, const char *mode, uint64_t total);

/* done: bytes so far.  Redraws at most ten times a second. */
void progress_show(struct progress *p, uint64_t done);

/* Takes the bar away. */
void progress_stop(struct progress *p);

/* The text of the bar after `seconds`, for a terminal of that width. */
void progress_text(struct buf *to, uint64_t done, uint64_t total,
    double seconds, size_t columns);

#endif
