/* SPDX-License-Identifier: MIT */
/*
 * How good is an answer, beside the one that was expected?
 *
 * A metric gives a number from 0 to 1, 1 being best.  Some are binary: the
 * number is 0 or 1.  The metrics are rows of a table, each with its name and
 * where its formula is published.  A score is a metric with its argument, as a
 * user writes it: "rouge-l", "regex:^\d+$", "contains:Dear".
 *
 *	if (!score_parse(&s, STR("rouge-l"), &f))
 *		...
 *	work = score_work_new();		one for each thread
 *	if (score_take(&s, work, answer, expected, &value, &f))
 *		sum += value;
 *	score_work_free(work);
 *	score_free(&s);
 *
 * Both texts are UTF-8; what is not valid in them counts as U+FFFD.  What a
 * model called is a text as well: the array that chat completions call
 * tool_calls, in JSON.  Threads may share a score.
 *
 * An answer may be anything at all: a bad one is worth 0.  A score cannot be
 * taken, which is a fault, where what was expected is not what the metric is
 * about (no JSON, say), or where taking it would cost too much: the texts are
 * longer than SCORE_TEXT_MAX, the product of both lengths is over
 * SCORE_CELLS_MAX (levenshtein in characters, rouge-l in words; what both begin
 * and end with does not count), both are over SCORE_GRAMS_MAX characters
 * (chrf), or a regular expression wants more steps than there are.
 */
#ifndef FT_SCORE_SCORE_H
#define FT_SCORE_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/fault.h"
#include "common/base/mem.h"
#include "common/base/str.h"

#define SCORE_TEXT_MAX	((size_t)16 << 20) /* bytes */
#define SCORE_CELLS_MAX ((uint64_t)1 << 35)
#define SCORE_GRAMS_MAX ((size_t)4 << 20)

struct score;
struct score_work;

struct score_metric {
	const char *name; /* "rouge-l" */
	/* What stands behind "NAME:", as help shows it: "RE"; in brackets
	 * where it may be left out; NULL: nothing does. */
	const char *argument;
	bool binary;
	bool asks; /* a model is the judge: see judge.h, not score_take() */
	const char *help;   /* one line */
	const char *source; /* where the formula is published, or NULL */
	bool (*take)(const struct score *s, struct score_work *w,
	    struct str answer, struct str expected, double *value,
	    struct fault *f);
};

extern const struct score_metric score_metrics[];
extern const size_t score_metrics_count;

struct score {
	const struct score_metric *metric;
	char *name;	     /* as it was written */
	struct str argument; /* in name; p is NULL where there is none */
	struct regex *regex;
};

/*
 * Reads a metric with its argument.  What is wrong with it is a fault with
 * STATUS_USAGE and the offset in the text; nothing is to be freed then.
 */
bool score_parse(struct score *s, struct str text, struct fault *f) MUSTCHECK;
void score_free(struct score *s);

/* The memory that taking scores needs; it is kept from one to the next. */
struct score_work *score_work_new(void) MUSTCHECK;
void score_work_free(struct score_work *w);

/* The score of an answer; false, with STATUS_INPUT, where there is none. */
bool score_take(const struct score *s, struct score_work *w, struct str answer,
    struct str expected, double *value, struct fault *f) MUSTCHECK;

#endif
