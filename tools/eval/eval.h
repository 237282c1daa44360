/* SPDX-License-Identifier: MIT */
/*
 * The parts of ft-eval.
 *
 * Records become questions (question.h), questions and answers results
 * (result.h), results scores (metrics.h) and sums (sums.h), and all of them
 * reports (reports.h).  rounds.c asks the models, judge.c asks the judges.
 */
#ifndef FT_TOOLS_EVAL_EVAL_H
#define FT_TOOLS_EVAL_EVAL_H

#include "common/ask/ask.h"
#include "common/base/diag.h"
#include "common/io/lines.h"
#include "common/io/progress.h"
#include "tools/eval/reports.h"

/* Says what is wrong with records, the same words once. */
struct teller {
	char text[FAULT_TEXT + 160]; /* what was told last */
	size_t more;
};

struct eval {
	/* As on the command line. */
	struct opt_list models, metric, min;
	const char *base, *reference, *html, *junit, *export;
	bool json, side_by_side, every_turn, list_metrics;
	uint64_t html_limit;
	double worth;
	struct ask_options ask_options;

	struct metrics metrics;
	struct gates gates;
	struct sums sums;
	struct run run;
	struct jsonpath path;
	struct side side;

	struct ask *ask;
	struct out out;
	struct buf text; /* of what is shown next */
	struct spool spool;
	bool spooled; /* there is one */

	struct in in;
	struct lines lines;
	struct asker asker;
	struct line line; /* that is asked now */
	bool asking;	  /* it has questions left */
	struct teller teller;
	struct teller *trouble; /* of each model, while it is asked */
	struct progress progress;
};

/* Reads the next question of the file, over what is no question, which is told
 * and counted; false at the end. */
bool eval_next(
    struct eval *e, struct arena *arena, struct question *q) MUSTCHECK;

/* Asks the models all of the file, takes the scores and shows what comes; with
 * a judge it is only spooled.  False where it was broken off. */
bool eval_ask(struct eval *e, struct fault *f) MUSTCHECK;

/* Asks the judges about all that is spooled, and shows it. */
bool eval_judge(struct eval *e, struct fault *f) MUSTCHECK;

/* Counts a result whose scores are complete, and shows it. */
void eval_show(struct eval *e, const struct result *r);

/* Writes the file's questions for another program. */
void eval_export(struct eval *e);

/* Says it, unless it was said last; and how often it was not. */
void teller_say(
    struct teller *t, struct place at, enum level level, const char *text);
void teller_end(struct teller *t);

#endif
