/* SPDX-License-Identifier: MIT */
/* For the metrics alone: the memory they share, and their functions. */
#ifndef FT_SCORE_WORK_H
#define FT_SCORE_WORK_H

#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/json/json.h"
#include "common/score/score.h"

struct score_work {
	struct arena arena;	     /* reset when a score was taken */
	struct buf answer, expected; /* what was made of either */
	struct buf caseless;
	struct json_reader json;
};

/* The text, with U+FFFD for what is no UTF-8. */
struct str work_valid(struct score_work *w, struct str text);

/* The code points of a text; *to has room for one for each byte. */
struct sequence work_chars(struct score_work *w, struct str text);

/* 2pr / (p + r) of two shares of the same number; 0 where it is 0. */
double work_f1(size_t shared, size_t answer, size_t expected);

/* Is the product of both lengths too much?  False, with a fault, if so. */
bool work_cells(size_t a, size_t b, struct fault *f) MUSTCHECK;

/* What score_metrics[] lists, as its `take`. */
#define TAKE(name)                                                 \
	bool name(const struct score *s, struct score_work *w,     \
	    struct str answer, struct str expected, double *value, \
	    struct fault *f)
TAKE(exact_take);
TAKE(normalized_take);
TAKE(f1_take);
TAKE(contains_take);
TAKE(regex_take);
TAKE(levenshtein_take);
TAKE(rouge_take);
TAKE(chrf_take);
TAKE(json_valid_take);
TAKE(json_take);
TAKE(json_fields_take);
TAKE(calls_take);

#endif
