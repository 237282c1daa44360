/* SPDX-License-Identifier: MIT */
/*
 * All metrics, on an answer and an expectation of any bytes, and a regular
 * expression of any: each score is from 0 to 1, what is the same has 1, and
 * what does not matter for a metric changes nothing.  Differences are all of
 * both texts.
 */
#include <stdint.h>
#include <stdlib.h>

#include "common/score/diff.h"
#include "common/score/judge.h"
#include "common/score/score.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct pair {
	struct str a, b;
};

/* The score, or -1 where there is none. */
static double
take(struct score_work *w, struct str metric, struct pair p)
{
	double value = -1;
	struct fault f;
	struct score s;

	if (!score_parse(&s, metric, &f))
		return -1;
	if (s.metric->asks)
		value = -1;
	else if (!score_take(&s, w, p.a, p.b, &value, &f))
		value = -1;
	else if (!(value >= 0 && value <= 1) ||
	    (s.metric->binary && value != 0 && value != 1))
		abort();
	score_free(&s);
	return value;
}

static double
take_named(struct score_work *w, const char *metric, struct pair p)
{
	return take(w, str_c(metric), p);
}

static void
check_metrics(struct score_work *w, struct pair p)
{
	static const char *const both_ways[] = {
	    "exact", "normalized", "f1", "rouge-l", "levenshtein"};
	struct pair swapped = {p.b, p.a}, same = {p.a, p.a};

	for (size_t i = 0; i < score_metrics_count; i++)
		take_named(w, score_metrics[i].name, p);
	for (size_t i = 0; i < LENGTH(both_ways); i++)
		if (take_named(w, both_ways[i], p) !=
		    take_named(w, both_ways[i], swapped))
			abort();
	if (take_named(w, "exact", same) != 1 ||
	    take_named(w, "normalized", same) != 1 ||
	    take_named(w, "f1", same) != 1 ||
	    take_named(w, "levenshtein", same) != 1 ||
	    take_named(w, "contains", same) != 1)
		abort();
	if (take_named(w, "json-valid", p) == 1 &&
	    (take_named(w, "json", same) != 1 ||
		take_named(w, "json-fields", same) != 1))
		abort();
	if (take_named(w, "normalized", p) == 1 && take_named(w, "f1", p) != 1)
		abort();
}

/* The second text as an argument of what takes one. */
static void
check_arguments(struct score_work *w, struct pair p)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "contains:");
	buf_add_str(&b, p.b);
	if (take(w, buf_str(&b), p) != take_named(w, "contains", p))
		abort();
	buf_clear(&b);
	buf_adds(&b, "regex:");
	buf_add_str(&b, p.b);
	take(w, buf_str(&b), p);
	buf_free(&b);
}

static void
check_diff(struct pair p)
{
	struct arena arena = {0};
	size_t i = 0, j = 0;
	struct diff d;

	diff_words(&d, p.a, p.b, &arena);
	for (size_t k = 0; k < d.n; k++) {
		struct str text = d.run[k].text;

		if (text.n == 0 ||
		    (k > 0 && d.run[k].kind == d.run[k - 1].kind))
			abort();
		if (d.run[k].kind != DIFF_INSERT) {
			if (text.p != p.a.p + i)
				abort();
			i += text.n;
		}
		if (d.run[k].kind != DIFF_DELETE) {
			if (!str_eq(text, str_of(p.b.p + j, text.n)))
				abort();
			j += text.n;
		}
	}
	if (i != p.a.n || j != p.b.n)
		abort();
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct score_work *w = score_work_new();
	enum judge_verdict verdict;
	struct pair p;
	struct buf a, b;
	size_t cut;

	if (n > 4096)
		n = 4096;
	/* In memory of their own, so that a step beyond is seen. */
	cut = n == 0 ? 0 : data[n - 1] * n / 256;
	buf_init(&a, BUF_NO_MAX);
	buf_init(&b, BUF_NO_MAX);
	buf_add(&a, data, cut);
	buf_add(&b, data + cut, n - cut);
	p = (struct pair){buf_str(&a), buf_str(&b)};
	check_metrics(w, p);
	check_arguments(w, p);
	check_diff(p);
	if (judge_read(p.a, &verdict) && verdict > JUDGE_TIE)
		abort();
	buf_free(&a);
	buf_free(&b);
	score_work_free(w);
	return 0;
}
