/* SPDX-License-Identifier: MIT */
/*
 * A file that is to be sent: opened, of a known size, readable at any place.
 *
 * What is no regular file, standard input above all, is copied to a temporary
 * file first; so is, where that is wanted, what is packed by gzip or zstd.
 *
 *	if (!source_open(&s, "train.jsonl", &(struct source_wish){0}, &f))
 *		...
 *	... pread(s.fd, ...) ...
 *	if (!source_is_unchanged(&s, &f))
 *		...
 *	source_close(&s);
 */
#ifndef FT_UPLOAD_SOURCE_H
#define FT_UPLOAD_SOURCE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "common/base/buf.h"
#include "common/base/fault.h"

struct source_wish {
	const char *name; /* for the server; NULL: the file's own */
	bool unpack;	  /* what is packed is sent unpacked */
};

struct source {
	const char *path; /* as given; "<stdin>" for "-".  Borrowed */
	struct buf name;  /* without folders, and plain; see source_open() */
	int fd;
	uint64_t size;
	bool spooled;	     /* fd is a temporary file's */
	struct buf identity; /* says whether it is the same as in another run */
	struct stat begun;
};

/*
 * False (STATUS_IO; STATUS_INPUT for what cannot be unpacked) leaves nothing to
 * be closed.  What a server might read in another way is not left in the name:
 * control characters, quotes and backslashes become underlines, and what is no
 * UTF-8 becomes U+FFFD.
 */
bool source_open(struct source *s, const char *path,
    const struct source_wish *wish, struct fault *f) MUSTCHECK;
void source_close(struct source *s);

/* False (STATUS_IO) when it was written to since it was opened. */
bool source_is_unchanged(const struct source *s, struct fault *f) MUSTCHECK;

/* Reads n bytes at off, or fewer at the end; -1 with errno set. */
ssize_t source_read(const struct source *s, uint64_t off, char *to, size_t n);

#endif
