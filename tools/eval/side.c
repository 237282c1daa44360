/* SPDX-License-Identifier: MIT */
/* The truth and the answers side by side, in bands where they are many. */
#include <math.h>

#include "common/base/diag.h"
#include "tools/eval/columns.h"
#include "tools/eval/marks.h"
#include "tools/eval/prompt.h"
#include "tools/eval/reports.h"
#include "tools/eval/shortname.h"

enum { NARROWEST = 24, PROMPT_LINES = 6, MOST_COLUMNS = 8 };

static void
add_scores(struct column *c, const struct reply *r, const struct metrics *m)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	if (r->end != ANSWER_GIVEN)
		buf_adds(&b, answer_end_name(r->end));
	for (size_t k = 0; k < m->n; k++)
		if (!isnan(r->scores[k]))
			buf_printf(&b, "%s%s %.3g", b.n > 0 ? ", " : "",
			    m->v[k].name, r->scores[k]);
	column_end(c);
	column_add(c, buf_str(&b), STYLE_DIM);
	column_end(c);
	buf_free(&b);
}

static void
add_answer(struct column *c, const struct reply *r, struct arena *arena)
{
	static const enum style styles[] = {[DIFF_SAME] = STYLE_PLAIN,
	    [DIFF_DELETE] = STYLE_MISSING,
	    [DIFF_INSERT] = STYLE_MORE};
	struct marks m;

	if (!reply_is_there(r)) {
		column_add(c, r->trouble, STYLE_DIM);
		return;
	}
	marks_make(&m, r->result->question.expected, reply_said(r), arena);
	for (size_t i = 0; i < m.n; i++)
		column_add(c, m.run[i].text,
		    m.other ? STYLE_PLAIN : styles[m.run[i].kind]);
}

static void
add_head(struct column *c, const char *text)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	shortname_write(&b, str_c(text), c->width);
	column_add(c, buf_str(&b), STYLE_HEAD);
	column_end(c);
	buf_free(&b);
}

/* The truth, and the answers of n models from the first. */
static void
write_band(struct buf *to, const struct result *r, const struct sums *s,
    const struct side *how, size_t first, size_t n)
{
	struct column c[MOST_COLUMNS];
	struct arena arena;
	size_t width = (how->columns - 3 * n) / (n + 1);

	arena_init(&arena);
	column_init(&c[0], width, how->color);
	add_head(&c[0], "expected");
	column_add(&c[0], r->question.expected, STYLE_PLAIN);
	column_end(&c[0]);
	for (size_t i = 0; i < n; i++) {
		const struct reply *reply = &r->replies[first + i];

		column_init(&c[i + 1], width, how->color);
		add_head(&c[i + 1], s->models[first + i].name);
		add_answer(&c[i + 1], reply, &arena);
		add_scores(&c[i + 1], reply, s->metrics);
	}
	columns_write(to, c, n + 1, how->utf8 ? " \xe2\x94\x82 " : " | ");
	for (size_t i = 0; i < n + 1; i++)
		column_free(&c[i]);
	arena_free(&arena);
}

/* What was asked last, as much of it as shows what it is. */
static void
write_prompt(struct buf *to, const struct result *r, const struct side *how)
{
	struct column c;
	struct prompt p;
	struct turn turn;

	prompt_init(&p);
	column_init(&c, how->columns, how->color);
	prompt_read(&p, r->question.messages);
	while (prompt_next(&p, &turn)) {
		if (!turn.last)
			continue;
		column_add(&c, turn.role, STYLE_HEAD);
		column_add(&c, STR(": "), STYLE_HEAD);
		column_add(&c, turn.text, STYLE_PLAIN);
	}
	column_end(&c);
	if (c.nlines > PROMPT_LINES) {
		c.nlines = PROMPT_LINES;
		columns_write(to, &c, 1, "");
		buf_adds(to, "...\n");
	} else {
		columns_write(to, &c, 1, "");
	}
	column_free(&c);
	prompt_free(&p);
}

void
side_write(struct buf *to, const struct result *r, const struct sums *s,
    const struct side *how)
{
	size_t most = (how->columns + 3) / (NARROWEST + 3), first = 0;

	most = most < 2 ? 2 : most > MOST_COLUMNS ? MOST_COLUMNS : most;
	buf_printf(to, "%s%zu (line %zu)%s\n", how->color ? "\033[1m" : "",
	    r->index, r->line, how->color ? "\033[0m" : "");
	write_prompt(to, r, how);
	buf_addc(to, '\n');
	while (first < r->nreplies) {
		size_t n = r->nreplies - first;

		n = n > most - 1 ? most - 1 : n;
		write_band(to, r, s, how, first, n);
		buf_addc(to, '\n');
		first += n;
	}
}
