/* SPDX-License-Identifier: MIT */
/*
 * SIGINT, SIGTERM and SIGHUP for programs that have something to put in order
 * before they end: the signal is noted, the work stops at the next turn, and
 * then the program dies of the signal as if nothing had been caught, so that a
 * shell sees 130.
 *
 *	interrupt_catch();
 *	... http_new() with interrupt_seen() and interrupt_fd() ...
 *	interrupt_die();	returns where there was no signal
 *
 * A second signal ends the program at once.  A signal that was ignored when
 * the program began stays so.
 */
#ifndef FT_NET_INTERRUPT_H
#define FT_NET_INTERRUPT_H

#include <stdbool.h>

void interrupt_catch(void);

/* Has one come? */
bool interrupt_seen(void);

/* Can be read from when one has come; for poll(2). */
int interrupt_fd(void);

/* Ends the program as the signal would have, temporary files removed. */
void interrupt_die(void);

#endif
