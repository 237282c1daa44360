/* SPDX-License-Identifier: MIT */
/*
 * What is shown: a line of JSON for each answer, answers side by side, and the
 * summary as a table, JSON, JUnit's XML and a page of HTML.
 */
#ifndef FT_TOOLS_EVAL_REPORTS_H
#define FT_TOOLS_EVAL_REPORTS_H

#include "common/io/out.h"
#include "tools/eval/gates.h"
#include "tools/eval/sums.h"

/* Of a run, besides what the results say. */
struct run {
	const char *file; /* that was read */
	struct gates *gates;
	bool every_turn;
	bool whole;	   /* it came to its end */
	uint64_t requests; /* that were sent */
	int64_t cost;	   /* that this run has paid; NO_FIGURE */
	uint64_t judged;   /* verdicts of judges that were asked for */
	uint64_t unjudged; /* of them, that could not be read */
};

/* A line of JSON for each model's answer. */
void record_write(struct buf *to, const struct result *r, const struct sums *s,
    bool every_turn);

/* One object with all figures, without a newline. */
void json_summary(struct buf *to, const struct sums *s, const struct run *run);

/* The summary for people. */
void text_summary(struct buf *to, const struct sums *s, const struct run *run);

/* The truth and the answers of a result in columns. */
struct side {
	size_t columns; /* of the terminal */
	bool color, utf8;
};
void side_write(struct buf *to, const struct result *r, const struct sums *s,
    const struct side *how);

/* JUnit's XML: a case for each gate, and for each model and metric. */
void junit_write(struct out *out, const struct sums *s, const struct run *run);

/* A page of HTML: the summary, and the results of the spool, worst first, at
 * most so many. */
void html_write(struct out *out, const struct sums *s, const struct run *run,
    struct spool *spool, size_t most);

/* A record's questions as tests of promptfoo, a line of JSON each.  The names
 * of metrics that it has nothing like are told once by promptfoo_lacks(). */
void promptfoo_write(struct buf *to, const struct question *q, size_t index,
    const struct metrics *metrics);
void promptfoo_lacks(struct buf *to, const struct metrics *metrics);

#endif
