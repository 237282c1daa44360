/* SPDX-License-Identifier: MIT */
#include "common/score/score.h"

#include <stdlib.h>

#include "common/score/work.h"

const struct score_metric score_metrics[] = {
    {
	.name = "exact",
	.binary = true,
	.take = exact_take,
	.help = "the answer is the expected one, byte for byte",
    },
    {
	.name = "contains",
	.argument = "[TEXT]",
	.binary = true,
	.take = contains_take,
	.help = "the expected answer, or TEXT, stands in the answer",
    },
};
const size_t score_metrics_count = LENGTH(score_metrics);

static const struct score_metric *
find(struct str name)
{
	for (size_t i = 0; i < score_metrics_count; i++)
		if (str_is(name, score_metrics[i].name))
			return &score_metrics[i];
	return NULL;
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
	return true;
}

void
score_free(struct score *s)
{
	free(s->name);
	*s = (struct score){0};
}

struct score_work *
score_work_new(void)
{
	struct score_work *w = mem_zero(1, sizeof(*w));

	json_reader_init(&w->json, &w->arena);
	return w;
}

void
score_work_free(struct score_work *w)
{
	if (w == NULL)
		return;
	json_reader_free(&w->json);
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
	return ok;
}
