/* SPDX-License-Identifier: MIT */
#include "common/score/score.h"

#include <stdlib.h>

#include "common/score/work.h"
#include "common/text/utf8.h"
#include "common/token/regex.h"

const struct score_metric score_metrics[] = {
    {
	.name = "exact",
	.binary = true,
	.take = exact_take,
	.help = "the answer is the expected one, byte for byte",
    },
    {
	.name = "normalized",
	.binary = true,
	.take = normalized_take,
	.help = "the same without case, punctuation, articles and blanks",
	.source =
	    "SQuAD's exact match: Rajpurkar et al. 2016, evaluate-v2.0.py",
    },
    {
	.name = "f1",
	.take = f1_take,
	.help = "words in common, normalized",
	.source = "SQuAD's F1: Rajpurkar et al. 2016, evaluate-v2.0.py",
    },
    {
	.name = "rouge-l",
	.take = rouge_take,
	.help = "the longest common subsequence of words, F-measure",
	.source = "ROUGE-L: Lin 2004, as rouge_score has it",
    },
    {
	.name = "chrf",
	.take = chrf_take,
	.help = "n-grams of up to 6 characters in common, F2-measure",
	.source = "chrF2: Popović 2015 and 2016, as sacreBLEU 2 has it",
    },
    {
	.name = "levenshtein",
	.take = levenshtein_take,
	.help = "the share of the longer text that may stay as it is",
	.source = "1 - distance / length of the longer: Levenshtein 1966",
    },
    {
	.name = "contains",
	.argument = "[TEXT]",
	.binary = true,
	.take = contains_take,
	.help = "the expected answer, or TEXT, stands in the answer",
    },
    {
	.name = "regex",
	.argument = "RE",
	.binary = true,
	.take = regex_take,
	.help = "the regular expression finds something in the answer",
	.source = "PCRE2",
    },
    {
	.name = "json-valid",
	.binary = true,
	.take = json_valid_take,
	.help = "the answer is JSON",
	.source = "RFC 8259",
    },
    {
	.name = "json",
	.binary = true,
	.take = json_take,
	.help = "the same JSON, whatever its blanks, order and numerals",
	.source = "RFC 8259",
    },
    {
	.name = "json-fields",
	.take = json_fields_take,
	.help = "the share of the expected fields that are the same",
    },
    {
	.name = "tool-call",
	.binary = true,
	.take = calls_take,
	.help = "the same functions are called with the same arguments",
    },
    {
	.name = "judge",
	.argument = "MODEL",
	.asks = true,
	.help = "how often MODEL prefers the answer to the expected one",
	.source = "Zheng et al. 2023, in both orders",
    },
};
const size_t score_metrics_count = LENGTH(score_metrics);

/* What a long text leaves behind in memory. */
enum { KEEP = 1 << 20 };

static const struct score_metric *
find(struct str name)
{
	for (size_t i = 0; i < score_metrics_count; i++)
		if (str_is(name, score_metrics[i].name))
			return &score_metrics[i];
	return NULL;
}

static bool
compile(struct score *s, size_t off, struct fault *f)
{
	struct fault why;
	size_t bad;

	if (!utf8_valid(s->argument, &bad))
		return fault_set(f, STATUS_USAGE, off + bad,
		    "the regular expression is not UTF-8");
	s->regex = regex_new_search(s->argument, &why);
	if (s->regex != NULL)
		return true;
	return fault_set(f, STATUS_USAGE, off + why.off,
	    "regular expression: %s at character %zu", why.text, why.off + 1);
}

bool
score_parse(struct score *s, struct str text, struct fault *f)
{
	size_t colon = str_find(text, ':');
	struct str name = str_of(text.p, colon);
	const struct score_metric *metric = find(name);

	if (metric == NULL)
		return fault_set(f, STATUS_USAGE, 0, "unknown metric \"%.*s\"",
		    STR_ARGS(name));
	if (colon < text.n && metric->argument == NULL)
		return fault_set(f, STATUS_USAGE, colon,
		    "metric %s takes no argument", metric->name);
	if (metric->argument != NULL && metric->argument[0] != '[' &&
	    colon + 1 >= text.n)
		return fault_set(f, STATUS_USAGE, colon,
		    "metric %s wants an argument: %s:%s", metric->name,
		    metric->name, metric->argument);
	*s = (struct score){.metric = metric, .name = mem_copy(text.p, text.n)};
	if (colon < text.n)
		s->argument = str_of(s->name + colon + 1, text.n - colon - 1);
	if (metric->take == regex_take && !compile(s, colon + 1, f)) {
		score_free(s);
		return false;
	}
	return true;
}

void
score_free(struct score *s)
{
	regex_free(s->regex);
	free(s->name);
	*s = (struct score){0};
}

struct score_work *
score_work_new(void)
{
	struct score_work *w = mem_zero(1, sizeof(*w));

	json_reader_init(&w->json, &w->arena);
	buf_init(&w->answer, BUF_NO_MAX);
	buf_init(&w->expected, BUF_NO_MAX);
	buf_init(&w->caseless, BUF_NO_MAX);
	return w;
}

void
score_work_free(struct score_work *w)
{
	if (w == NULL)
		return;
	json_reader_free(&w->json);
	buf_free(&w->answer);
	buf_free(&w->expected);
	buf_free(&w->caseless);
	arena_free(&w->arena);
	free(w);
}

bool
score_take(const struct score *s, struct score_work *w, struct str answer,
    struct str expected, double *value, struct fault *f)
{
	bool ok;

	if (answer.n > SCORE_TEXT_MAX || expected.n > SCORE_TEXT_MAX)
		return fault_set(f, STATUS_INPUT, 0, "a text of over %zu MiB",
		    SCORE_TEXT_MAX >> 20);
	ok = s->metric->take(s, w, answer, expected, value, f);
	arena_reset(&w->arena);
	buf_shrink(&w->answer, KEEP);
	buf_shrink(&w->expected, KEEP);
	buf_shrink(&w->caseless, KEEP);
	return ok;
}
