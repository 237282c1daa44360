/* SPDX-License-Identifier: MIT */
/* ft-eval: models against the ground truth of a validation file. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/num.h"
#include "common/io/term.h"
#include "common/net/interrupt.h"
#include "tools/eval/eval.h"

enum {
	COLUMNS_LEAST = 40,
	COLUMNS_FILE = 120,
	MODELS_MAX = 64,
	JOBS_USUAL = 8,
	JOBS_MAX = 256
};

static struct eval tool = {
    .html_limit = 1000,
    .worth = STATS_WORTH,
    .ask_options = ASK_USUAL,
};

static const struct opt opts[] = {
    {'m', "model", OPT_LIST, "MODEL", &tool.models,
	"ask this model (repeatable; the first is the base)"},
    {0, "metric", OPT_LIST, "LIST", &tool.metric,
	"scores to take (repeatable; what suits the truth)"},
    {0, "list-metrics", OPT_FLAG, NULL, &tool.list_metrics,
	"print the metrics that there are"},
    {0, "reference", OPT_TEXT, "PATH", &tool.reference,
	"where a record has the truth, not being the last answer"},
    {0, "every-turn", OPT_FLAG, NULL, &tool.every_turn,
	"ask for every answer of a conversation, not the last alone"},
    {0, "json", OPT_FLAG, NULL, &tool.json,
	"print the summary as one JSON object"},
    {0, "side-by-side", OPT_FLAG, NULL, &tool.side_by_side,
	"print the truth and the answers next to each other"},
    {0, "html", OPT_TEXT, "FILE", &tool.html,
	"write a page that shows everything there"},
    {0, "html-limit", OPT_WHOLE, "N", &tool.html_limit,
	"... with the N worst examples (1000; 0: all)"},
    {0, "junit", OPT_TEXT, "FILE", &tool.junit,
	"write the gates, or the means, there for a CI system"},
    {0, "export", OPT_CHOICE, "promptfoo", &tool.export,
	"ask nobody: print the examples as tests of another tool"},
    {0, "min", OPT_LIST, "METRIC=X", &tool.min,
	"status 1 where the mean is below X (repeatable)"},
    {0, "no-worse-than", OPT_TEXT, "MODEL", &tool.base,
	"it is the base; status 1 where another is worse"},
    {0, "worth", OPT_REAL, "X", &tool.worth,
	"the smallest difference that matters (0.02)"},
    {'j', "jobs", OPT_WHOLE, "N", &tool.ask_options.jobs,
	"requests under way at a time, if the server lets us (8)"},
    ASK_OPTS(tool.ask_options),
    ASK_CACHE_OPTS(tool.ask_options),
    SESSION_OPTS(tool.ask_options.session),
};

static const struct cmd cmd = {
    .name = "ft-eval",
    .operands = "[FILE]",
    .summary = "Ask models what a validation file asks, and hold their answers "
	       "against the\nground truth.",
    .max_operands = 1,
    .opts = opts,
    .nopts = LENGTH(opts),
};

static void
check_options(void)
{
	if (tool.json + tool.side_by_side + (tool.export != NULL) > 1)
		opt_wrong(&cmd,
		    "--json, --side-by-side and --export exclude each other");
	if (tool.export != NULL &&
	    (tool.html != NULL || tool.junit != NULL || tool.base != NULL ||
		tool.min.n > 0))
		opt_wrong(
		    &cmd, "--export asks nobody: there is nothing to report");
	if (tool.export == NULL && tool.models.n == 0)
		opt_wrong(&cmd, "a model is wanted: --model");
	if (tool.models.n > MODELS_MAX)
		opt_wrong(&cmd, "--model: at most %d models", MODELS_MAX);
	for (size_t i = 0; i < tool.models.n; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(tool.models.v[i], tool.models.v[k]) == 0)
				opt_wrong(&cmd, "--model '%s' is given twice",
				    tool.models.v[i]);
	if (tool.ask_options.jobs < 1 || tool.ask_options.jobs > JOBS_MAX)
		opt_wrong(&cmd, "--jobs is from 1 to %d", JOBS_MAX);
	if (!(tool.worth > 0 && tool.worth <= 1))
		opt_wrong(&cmd, "--worth wants a number above 0 and up to 1");
}

/* Reads what options hold; a mistake ends the program. */
static void
read_options(void)
{
	struct fault f;

	check_options();
	if (!metrics_read(&tool.metrics, &tool.metric, &f))
		opt_wrong(&cmd, "--metric: %s; see --list-metrics", f.text);
	if (tool.reference != NULL &&
	    !jsonpath_read(&tool.path, tool.reference, &f))
		opt_wrong(&cmd, "--reference '%s': %s", tool.reference, f.text);
	sums_open(&tool.sums, &tool.metrics, tool.models.v, tool.models.n);
	tool.sums.worth = tool.worth;
	if (!gates_read(&tool.gates, &tool.min, tool.base, &tool.metrics,
		&tool.sums, &f))
		opt_wrong(&cmd, "%s", f.text);
	tool.run.gates = &tool.gates;
	tool.run.every_turn = tool.every_turn;
	if (tool.html_limit == 0)
		tool.html_limit = UINT64_MAX;
}

static void
open_input(char **files)
{
	bool piped = files[0] == NULL || strcmp(files[0], "-") == 0;

	tool.run.file = piped ? "<stdin>" : files[0];
	in_init(&tool.in, files);
	lines_init(&tool.lines, &tool.in, opt_shared.max_record);
	asker_init(&tool.asker);
	tool.asker.every_turn = tool.every_turn;
	if (tool.reference != NULL)
		tool.asker.reference = &tool.path;
}

static void
close_input(void)
{
	asker_free(&tool.asker);
	lines_free(&tool.lines);
	in_free(&tool.in);
	if (tool.reference != NULL)
		jsonpath_free(&tool.path);
}

static void
open_side(void)
{
	tool.side.columns = term_is(1) && opt_shared.output == NULL
	    ? term_columns(1)
	    : COLUMNS_FILE;
	if (tool.side.columns < COLUMNS_LEAST)
		tool.side.columns = COLUMNS_LEAST;
	tool.side.color = term_color(1, opt_shared.color);
	tool.side.utf8 = term_utf8(1);
}

void
eval_show(struct eval *e, const struct result *r)
{
	sums_add(&e->sums, r);
	buf_clear(&e->text);
	if (e->side_by_side)
		side_write(&e->text, r, &e->sums, &e->side);
	else if (!e->json)
		record_write(&e->text, r, &e->sums, e->every_turn);
	if (e->side_by_side)
		out_str(&e->out, buf_str(&e->text));
	else
		out_json(&e->out, buf_str(&e->text));
	out_flush(&e->out);
}

/* All models that are asked, judges too; the caller frees the array. */
static bool
check_models(struct eval *e, struct fault *f)
{
	size_t n = e->models.n;
	const char **names = mem_zero(n + e->metrics.n, sizeof(*names));
	bool ok;

	for (size_t i = 0; i < n; i++)
		names[i] = e->models.v[i];
	for (size_t k = 0; k < e->metrics.n; k++)
		if (e->metrics.v[k].judge.n > 0)
			names[n++] = e->metrics.v[k].judge.p;
	ok = ask_check_models(e->ask, names, n, f);
	free(names);
	return ok;
}

static bool
ask_all(struct eval *e, struct fault *f)
{
	bool judged = metrics_ask(&e->metrics), ok;
	const struct ask_totals *totals;

	ok = eval_ask(e, f);
	if (judged && !interrupt_seen()) {
		struct fault second;

		if (!eval_judge(e, ok ? f : &second))
			ok = false;
	}
	totals = ask_totals(e->ask);
	e->run.requests = totals->requests;
	e->run.cost = totals->priced > 0 ? totals->cost : NO_FIGURE;
	e->run.whole = ok && !interrupt_seen();
	return e->run.whole;
}

/* Everything that is shown at the end. */
static void
report(struct eval *e, struct out *html, struct out *junit)
{
	sums_close(&e->sums);
	if (!gates_pass(&e->gates, &e->sums))
		diag_raise(STATUS_NO);
	buf_clear(&e->text);
	if (e->json) {
		json_summary(&e->text, &e->sums, &e->run);
		buf_addc(&e->text, '\n');
		out_json(&e->out, buf_str(&e->text));
	}
	if (out_is_open(html))
		html_write(
		    html, &e->sums, &e->run, &e->spool, (size_t)e->html_limit);
	if (out_is_open(junit))
		junit_write(junit, &e->sums, &e->run);
	if (opt_shared.quiet)
		return;
	out_flush(&e->out);
	buf_clear(&e->text);
	text_summary(&e->text, &e->sums, &e->run);
	fwrite(e->text.p, 1, e->text.n, stderr);
}

static void
evaluate(struct eval *e)
{
	struct out html = OUT_CLOSED, junit = OUT_CLOSED;
	struct fault f = {.status = STATUS_TEMPORARY, .text = "interrupted"};
	bool ok;

	e->spooled = e->html != NULL || metrics_ask(&e->metrics);
	if (e->html != NULL)
		out_open(&html, e->html);
	if (e->junit != NULL)
		out_open(&junit, e->junit);
	if (e->spooled)
		spool_open(&e->spool, e->sums.nmodels, e->metrics.n);
	ok = ask_all(e, &f);
	if (!ok)
		diag_fault((struct place){0}, &f);
	if (!interrupt_seen())
		report(e, &html, &junit);
	if (out_is_open(&html))
		out_finish(&html, !interrupt_seen());
	if (out_is_open(&junit))
		out_finish(&junit, !interrupt_seen());
	out_finish(&e->out, ok);
	if (e->spooled)
		spool_close(&e->spool);
}

static void
run(struct eval *e)
{
	struct fault f;

	e->ask = ask_open(&e->ask_options, &f);
	if (e->ask == NULL) {
		diag_fault((struct place){0}, &f);
		return;
	}
	e->in.stop_fd = interrupt_fd();
	if (check_models(e, &f)) {
		open_side();
		out_open(&e->out, opt_shared.output);
		evaluate(e);
	} else {
		diag_fault((struct place){0}, &f);
	}
	ask_close(e->ask);
	interrupt_die();
}

void
eval_export(struct eval *e)
{
	struct question q;
	struct arena arena;

	arena_init(&arena);
	out_open(&e->out, opt_shared.output);
	promptfoo_lacks(&e->text, &e->metrics);
	if (e->metric.n > 0 && e->text.n > 0)
		diag(LEVEL_WARNING, "promptfoo has nothing like %s",
		    buf_cstr(&e->text));
	while (eval_next(e, &arena, &q)) {
		buf_clear(&e->text);
		promptfoo_write(&e->text, &q, e->line.index, &e->metrics);
		out_json(&e->out, buf_str(&e->text));
		arena_reset(&arena);
	}
	teller_end(&e->teller);
	out_close(&e->out);
	arena_free(&arena);
}

static void
list_metrics(void)
{
	out_open(&tool.out, opt_shared.output);
	metrics_list(&tool.out);
	out_close(&tool.out);
}

int
main(int argc, char **argv)
{
	char **files;

	diag_init(argv[0]);
	tool.ask_options.jobs = JOBS_USUAL;
	files = opt_parse(&cmd, argc, argv);
	if (tool.list_metrics) {
		list_metrics();
		return diag_status();
	}
	read_options();
	buf_init(&tool.text, BUF_NO_MAX);
	open_input(files);
	if (tool.export != NULL)
		eval_export(&tool);
	else
		run(&tool);
	close_input();
	buf_free(&tool.text);
	gates_free(&tool.gates);
	sums_free(&tool.sums);
	metrics_free(&tool.metrics);
	return diag_status();
}
