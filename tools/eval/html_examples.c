/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "common/text/xml.h"
#include "tools/eval/html.h"
#include "tools/eval/marks.h"
#include "tools/eval/prompt.h"

struct place {
	double worth; /* less is worse */
	size_t i;
};

static int
compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth < y->worth ? -1 : 1;
	return x->i < y->i ? -1 : 1;
}

/* The mean of a model's scores. */
static double
mean_of(const struct sums *s, size_t example, size_t model)
{
	double sum = 0;
	size_t n = 0;

	for (size_t k = 0; k < s->metrics->n; k++)
		if (!isnan(s->models[model].scores[k][example])) {
			sum += s->models[model].scores[k][example];
			n++;
		}
	return n == 0 ? -1 : sum / (double)n;
}

/* The worst that a model does beside the base; one model alone by itself. */
static double
worth_of(const struct sums *s, size_t example)
{
	double worst = 2;

	if (s->nmodels == 1)
		return mean_of(s, example, 0);
	for (size_t i = 0; i < s->nmodels; i++) {
		double change = sums_change(s, example, i);

		if (i != s->base && change < worst)
			worst = change;
	}
	return worst;
}

static void
write_text(struct buf *to, struct str text)
{
	buf_adds(to, "<div class=\"text\" dir=\"auto\" tabindex=\"0\">");
	xml_write_page(to, text);
	buf_adds(to, "</div>\n");
}

static void
write_difference(
    struct buf *to, struct str expected, struct str said, struct arena *arena)
{
	static const char *const tags[] = {
	    [DIFF_SAME] = NULL, [DIFF_DELETE] = "del", [DIFF_INSERT] = "ins"};
	struct marks m;

	marks_make(&m, expected, said, arena);
	buf_adds(to, "<div class=\"text\" dir=\"auto\" tabindex=\"0\">");
	for (size_t i = 0; i < m.n; i++) {
		const char *tag = m.other ? NULL : tags[m.run[i].kind];

		if (tag != NULL)
			buf_printf(to, "<%s>", tag);
		xml_write_page(to, m.run[i].text);
		if (tag != NULL)
			buf_printf(to, "</%s>", tag);
	}
	buf_adds(to, "</div>\n");
}

static void
write_scores(struct buf *to, const struct reply *r, const struct metrics *m)
{
	bool some = false;

	buf_adds(to, "<p class=\"scores\">");
	for (size_t k = 0; k < m->n; k++) {
		if (isnan(r->scores[k]))
			continue;
		buf_adds(to, some ? " \xc2\xb7 " : "");
		xml_write_page(to, str_c(m->v[k].name));
		buf_printf(to, " %.3g", r->scores[k]);
		some = true;
	}
	buf_adds(to, "</p>\n");
}

static void
write_reply(struct buf *to, const struct reply *r, const struct sums *s,
    struct arena *arena)
{
	buf_adds(to, "<div class=\"side\">");
	html_element(to, "h4", s->models[r->model].name);
	if (r->end != ANSWER_GIVEN)
		html_element(
		    to, "span class=\"tag bad\"", answer_end_name(r->end));
	if (reply_is_there(r))
		write_difference(
		    to, r->result->question.expected, reply_said(r), arena);
	else
		write_text(to, r->trouble);
	write_scores(to, r, s->metrics);
	buf_adds(to, "</div>\n");
}

static void
write_prompt(struct buf *to, struct prompt *p, struct str messages)
{
	struct turn turn;

	buf_adds(to, "<details><summary>prompt</summary>\n");
	prompt_read(p, messages);
	while (prompt_next(p, &turn)) {
		buf_adds(to, "<h4>");
		xml_write_page(to, turn.role);
		buf_adds(to, "</h4>");
		write_text(to, turn.text);
	}
	buf_adds(to, "</details>\n");
}

static bool
is_odd(const struct result *r)
{
	for (size_t i = 0; i < r->nreplies; i++)
		if (r->replies[i].end != ANSWER_GIVEN)
			return true;
	return false;
}

static void
write_head(struct buf *to, const struct result *r, const struct sums *s,
    const struct place *place, size_t rank)
{
	double change = s->nmodels > 1 ? place->worth : 0;

	buf_printf(to,
	    "<article data-rank=\"%zu\" data-place=\"%zu\" "
	    "data-change=\"%.6g\" data-odd=\"%d\">\n<div class=\"head\">",
	    rank, place->i, change, is_odd(r));
	buf_printf(to, "<h3>%zu", r->index);
	if (r->question.turn > 1)
		buf_printf(to, ", turn %zu", r->question.turn);
	buf_printf(to, "</h3><span class=\"dim\">line %zu</span>", r->line);
	if (s->nmodels > 1)
		buf_printf(to, "<span class=\"%s\">%+.3f</span>",
		    change < 0	     ? "bad"
			: change > 0 ? "good"
				     : "dim",
		    change);
	buf_adds(to, "</div>\n");
}

static void
write_example(struct buf *to, const struct result *r, const struct sums *s,
    struct prompt *p, struct arena *arena)
{
	const struct question *q = &r->question;

	write_prompt(to, p, q->messages);
	buf_adds(
	    to, "<div class=\"sides\">\n<div class=\"side\"><h4>expected</h4>");
	write_text(to, q->expected);
	if (q->is_preference) {
		buf_adds(to, "<h4>not preferred</h4>");
		write_text(to, q->rejected);
	}
	buf_adds(to, "</div>\n");
	for (size_t i = 0; i < r->nreplies; i++)
		write_reply(to, &r->replies[i], s, arena);
	buf_adds(to, "</div>\n</article>\n");
}

void
html_examples(
    struct out *out, const struct sums *s, struct spool *spool, size_t most)
{
	struct place *places =
	    mem_zero(spool->n == 0 ? 1 : spool->n, sizeof(*places));
	struct result r = {.line = 0};
	struct arena arena;
	struct prompt p;
	struct buf b;

	arena_init(&arena);
	prompt_init(&p);
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < spool->n; i++)
		places[i] = (struct place){worth_of(s, i), i};
	qsort(places, spool->n, sizeof(*places), compare);
	for (size_t i = 0; i < spool->n && i < most; i++) {
		spool_get(spool, places[i].i, &r);
		buf_clear(&b);
		arena_reset(&arena);
		write_head(&b, &r, s, &places[i], i);
		write_example(&b, &r, s, &p, &arena);
		out_str(out, buf_str(&b));
	}
	arena_free(&r.arena);
	arena_free(&arena);
	prompt_free(&p);
	buf_free(&b);
	free(places);
}
