/* SPDX-License-Identifier: MIT */
/* The table of what apikey.c knows; for it and its tests alone. */
#ifndef FT_TEXT_APIKEY_KINDS_H
#define FT_TEXT_APIKEY_KINDS_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/str.h"

/* What a body is made of. */
enum apikey_set {
	SET_HEX = 1,	 /* 0-9 a-f, and A-F */
	SET_DIGIT = 2,	 /* 0-9 */
	SET_UPPER = 4,	 /* A-Z */
	SET_LOWER = 8,	 /* a-z */
	SET_JOIN = 16,	 /* - _ */
	SET_BASE64 = 32, /* + / = */
	SET_DOT = 64,	 /* . */

	SET_ALPHA = SET_UPPER | SET_LOWER,
	SET_ALNUM = SET_ALPHA | SET_DIGIT,
	SET_WORD = SET_ALNUM | SET_JOIN,
	SET_ANY = SET_WORD | SET_BASE64 | SET_DOT,
};

enum apikey_check {
	CHECK_NOTHING,
	CHECK_CRC32,  /* the last six digits, in base 62, are the others' */
	CHECK_OPENAI, /* "T3BlbkFJ" in the middle of a long one */
	CHECK_SLACK,  /* groups, the first of digits */
};

/* A row has one prefix; of several that fit, the longest counts. */
struct apikey_kind {
	const char *prefix, *name;
	unsigned set;
	uint16_t least, most; /* bytes of the body */
	enum apikey_check check;
};

/* Sorted by prefix, byte by byte. */
extern const struct apikey_kind apikey_kinds[];
extern const size_t apikey_kind_count;

/* The same, of prefixes that end in a dot. */
extern const struct apikey_kind apikey_dotted[];
extern const size_t apikey_dotted_count;

#endif
