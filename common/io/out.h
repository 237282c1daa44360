/* SPDX-License-Identifier: MIT */
/*
 * Output that is checked, and whole or not at all.
 *
 * Every byte is known to have arrived when out_close() returns: a write that
 * fails says so and ends the program with STATUS_IO at once.  A file is
 * written under a temporary name in the same folder and takes its own name in
 * out_close(), after fsync(2); a program that ends before leaves nothing
 * behind.  When the reader of a pipe is gone the program dies of SIGPIPE,
 * silently, also where its parent had SIGPIPE ignored.
 *
 *	out_open(&out, opt_shared.output);
 *	out_write(&out, line.p, line.n);
 *	out_close(&out);
 *
 * A struct out belongs to one thread at a time.
 */
#ifndef FT_IO_OUT_H
#define FT_IO_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/base/buf.h"
#include "common/base/str.h"

struct out {
	int fd;		 /* -1 when not open */
	char *path;	 /* NULL for standard output */
	char *temporary; /* NULL when written in place: a device, a pipe */
	char *held;	 /* bytes not yet written */
	size_t nheld;
	size_t unsent; /* bytes written that nothing brings to the disk yet */
	off_t sent;    /* and those before them */
};

/* Opens a file for writing; NULL and "-" are standard output. */
void out_open(struct out *o, const char *path);

/* Writes to a descriptor that is open already and now the output's; name is for
 * messages. */
void out_open_fd(struct out *o, int fd, const char *name);

/* Never opened or closed: out_is_open() is false. */
#define OUT_CLOSED ((struct out){.fd = -1})
bool out_is_open(const struct out *o);

void out_write(struct out *o, const void *p, size_t n);
void out_str(struct out *o, struct str s);

/* The text with what would drive a terminal masked (see diag_mask()). */
void out_masked(struct out *o, struct str text);

/* JSON with escapes for that (see diag_mask_json()). */
void out_json(struct out *o, struct str json);

void out_printf(struct out *o, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Hands what is held to the system: for a person or a pipe that waits. */
void out_flush(struct out *o);

/* Proves that all arrived and gives the file its name. */
void out_close(struct out *o);

/* out_close() in two steps, the second of which is false with errno set where
 * the name cannot be taken: for common/io/together.h. */
void out_shut(struct out *o);
bool out_name(struct out *o) MUSTCHECK;

/*
 * out_close() if all is well.  If not, a file is dropped and that is said, and
 * what went to standard output stands.
 */
void out_finish(struct out *o, bool well);

/* Drops the file: nothing stands under its name, or what stood there before. */
void out_abandon(struct out *o);

#endif
