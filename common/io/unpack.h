/* SPDX-License-Identifier: MIT */
/*
 * gzip (several members too) and zstd (several frames too), unpacked as a
 * stream.
 */
#ifndef FT_IO_UNPACK_H
#define FT_IO_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"

/* How many first bytes of a file unpack_new() wants to see. */
enum { UNPACK_MAGIC = 4 };

struct unpack;

/* What unpacks a file with these first bytes; NULL for plain bytes. */
struct unpack *unpack_new(struct str head);
void unpack_free(struct unpack *u);

/*
 * Takes packed bytes off the front of *from and writes up to n unpacked bytes
 * to p; *made says how many.  With an empty *from, gives what is still held
 * back.  False when the data is damaged.
 */
bool unpack_some(struct unpack *u, struct str *from, char *p, size_t n,
    size_t *made, struct fault *f) MUSTCHECK;

/* False when the packed data ended before its end. */
bool unpack_end(const struct unpack *u, struct fault *f) MUSTCHECK;

#endif
