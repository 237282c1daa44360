/* SPDX-License-Identifier: MIT */
/*
 * The records of some files, one at a time, for who asks for the next instead
 * of being called: slower than the engine, and on one thread.  A record is a
 * line that is not blank; LF and CRLF end it, the last may end with the file.
 *
 *	lines_init(&l, &in, opt_shared.max_record);
 *	while (lines_next(&l, &line))
 *		...
 *	lines_free(&l);
 *
 * What cannot be read, and a record that is too long, is told here and raises
 * a status, as in the engine; the next record is read all the same.
 */
#ifndef FT_IO_LINES_H
#define FT_IO_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/str.h"
#include "common/io/in.h"

struct line {
	const char *file; /* lives as long as the names of the input */
	size_t line;	  /* from 1, in its file */
	size_t index;	  /* from 1, in its file: blank lines do not count */
	struct str text;  /* without line end and BOM; until the next call */
};

struct lines {
	struct in *in;
	size_t max;   /* bytes of a record */
	size_t chunk; /* bytes that are read at a time; for tests */
	struct buf held;
	size_t at; /* in held, where the next line begins */
	size_t line, index;
	bool open, at_end;
	bool failed; /* the file could not be read to its end */
};

/* The input must be as in_init() leaves it and live as long. */
void lines_init(struct lines *l, struct in *in, size_t max);
void lines_free(struct lines *l);

/* The next record of all files; false at their end. */
bool lines_next(struct lines *l, struct line *line) MUSTCHECK;

#endif
