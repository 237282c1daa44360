/* SPDX-License-Identifier: MIT */
/*
 * A small file of lines that outlives the program: lines are added at its end,
 * and each is on the disk when the call returns.  One process has it at a time;
 * the lock goes with the process, however that ends.
 *
 *	if (!journal_open(&j, path, &f))
 *		...
 *	while (!journal_lock(&j, &holder))
 *		... wait ...
 *	journal_read(&j, &text);
 *	if (!journal_add(&j, STR("line\n"), &f))
 *		...
 *	journal_close(&j);
 *
 * A kill, a crash or a full disk may leave the begin of a line behind the last
 * whole one: it is not read, and what is added takes its place.
 */
#ifndef FT_UPLOAD_JOURNAL_H
#define FT_UPLOAD_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/fault.h"

struct journal {
	char *path;
	int fd;
	uint64_t end; /* of the last whole line */
};

/* The path is copied, and its folders are made, for their owner alone.  False
 * (STATUS_IO) when there can be none; journal_close() is allowed then, too. */
bool journal_open(
    struct journal *j, const char *path, struct fault *f) MUSTCHECK;

/*
 * False when another process has it; *holder is its number, or 0 where the
 * system does not tell.  True, too, where the system knows no locks.
 */
bool journal_lock(struct journal *j, long *holder) MUSTCHECK;

/* Appends its whole lines; nothing where it cannot be read, or is longer than
 * the buffer may be. */
void journal_read(struct journal *j, struct buf *to);

/* Adds lines; or puts them in the place of all that was there, which is gone
 * then in either case.  False (STATUS_IO) when that failed. */
bool journal_add(
    struct journal *j, struct str lines, struct fault *f) MUSTCHECK;
bool journal_restart(
    struct journal *j, struct str lines, struct fault *f) MUSTCHECK;

/* Removes it if nothing is in it. */
void journal_close(struct journal *j);

#endif
