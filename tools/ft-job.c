/* SPDX-License-Identifier: MIT */
/* ft-job: fine-tuning jobs of a provider. */
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/term.h"
#include "tools/job/job.h"

enum { SECONDS_MAX = 30 * 86400 };

static struct job_tool tool = {
    .seed = NO_SEED,
    .timeout = 7 * 86400,
    .interval = 5,
    .tolerance = 5,
    .format = "auto",
    .max_cost = NO_FIGURE,
    .session_options = SESSION_USUAL,
};

/* The options that are for some commands only stand in front; see commands[].
 */
static const struct opt opts[] = {
    {0, "training-file", OPT_TEXT, "ID|PATH", &tool.training_file,
	"create: the file to train on; reconcile: a copy of it"},
    {0, "validation-file", OPT_TEXT, "ID|PATH", &tool.validation_file,
	"create: the file to validate with"},
    {'m', "model", OPT_TEXT, "NAME", &tool.model, "create: the model to train"},
    {0, "suffix", OPT_TEXT, "S", &tool.suffix,
	"create: a word for the new model's name"},
    {'e', "epochs", OPT_TEXT, "N|auto", &tool.epochs,
	"create: rounds over the training file"},
    {0, "batch-size", OPT_TEXT, "N|auto", &tool.batch_size,
	"create: examples in a step"},
    {0, "learning-rate-multiplier", OPT_TEXT, "X|auto", &tool.multiplier,
	"create: how fast to learn, against the usual"},
    {0, "learning-rate", OPT_TEXT, "X|auto", &tool.rate,
	"create: how fast to learn, where a provider has it so"},
    {0, "beta", OPT_TEXT, "X|auto", &tool.beta,
	"create: of preference, how near to stay to the model"},
    {0, "seed", OPT_WHOLE, "N", &tool.seed, "create: the seed of the training"},
    {0, "method", OPT_CHOICE, "supervised|preference|reinforcement",
	&tool.method, "create: how to train"},
    {0, "metadata", OPT_LIST, "KEY=VALUE", &tool.metadata,
	"create: a note on the job (repeatable)"},
    {0, "set", OPT_LIST, "PATH=VALUE", &tool.set,
	"create: anything else of the request (repeatable)"},
    {0, "body", OPT_TEXT, "FILE", &tool.body,
	"create: JSON of the request, to which options add"},
    {0, "no-lint", OPT_FLAG, NULL, &tool.no_lint,
	"create: do not run ft-lint on a PATH"},
    {0, "max-cost", OPT_TEXT, "USD", &tool.max_cost_text,
	"create: status 1 and no job where it would cost more"},
    {'y', "yes", OPT_FLAG, NULL, &tool.yes, "create: do not ask on a terminal"},
    {'f', "force", OPT_FLAG, NULL, &tool.force,
	"create: train a model that will be gone or is not listed"},
    {0, "today", OPT_TEXT, "DATE", &tool.today_text,
	"create: the day to hold shutdown dates against (today)"},
    {'n', "dry-run", OPT_FLAG, NULL, &tool.dry_run,
	"create: check, print the request and create nothing"},
    {0, "follow", OPT_FLAG, NULL, &tool.follow,
	"create, events: go on to the end of the job"},
    {0, "format", OPT_CHOICE, "auto|table|json", &tool.format,
	"list, events, checkpoints: for people (auto: on a terminal)"},
    {0, "id", OPT_FLAG, NULL, &tool.id_only, "print ids alone"},
    {0, "timeout", OPT_REAL, "SECONDS", &tool.timeout,
	"follow no longer than this (604800, a week)"},
    {0, "interval", OPT_REAL, "SECONDS", &tool.interval, "ask so often (5)"},
    {0, "plot", OPT_FLAG, NULL, &tool.plot,
	"metrics: draw the loss in the terminal"},
    {0, "svg", OPT_TEXT, "FILE", &tool.svg, "metrics: draw it as a picture"},
    {0, "csv", OPT_FLAG, NULL, &tool.csv, "metrics: print CSV"},
    {0, "tolerance", OPT_REAL, "PERCENT", &tool.tolerance,
	"reconcile: status 1 when it is more off than this (5)"},
    {0, "hook", OPT_TEXT, "COMMAND", &tool.hook,
	"run it when the job that is followed has ended"},
    SESSION_OPTS(tool.session_options),
};

static const struct cmd cmd = {
    .name = "ft-job",
    .operands = "COMMAND [ID...]",
    .summary = "Fine-tuning jobs: create, list, show, events, wait, cancel, "
	       "pause, resume,\ncheckpoints, metrics, reconcile.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

void
job_fault(struct job_tool *t, const char *id, const struct fault *f)
{
	session_fault(&t->session, &t->out, id, f);
}

void
job_print(struct job_tool *t, struct str id, struct str json)
{
	if (t->id_only && id.n > 0)
		out_masked(&t->out, id);
	else
		out_json(&t->out, json);
	out_str(&t->out, STR("\n"));
}

bool
job_wants_table(const struct job_tool *t)
{
	return !t->id_only && term_table(t->format, opt_shared.output);
}

static bool
list_one(void *ctx, const struct api_job *job)
{
	job_print(ctx, job->id, job->json);
	return true;
}

static void
list(struct job_tool *t)
{
	struct fault f;

	if (job_wants_table(t) ? !table_jobs(t, &f)
			       : !api_jobs(&t->session.api, list_one, t, &f))
		job_fault(t, NULL, &f);
}

static void
show(struct job_tool *t, const char *id)
{
	struct api_job job;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (api_job(&t->session.api, str_c(id), &arena, &job, &f)) {
		job_print(t, job.id, job.json);
		out_flush(&t->out);
		bill_say(t, &job);
	} else {
		job_fault(t, id, &f);
	}
	arena_free(&arena);
}

static void
cancel(struct job_tool *t, const char *id)
{
	struct api_job job;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (api_job_cancel(&t->session.api, str_c(id), &arena, &job, &f))
		job_print(t, job.id, job.json);
	else
		job_fault(t, id, &f);
	arena_free(&arena);
}

static void
hold(struct job_tool *t, const char *id, bool resume)
{
	struct api_job job;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (api_job_pause(&t->session.api, str_c(id), resume, &arena, &job, &f))
		job_print(t, job.id, job.json);
	else
		job_fault(t, id, &f);
	arena_free(&arena);
}

static void
pause_job(struct job_tool *t, const char *id)
{
	hold(t, id, false);
}

static void
resume_job(struct job_tool *t, const char *id)
{
	hold(t, id, true);
}

static void
events(struct job_tool *t, const char *id)
{
	struct events e;
	struct fault f;

	if (t->follow) {
		job_follow(t, id, true);
		return;
	}
	events_init(&e, job_wants_table(t));
	if (!events_print(t, &e, str_c(id), &f))
		job_fault(t, id, &f);
	events_free(&e);
}

static void
wait_for(struct job_tool *t, const char *id)
{
	job_follow(t, id, false);
}

static bool
print_checkpoint(void *ctx, const struct api_checkpoint *checkpoint)
{
	job_print(ctx, checkpoint->id, checkpoint->json);
	return true;
}

static void
checkpoints(struct job_tool *t, const char *id)
{
	struct fault f;

	if (job_wants_table(t) ? !table_checkpoints(t, str_c(id), &f)
			       : !api_checkpoints(&t->session.api, str_c(id),
				     print_checkpoint, t, &f))
		job_fault(t, id, &f);
}

#define FOLLOWS " timeout interval hook "

static const struct {
	const char *name;
	void (*none)(struct job_tool *t); /* of those that take no id */
	void (*one)(struct job_tool *t, const char *id);
	const char *takes; /* of the options for some commands; NULL: all */
	const char *lacks; /* but these */
} commands[] = {
    {"create", job_create, NULL, NULL, " format plot svg csv tolerance "},
    {"list", list, NULL, " id format ", ""},
    {"show", NULL, show, " id ", ""},
    {"events", NULL, events, " id format follow" FOLLOWS, ""},
    {"wait", NULL, wait_for, FOLLOWS, ""},
    {"cancel", NULL, cancel, " id ", ""},
    {"pause", NULL, pause_job, " id ", ""},
    {"resume", NULL, resume_job, " id ", ""},
    {"checkpoints", NULL, checkpoints, " id format ", ""},
    {"reconcile", NULL, job_reconcile, " id training-file tolerance ", ""},
    {"metrics", NULL, job_metrics, " plot svg csv ", ""},
};

/* Does a command look at an option? */
static bool
takes(size_t command, const char *option)
{
	const char *some = commands[command].takes;
	struct buf word;
	bool ok;

	buf_init(&word, BUF_NO_MAX);
	buf_printf(&word, " %s ", option);
	ok = (some == NULL || strstr(some, buf_cstr(&word)) != NULL) &&
	    strstr(commands[command].lacks, buf_cstr(&word)) == NULL;
	buf_free(&word);
	return ok;
}

/* An option that would not be looked at is a mistake. */
static void
check_options(size_t command)
{
	bool follows = tool.follow || commands[command].one == wait_for;

	for (size_t i = 0; strcmp(opts[i].name, "provider") != 0; i++) {
		const char *name = opts[i].name;

		if (!opt_given(&cmd, &opts[i]))
			continue;
		if (!takes(command, name))
			opt_wrong(&cmd, "%s has no --%s",
			    commands[command].name, name);
		/* create waits for its files, too. */
		if (!follows &&
		    (opts[i].to == &tool.hook || opts[i].to == &tool.interval ||
			(opts[i].to == &tool.timeout &&
			    commands[command].one == events)))
			opt_wrong(&cmd, "--%s wants --follow", name);
	}
}

/* Which of the commands is it? */
static size_t
read_command(char **operands)
{
	size_t i = 0;

	if (operands[0] == NULL)
		opt_wrong(&cmd, "a command is wanted");
	while (
	    i < LENGTH(commands) && strcmp(operands[0], commands[i].name) != 0)
		i++;
	if (i == LENGTH(commands))
		opt_wrong(&cmd, "unknown command '%s'", operands[0]);
	if (commands[i].one != NULL && operands[1] == NULL)
		opt_wrong(&cmd, "%s wants the id of a job", operands[0]);
	if (commands[i].one == NULL && operands[1] != NULL)
		opt_wrong(&cmd, "%s takes no id", operands[0]);
	if (commands[i].one == job_metrics && operands[2] != NULL)
		opt_wrong(&cmd, "%s takes one id", operands[0]);
	check_options(i);
	return i;
}

static void
check_seconds(const char *name, double seconds)
{
	if (!(seconds >= 0 && seconds <= SECONDS_MAX))
		opt_wrong(
		    &cmd, "--%s wants seconds up to %d", name, SECONDS_MAX);
}

static void
check_values(void)
{
	check_seconds("timeout", tool.timeout);
	check_seconds("interval", tool.interval);
	if (tool.max_cost_text != NULL &&
	    !money_read(str_c(tool.max_cost_text), &tool.max_cost))
		opt_wrong(&cmd,
		    "--max-cost wants dollars such as 2.40, not '%s'",
		    tool.max_cost_text);
	if (!(tool.tolerance >= 0))
		opt_wrong(&cmd, "--tolerance wants per cent, at least 0");
	if (tool.interval < 0.01)
		tool.interval = 0.01;
	if (tool.csv && (tool.plot || tool.svg != NULL))
		opt_wrong(&cmd, "--csv goes without --plot and --svg");
	tool.today = date_today();
	if (tool.today_text != NULL &&
	    (!date_read(str_c(tool.today_text), &tool.today) ||
		!date_is_day(tool.today)))
		opt_wrong(&cmd,
		    "--today wants a date such as 2026-10-23, not '%s'",
		    tool.today_text);
}

int
main(int argc, char **argv)
{
	char **operands;
	struct fault f;
	size_t command;

	diag_init(argv[0]);
	operands = opt_parse(&cmd, argc, argv);
	command = read_command(operands);
	check_values();
	tool.session_options.in_flight = PARTS_AT_A_TIME;
	tool.session_options.tick = upload_tick;
	tool.session_options.ctx = &tool.upload;
	if (!session_open(&tool.session, &tool.session_options, &f)) {
		diag_fault((struct place){0}, &f);
		return diag_status();
	}
	market_init(&tool.market);
	out_open(&tool.out, opt_shared.output);
	if (commands[command].none != NULL)
		commands[command].none(&tool);
	else
		for (char **id = operands + 1; *id != NULL; id++)
			commands[command].one(&tool, *id);
	out_close(&tool.out);
	market_free(&tool.market);
	session_close(&tool.session);
	return diag_status();
}
