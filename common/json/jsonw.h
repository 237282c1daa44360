/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON into a buffer, on one line and with nothing between the tokens.
 *
 * jsonw_string() writes a string alone, for output whose form is fixed.  A
 * struct jsonw writes reports: it puts the commas and colons, and asserts that
 * the calls make sense (a key before each member, an end for each beginning).
 * What the buffer's ceiling refuses is seen in its `over`.
 *
 *	jsonw_init(&w, &b);
 *	jsonw_object(&w);
 *	jsonw_key(&w, "tokens");
 *	jsonw_u64(&w, 129);
 *	jsonw_key(&w, "files");
 *	jsonw_array(&w);
 *	jsonw_str(&w, str_c(name));
 *	jsonw_end(&w);
 *	jsonw_end(&w);
 *	buf_addc(&b, '\n');
 *
 * gives {"tokens":129,"files":["a.jsonl"]}.
 */
#ifndef FT_JSON_JSONW_H
#define FT_JSON_JSONW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/str.h"

/*
 * Appends s, which is valid UTF-8, in quotes.  Escaped are '"', '\' and control
 * characters below U+0020, as \b \f \n \r \t or \u00xx in lower-case hex; all
 * else goes as it is, U+007F, U+2028 and '/' too.
 */
void jsonw_string(struct buf *to, struct str s);

/* The same without the quotes: for a string that is written in pieces. */
void jsonw_escape(struct buf *to, struct str s);

enum { JSONW_DEPTH_MAX = 32 };

struct jsonw {
	struct buf *to;
	uint32_t objects; /* bit d: what is open at depth d is an object */
	unsigned depth;	  /* how many are open, at most JSONW_DEPTH_MAX */
	bool some;	  /* something stands before on this level */
	bool keyed;	  /* a key waits for its value */
};

/* For one value at the end of the buffer.  Nothing is to be freed. */
void jsonw_init(struct jsonw *w, struct buf *to);

void jsonw_object(struct jsonw *w);
void jsonw_array(struct jsonw *w);

/* Closes what was opened last. */
void jsonw_end(struct jsonw *w);

/* The next value's name. */
void jsonw_key(struct jsonw *w, const char *key);
void jsonw_key_str(struct jsonw *w, struct str key);

/* In keys and strings, what is no UTF-8 becomes U+FFFD (see utf8_repair). */
void jsonw_str(struct jsonw *w, struct str s);
void jsonw_u64(struct jsonw *w, uint64_t n);
void jsonw_i64(struct jsonw *w, int64_t n);
void jsonw_real(struct jsonw *w, double x); /* finite; as short as it can be */
void jsonw_money(struct jsonw *w, int64_t nano); /* >= 0; exact, in dollars */
void jsonw_bool(struct jsonw *w, bool truth);
void jsonw_null(struct jsonw *w);

/* A member of an object: a string, or null where the text is empty. */
void jsonw_text(struct jsonw *w, const char *key, struct str text);

/* A value that is JSON already. */
void jsonw_raw(struct jsonw *w, struct str json);

#endif
