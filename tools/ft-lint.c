/* SPDX-License-Identifier: MIT */
/* ft-lint: the check before the upload. */
#include "common/base/opt.h"
#include "common/io/samefile.h"
#include "common/io/term.h"
#include "tools/lint/baseline.h"
#include "tools/lint/choice.h"
#include "tools/lint/matrix.h"
#include "tools/lint/report.h"
#include "tools/lint/setup.h"

#include <math.h>
#include <unistd.h>

static struct lint lint = {
    .format = "text",
    .fail_on = "error",
    .type = "auto",
    .max_findings = MAX_UNSET,
};
static struct setup setup;
static const char *against;
static double threshold = NAN;
static const char *excerpt = "auto", *baseline, *write_baseline;
static bool want_rules, want_providers;
static const char *explain;

static const struct opt opts[] = {
    {'p', "pass", OPT_FLAG, NULL, &lint.pass,
	"be a filter: good records go to standard output"},
    {0, "rejects", OPT_TEXT, "FILE", &lint.rejects_name,
	"with --pass: the bad records go there"},
    {0, "fix", OPT_FLAG, NULL, &lint.fix,
	"write the records, repaired where that is certain"},
    {0, "diff", OPT_FLAG, NULL, &lint.diff, "show what --fix would change"},
    {0, "format", OPT_CHOICE, "text|json|jsonl|sarif|github|junit|summary",
	&lint.format, "how the report is written (text)"},
    {'t', "type", OPT_CHOICE, "auto|chat|completion|preference|reinforcement",
	&lint.type, "what the records are to be (auto: by their looks)"},
    {'m', "model", OPT_TEXT, "NAME", &lint.model_name,
	"count tokens and check the limits of this model"},
    {0, "provider", OPT_CHOICE,
	"openai|azure|together|fireworks|nebius|mistral|gemini|bedrock-claude|"
	"bedrock-nova|trl|axolotl|all",
	&lint.provider_name,
	"check what this one takes (the model's, or openai)"},
    {0, "today", OPT_TEXT, "DATE", &lint.today_text,
	"the day to hold the model's end against (today)"},
    {0, "select", OPT_LIST, "LIST", &setup.selects,
	"run these only: ids, begins of ids, names, families"},
    {0, "ignore", OPT_LIST, "LIST", &setup.ignores, "do not run these rules"},
    {0, "warn", OPT_LIST, "LIST", &setup.warns, "what these find is a warning"},
    {0, "error", OPT_LIST, "LIST", &setup.errors,
	"what these find is an error"},
    {0, "config", OPT_TEXT, "FILE", &setup.config_name,
	"in the place of .ft-lint, found here or above"},
    {0, "against", OPT_TEXT, "FILE", &against,
	"tell which examples stand in this file, too"},
    {0, "near-duplicates", OPT_FLAG, NULL, &lint.near,
	"look for examples that look alike, too"},
    {0, "threshold", OPT_REAL, "T", &threshold,
	"with --near-duplicates: how much, 0.5 to 1 (0.8)"},
    {0, "baseline", OPT_TEXT, "FILE", &baseline,
	"report only what is not in this file"},
    {0, "write-baseline", OPT_TEXT, "FILE", &write_baseline,
	"write there what is found, for --baseline"},
    {0, "fail-on", OPT_CHOICE, "error|warning|info|never", &lint.fail_on,
	"from which level on the status is 1 (error)"},
    {0, "max-findings", OPT_WHOLE, "N", &lint.max_findings,
	"show N of a rule at most (20 in text); all count"},
    {0, "excerpt", OPT_CHOICE, "auto|always|never", &excerpt,
	"show the place in the line (auto: on a terminal)"},
    {0, "list-providers", OPT_FLAG, NULL, &want_providers,
	"print what each provider takes, and stop"},
    {0, "list-rules", OPT_FLAG, NULL, &want_rules, "list the rules and stop"},
    {0, "explain", OPT_TEXT, "RULE", &explain, "explain a rule and stop"},
};

static const struct cmd cmd = {
    .name = "ft-lint",
    .operands = "[FILE...]",
    .summary = "Check training examples for what the provider will refuse.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

/* The answers that need no input. */
static void
answer(void)
{
	const struct rule *rule = NULL;
	struct out out;

	if (explain != NULL) {
		rule = rule_find(str_c(explain));
		if (rule == NULL)
			opt_wrong(&cmd,
			    "unknown rule '%s'; --list-rules lists them",
			    explain);
	}
	out_open(&out, opt_shared.output);
	if (want_providers)
		list_providers(&out, &lint);
	else if (rule != NULL)
		list_explain(&out, &lint, rule);
	else
		list_rules(&out, &lint.levels);
	out_close(&out);
}

/* Was something found that makes the status 1? */
static bool
fails(const struct totals *all)
{
	for (size_t i = 0; i < LENGTH(all->level); i++)
		if (all->level[i] > 0 && report_fails(&lint, (enum level)i))
			return true;
	return false;
}

static void
read_against(void)
{
	static struct against other;

	if (!lint.near && !isnan(threshold))
		opt_wrong(&cmd, "--threshold wants --near-duplicates");
	lint.threshold = isnan(threshold) ? 0.8 : threshold;
	if (!(lint.threshold >= 0.5 && lint.threshold <= 1))
		opt_wrong(&cmd, "--threshold is from 0.5 to 1");
	if (against == NULL)
		return;
	if (!against_read(&other, against, lint.near))
		diag_exit(diag_status());
	lint.against = &other;
}

static void
read_baseline(void)
{
	static struct content_counts known;
	struct place at = {.file = baseline, .column = 1};
	struct buf text;
	struct fault f;

	if (baseline == NULL && write_baseline == NULL)
		return;
	lint.baseline = &known;
	lint.makes_baseline = write_baseline != NULL;
	if (lint.makes_baseline)
		return;
	buf_init(&text, BUF_NO_MAX);
	if (!in_whole(baseline, &text))
		diag_exit(diag_status());
	if (!baseline_read(&known, buf_str(&text), &at.line, &f)) {
		diag_fault(at, &f);
		diag_exit(diag_status());
	}
	buf_free(&text);
}

/* Of input that could not be read to its end, a baseline would be none. */
static void
end_baseline(void)
{
	bool whole = diag_status() == STATUS_OK || diag_status() == STATUS_NO;
	struct out out;

	if (lint.baseline == NULL)
		return;
	if (lint.makes_baseline) {
		out_open(&out, write_baseline);
		baseline_write(&out, lint.baseline);
		out_finish(&out, whole);
	}
	content_free(lint.baseline);
}

static void
check_files(char **files, struct out *output)
{
	struct run run;

	lint.wanted = example_named(str_c(lint.type));
	if (choice_is_all(&lint)) {
		matrix_check(&lint, &setup, &cmd, files);
		return;
	}
	run_start(&run, &lint, 1, files);
	run.file->diff.to = output;
	run.file->diff.mask = term_is(output->fd);
	report_start(run.file);
	run_files(&run, files);
	report_end(run.file);
	if (fails(&run.file->all) || (lint.diff && file_is_mended(run.file)))
		diag_raise(STATUS_NO);
	run_free(&run);
}

/* How the report is to look where it is shown. */
static void
look_at_terminal(int fd)
{
	lint.color = term_color(fd, opt_shared.color);
	lint.columns = term_columns(fd);
	lint.excerpt = str_is(str_c(excerpt), "always") ||
	    (str_is(str_c(excerpt), "auto") && term_is(fd));
}

/* Where records go the report does not: it is for standard error then. */
static void
choose_outputs(struct out *output, struct out *report, struct out *rejects)
{
	out_open(output, opt_shared.output);
	lint.report = output;
	if (lint.pass || lint.fix) {
		out_open_fd(report, STDERR_FILENO, "<stderr>");
		lint.report = report;
		lint.records = output;
	}
	if (lint.rejects_name != NULL) {
		out_open(rejects, lint.rejects_name);
		lint.rejects = rejects;
	} else if (lint.fix && !lint.pass) {
		lint.rejects = output;
	}
	if (lint.diff)
		lint.records = lint.rejects = NULL;
	look_at_terminal(lint.report->fd);
}

/* Of what could not be read, nothing was repaired: then no file is written. */
static bool
is_whole(void)
{
	return !lint.fix || diag_status() == STATUS_OK ||
	    diag_status() == STATUS_NO;
}

static void
lint_files(char **files)
{
	struct out output, report, rejects;

	choose_outputs(&output, &report, &rejects);
	check_files(files, &output);
	out_finish(&output, is_whole());
	if (lint.rejects_name != NULL)
		out_close(&rejects);
	if (lint.report == &report)
		out_close(&report);
}

/* A file of its own, or records would be lost. */
static void
check_rejects(char **files)
{
	const char *input;

	if (lint.rejects_name == NULL)
		return;
	if (!lint.pass)
		opt_wrong(&cmd, "--rejects wants --pass");
	if (samefile_outputs(lint.rejects_name, opt_shared.output))
		opt_wrong(&cmd, "--rejects and --output must differ");
	input = samefile_among(files, lint.rejects_name);
	if (input != NULL)
		opt_wrong(&cmd, "--rejects would replace the input %s", input);
}

int
main(int argc, char **argv)
{
	char **files;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	setup_read(&setup, &cmd);
	choice_make(&lint, &setup, &cmd);
	if (want_rules || want_providers || explain != NULL) {
		answer();
		return diag_status();
	}
	check_rejects(files);
	if (lint.diff && lint.pass)
		opt_wrong(&cmd, "--diff goes without --pass");
	lint.fix |= lint.diff;
	read_against();
	read_baseline();
	lint_files(files);
	end_baseline();
	market_free(&lint.market);
	levels_free(&lint.levels);
	setup_free(&setup);
	return diag_status();
}
