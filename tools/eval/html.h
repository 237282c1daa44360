/* SPDX-License-Identifier: MIT */
/*
 * The parts of the page.  It needs nothing from elsewhere, and its policy lets
 * nothing in: the style and the script are known to it by their digests, and
 * what was asked and answered is text wherever it stands.
 */
#ifndef FT_TOOLS_EVAL_HTML_H
#define FT_TOOLS_EVAL_HTML_H

#include "tools/eval/reports.h"

/* The style, and the script that filters and sorts. */
extern const char html_style[];
extern const char html_script[];

/* Means with their intervals, and what was won and lost, as SVG. */
void html_charts(struct buf *to, const struct sums *s);

/* The tables of figures. */
void html_tables(struct buf *to, const struct sums *s, const struct run *run);

/* The results, worst first, at most so many. */
void html_examples(
    struct out *out, const struct sums *s, struct spool *spool, size_t most);

/* Appends an element with text in it: <TAG>text</TAG>; attributes may stand in
 * the tag. */
void html_element(struct buf *to, const char *tag, const char *text);

#endif
