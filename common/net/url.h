/* SPDX-License-Identifier: MIT */
/*
 * Addresses of services: which may be talked to, and how they are put
 * together.
 *
 * A key goes over https, or over http where it does not leave the machine (to
 * localhost, 127.0.0.0/8 and ::1).  The host is the one that libcurl will talk
 * to, for it is libcurl that takes the address apart.
 */
#ifndef FT_NET_URL_H
#define FT_NET_URL_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/fault.h"
#include "common/base/str.h"

enum { URL_MAX = 8192 };

/*
 * May requests go there?  STATUS_USAGE and the reason where not: no address, a
 * scheme other than https, plain http to another machine, a name or password in
 * the address.
 */
bool url_check(struct str url, struct fault *f) MUSTCHECK;

/* The same for what paths are put behind: it has neither query nor fragment. */
bool url_check_base(struct str base, struct fault *f) MUSTCHECK;

/* Is that plain http, which is to stay within the machine? */
bool url_is_plain(struct str url);

/* Have both scheme, host and port in common? */
bool url_same_origin(struct str a, struct str b);

/* Appends "host" or "host:port", as it is known to people; "?" for no URL. */
void url_write_host(struct buf *to, struct str url);

/* Has base no path but slashes? */
bool url_is_bare(struct str base);

/* Appends base and path with one slash between them. */
void url_join(struct buf *to, struct str base, struct str path);

/* Appends text for one piece of a path; what is not a letter, digit, "-", ".",
 * "_", "~" or ":" as %XX. */
void url_add_piece(struct buf *to, struct str text);

/* Appends "?name=value" or "&name=value", as the address so far wants it; both
 * are escaped. */
void url_add_query(struct buf *to, struct str name, struct str value);

/* Where a Location leads that was answered for url; false when nowhere. */
bool url_resolve(struct buf *to, struct str url, struct str location) MUSTCHECK;

#endif
