/* SPDX-License-Identifier: MIT */
/*
 * Text in any encoding that iconv(3) knows -> UTF-8, as a stream.
 *
 *	d = decode_new("windows-1252", false);
 *	while (... bytes ...)
 *		if (!decode_some(d, bytes, at_end, &utf8, &f))
 *			...
 */
#ifndef FT_IO_DECODE_H
#define FT_IO_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"

struct decode;

/*
 * NULL when iconv does not know the encoding.  lossy: what cannot be decoded
 * becomes U+FFFD and is counted.  The caller frees with decode_free().
 */
struct decode *decode_new(const char *encoding, bool lossy) MUSTCHECK;
void decode_free(struct decode *d);

/* Is that a name of UTF-8, which need not be decoded? */
bool decode_is_utf8(const char *encoding);

/*
 * Decodes the next bytes, the last ones when at_end, and appends to `to`.  A
 * fault has STATUS_INPUT and names the byte, counted from the stream's start.
 */
bool decode_some(struct decode *d, struct str bytes, bool at_end,
    struct buf *to, struct fault *f) MUSTCHECK;

/* How many mistakes became U+FFFD. */
size_t decode_repaired(const struct decode *d);

#endif
