/* SPDX-License-Identifier: MIT */
/*
 * The dates of HTTP (RFC 9110, 5.6.7), in the three forms that a recipient has
 * to know:
 *
 *	Sun, 06 Nov 1994 08:49:37 GMT
 *	Sunday, 06-Nov-94 08:49:37 GMT
 *	Sun Nov  6 08:49:37 1994
 */
#ifndef FT_NET_HTTPDATE_H
#define FT_NET_HTTPDATE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/mem.h"
#include "common/base/str.h"

/*
 * Seconds since 1970-01-01 00:00 UTC.  A year of two digits is the one that is
 * not more than 50 years after `today` (in the same seconds).  The name of the
 * day must be one, but need not be the right one.  False on anything else.
 */
bool httpdate_read(struct str s, int64_t today, int64_t *seconds) MUSTCHECK;

#endif
