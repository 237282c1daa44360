/* SPDX-License-Identifier: MIT */
/*
 * Which scores are taken of an answer, and taking them.
 *
 * Without a wish of the user's, the truth decides: a text is held against a
 * text, JSON against JSON, calls against calls.  A metric of ours besides those
 * of common/score is "preference": whether the answer is more like the
 * preferred output than like the other, by chrF or by another metric.
 */
#ifndef FT_TOOLS_EVAL_METRICS_H
#define FT_TOOLS_EVAL_METRICS_H

#include "common/base/opt.h"
#include "common/score/score.h"
#include "tools/eval/result.h"

enum { METRICS_MAX = 64 };

struct metric {
	const char *name;   /* as reports call it */
	struct score score; /* of a preference: what likeness is */
	bool is_preference;
	bool binary;
	struct str judge; /* the model that is asked; empty: none */
	unsigned truths;  /* bits of 1 << enum truth: what it is taken of */
};

struct metrics {
	struct metric *v;
	size_t n;
	struct score_work *work;
};

/*
 * The metrics of some lists, "exact,f1"; of none, those that the truth chooses.
 * Behind a colon, all of a list is the argument of regex and contains.  False
 * with STATUS_USAGE for what is none.
 */
bool metrics_read(struct metrics *m, const struct opt_list *wanted,
    struct fault *f) MUSTCHECK;
void metrics_free(struct metrics *m);

/* The metric of that name, or NULL. */
const struct metric *metrics_find(const struct metrics *m, struct str name);

/* Is a model asked for one of them? */
bool metrics_ask(const struct metrics *m);

/* Is it one that such a question's answers have? */
bool metrics_apply(const struct metric *m, const struct question *q);

/* Takes the scores of all replies that are there, but for judges'. */
void metrics_take(struct metrics *m, struct result *r);

/* Prints the metrics that there are. */
struct out;
void metrics_list(struct out *out);

#endif
