/* SPDX-License-Identifier: MIT */
/*
 * Input: the files of the command line, one after the other, as bytes.
 *
 * "-" and an empty list are standard input.  gzip and zstd are recognised by
 * their first bytes and unpacked on the way.  What cannot be opened or read is
 * reported here, raises STATUS_IO, and the next file is read; data that cannot
 * be unpacked raises STATUS_INPUT.
 *
 * Where a tool asks for it, text in another encoding becomes UTF-8 on the way;
 * what cannot be decoded raises STATUS_INPUT.
 *
 *	in_init(&in, files);
 *	while (in_next(&in)) {
 *		while ((n = in_read(&in, p, size)) > 0)
 *			...
 *	}
 *	in_free(&in);
 */
#ifndef FT_IO_IN_H
#define FT_IO_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"

struct decode;
struct unpack;

struct in {
	const char *name; /* of the current file, for messages: "<stdin>" */
	char **rest;	  /* operands not opened yet */
	int fd;		  /* -1 when no file is open */
	bool failed;	  /* the current file could not be read to its end */
	struct unpack *unpack; /* NULL for plain bytes */
	char *head;	       /* bytes that were read to look at the magic */
	size_t nhead, head_at;
	/* Set by the tool before in_next(), if at all. */
	const char *encoding; /* one that decode_new() knows; NULL: any bytes */
	bool utf16;	      /* a byte-order mark of UTF-16 says what it is */
	bool lossy;	      /* what cannot be decoded becomes U+FFFD */
	size_t repaired;      /* how often that was done */

	/* When this can be read from, the file ends there as it does by a
	 * failure; -1: nothing ends it. */
	int stop_fd;

	/* By number of the operand: that it failed was told.  For who reads the
	 * files twice; NULL: it is told each time. */
	bool *told;
	size_t noperands; /* taken from `rest` so far */

	bool looked;	       /* for a byte-order mark, in this file */
	struct decode *decode; /* NULL: bytes are given as they are */
	bool decoded_all;
	struct buf decoded; /* what was decoded and not given yet */
	size_t decoded_at;
	uint64_t taken; /* bytes read from all files, before unpacking */
	uint64_t size;	/* of all files together; 0 when not known */
};

/* files: names ended by NULL; they must live as long as *in. */
void in_init(struct in *in, char **files);
void in_free(struct in *in);

/* Opens the next file that can be opened; false when there is none left. */
bool in_next(struct in *in);

/*
 * Reads up to n bytes of the current file, as many as there are: fewer than n
 * mean its end (or a failure, which was reported; see `failed`).
 */
size_t in_read(struct in *in, char *p, size_t n);

/*
 * Adds all of one file ("-": standard input) to a buffer whose ceiling bounds
 * it; for small files such as tables.  False when that failed, which was
 * reported.
 */
bool in_whole(const char *name, struct buf *to) MUSTCHECK;

#endif
