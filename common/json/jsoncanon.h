/* SPDX-License-Identifier: MIT */
/*
 * One form for all texts of a value: what differs in blanks, escapes and the
 * order of members is the same, and nothing else is.
 *
 * The form is made of tagged bytes and is for hashing and comparing, not for
 * reading.  It is fixed for ever, since splits rest on it, and stated in
 * ft-split(1):
 *
 *	string	0xff, then the text, unescaped, in UTF-8
 *	number	0xfe, then the number as it is written
 *	boolean	0xfd, then "t" or "f"
 *	null	0xfc, also for what is missing
 *	array	0xfb, then its values, then 0xf9
 *	object	0xfa, then each name as a string and its value, by name in byte
 *		order, then 0xf9
 *
 * No UTF-8 text holds these bytes, so only equal values have equal forms; so
 * have several of them, one behind the other.  Of members of one name the last
 * one counts.  1 and 1.0 are two numbers.
 */
#ifndef FT_JSON_JSONCANON_H
#define FT_JSON_JSONCANON_H

#include "common/base/buf.h"
#include "common/json/json.h"

/* Appends the form of v, which may be NULL. */
void jsoncanon_add(struct buf *to, const struct json *v);

#endif
