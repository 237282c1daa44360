/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions for the vocabularies and the JSON Schemas that bring
 * their own and for those that a user asks for, over PCRE2 with its
 *just-in-time compiler.  \p{L}, \s and their like are Unicode's, in the version
 *that PCRE2 has.
 *
 *	re = regex_new(pattern, &fault);
 *	m = regex_match_new(re);		one for each thread
 *	while (regex_next(m, text, &scan, &start, &end))
 *		...
 *	if (scan.gave_up)
 *		...
 *	regex_match_free(m);
 *	regex_free(re);
 *
 * A pattern may want more steps than there is time for: what is wanted of one
 * search is bounded, and where the bound is passed the scan ends.
 */
#ifndef FT_TOKEN_REGEX_H
#define FT_TOKEN_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/str.h"

struct regex;
struct regex_match;

/* Where to go on.  All bytes zero: at the start of the text. */
struct regex_scan {
	size_t at;
	bool some; /* a match was found, and ended at `end` */
	size_t end;
	bool gave_up; /* beyond `at` nothing was looked at */
};

/* NULL where the pattern is wrong: the fault has STATUS_INPUT, the offset in
 * the pattern and PCRE2's words. */
struct regex *regex_new(struct str pattern, struct fault *f) MUSTCHECK;

/*
 * The same for a pattern of JavaScript, as JSON Schema has them: `$` is the
 * end of the text alone, `\u00e9` and `\u{e9}` are characters, `[^]` is any.
 * Fewer steps are allowed, as such patterns are not chosen but come with data.
 */
struct regex *regex_new_script(struct str pattern, struct fault *f) MUSTCHECK;

/*
 * The same for one that is searched in texts of any length from anywhere:
 * Perl's, `^` and `$` being the ends of the text.  The steps of a whole search
 * are counted, and how far they go, so that it ends within a second or so.
 */
struct regex *regex_new_search(struct str pattern, struct fault *f) MUSTCHECK;
void regex_free(struct regex *re);

struct regex_match *regex_match_new(const struct regex *re) MUSTCHECK;
void regex_match_free(struct regex_match *m);

/*
 * The next match in the text, which is valid UTF-8 and the same at each call.
 * Matches do not overlap; an empty one is not found where the last one ended.
 */
bool regex_next(struct regex_match *m, struct str text, struct regex_scan *scan,
    size_t *start, size_t *end) MUSTCHECK;

#endif
