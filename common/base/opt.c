/* SPDX-License-Identifier: MIT */
#include "common/base/opt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/completion.h"
#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/base/str.h"

enum {
	MAX_JOBS = 256,
	HELP_COLUMN = 28, /* where --help's explanations begin */
};

struct opt_shared opt_shared = {
    .max_record = 64 << 20,
    .color = "auto",
    .progress = "auto",
};

static bool want_help, want_version;
static const char *want_completion;
static uint64_t given; /* of the tool's options, a bit for each */

static const struct opt shared[] = {
    {'o', "output", OPT_TEXT, "FILE", &opt_shared.output,
	"write there, whole or not at all (standard output)"},
    {'j', "jobs", OPT_WHOLE, "N", &opt_shared.jobs,
	"threads (all processors); the output is the same"},
    {0, "max-record", OPT_SIZE, "SIZE", &opt_shared.max_record,
	"refuse longer records (64M)"},
    {0, "color", OPT_CHOICE, "auto|always|never", &opt_shared.color,
	"colour the report (auto: on a terminal)"},
    {0, "progress", OPT_CHOICE, "auto|always|never", &opt_shared.progress,
	"show a bar on standard error (auto: on a terminal)"},
    {'q', "quiet", OPT_FLAG, NULL, &opt_shared.quiet, "say errors only"},
    {'v', "verbose", OPT_FLAG, NULL, &opt_shared.verbose, "say more"},
    {0, "completion", OPT_CHOICE, "bash|zsh|fish", &want_completion,
	"print the completion script for that shell and stop"},
    {'h', "help", OPT_FLAG, NULL, &want_help, "print this and stop"},
    {'V', "version", OPT_FLAG, NULL, &want_version,
	"print the version and stop"},
};

static void
usage(FILE *to, const struct cmd *cmd)
{
	fprintf(to, "usage: %s [OPTIONS] %s\n", cmd->name, cmd->operands);
}

void
opt_wrong(const struct cmd *cmd, const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text, BUF_NO_MAX);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	diag(LEVEL_ERROR, "%s", buf_cstr(&text));
	usage(stderr, cmd);
	fprintf(stderr, "Try '%s --help'.\n", cmd->name);
	fflush(stderr);
	diag_exit(STATUS_USAGE);
}

/* One option's lines in --help. */
static void
help_line(const struct opt *o)
{
	int width = 0;

	if (o->letter != 0)
		width = printf("  -%c, --%s", o->letter, o->name);
	else
		width = printf("      --%s", o->name);
	if (o->arg != NULL)
		width += printf(o->kind == OPT_CHOICE ? "=%s" : " %s", o->arg);
	if (width > HELP_COLUMN - 2) {
		putchar('\n');
		width = 0;
	}
	printf("%*s%s\n", HELP_COLUMN - width, "", o->help);
}

/* What was printed must have arrived: --help > /dev/full is an error. */
static void
stop_printed(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		diag_die(STATUS_IO, "<stdout>: %s", "cannot be written");
	diag_exit(STATUS_OK);
}

static void
help(const struct cmd *cmd)
{
	usage(stdout, cmd);
	printf("%s\n\n", cmd->summary);
	for (size_t i = 0; i < cmd->nopts; i++)
		help_line(&cmd->opts[i]);
	printf("\nFor every tool:\n");
	for (size_t i = 0; i < LENGTH(shared); i++)
		if (opt_named(cmd, shared[i].name) == NULL)
			help_line(&shared[i]);
	printf("\nThe manual page %s(1) has it all.\n", cmd->name);
	stop_printed();
}

const struct opt *
opt_named(const struct cmd *cmd, const char *name)
{
	for (size_t i = 0; i < cmd->nopts; i++)
		if (str_is(str_c(name), cmd->opts[i].name))
			return &cmd->opts[i];
	return NULL;
}

bool
opt_given(const struct cmd *cmd, const struct opt *o)
{
	for (size_t i = 0; i < cmd->nopts && i < 64; i++)
		if (&cmd->opts[i] == o)
			return (given >> i & 1) != 0;
	return false;
}

static const struct opt *
by_letter(const struct cmd *cmd, char letter)
{
	for (size_t i = 0; i < cmd->nopts; i++)
		if (cmd->opts[i].letter == letter)
			return &cmd->opts[i];
	for (size_t i = 0; i < LENGTH(shared); i++)
		if (shared[i].letter == letter)
			return &shared[i];
	return NULL;
}

static const struct opt *
by_name(const struct cmd *cmd, struct str name)
{
	for (size_t i = 0; i < cmd->nopts; i++)
		if (str_is(name, cmd->opts[i].name))
			return &cmd->opts[i];
	for (size_t i = 0; i < LENGTH(shared); i++)
		if (str_is(name, shared[i].name))
			return &shared[i];
	return NULL;
}

static bool
is_choice(const char *choices, const char *word)
{
	struct str rest = str_c(choices), choice;

	while (str_split(&rest, '|', &choice))
		if (str_is(choice, word))
			return true;
	return false;
}

bool
opt_set(const struct opt *o, const char *value)
{
	struct opt_list *list;

	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)o->to = true;
		return true;
	case OPT_TEXT:
		*(const char **)o->to = value;
		return true;
	case OPT_CHOICE:
		*(const char **)o->to = value;
		return is_choice(o->arg, value);
	case OPT_LIST:
		list = o->to;
		list->v = mem_resize(list->v, list->n + 1, sizeof(*list->v));
		list->v[list->n++] = value;
		return true;
	case OPT_WHOLE:
		return num_u64(str_c(value), o->to);
	case OPT_SIZE:
		return num_size(str_c(value), o->to);
	case OPT_REAL:
		return num_real(str_c(value), o->to);
	}
	return false;
}

const char *
opt_wanted(const struct opt *o)
{
	switch (o->kind) {
	case OPT_WHOLE:
		return "a whole number";
	case OPT_SIZE:
		return "a size such as 512K or 64M";
	case OPT_REAL:
		return "a number";
	default:
		return o->arg;
	}
}

static void
set_checked(const struct cmd *cmd, const struct opt *o, const char *value)
{
	for (size_t i = 0; i < cmd->nopts && i < 64; i++)
		if (&cmd->opts[i] == o)
			given |= UINT64_C(1) << i;
	if (!opt_set(o, value))
		opt_wrong(cmd, "--%s wants %s, not '%s'", o->name,
		    opt_wanted(o), value);
}

/* Reads "--name", "--name=value" or "--name value"; returns how many
 * arguments that took. */
static int
long_option(const struct cmd *cmd, char **arg)
{
	struct str name = str_from(str_c(arg[0]), 2);
	size_t equals = str_find(name, '=');
	const char *value = NULL;
	const struct opt *o;

	if (equals < name.n)
		value = name.p + equals + 1;
	name.n = equals;
	o = by_name(cmd, name);
	if (o == NULL)
		opt_wrong(cmd, "unknown option '--%.*s'", STR_ARGS(name));
	if (o->kind == OPT_FLAG) {
		if (value != NULL)
			opt_wrong(cmd, "--%s takes no argument", o->name);
		set_checked(cmd, o, NULL);
		return 1;
	}
	if (value != NULL) {
		set_checked(cmd, o, value);
		return 1;
	}
	if (arg[1] == NULL)
		opt_wrong(cmd, "--%s wants %s", o->name, opt_wanted(o));
	set_checked(cmd, o, arg[1]);
	return 2;
}

/* Reads "-abc", "-ovalue" or "-o value"; returns as long_option(). */
static int
short_options(const struct cmd *cmd, char **arg)
{
	for (const char *p = arg[0] + 1; *p != '\0'; p++) {
		const struct opt *o = by_letter(cmd, *p);

		if (o == NULL)
			opt_wrong(cmd, "unknown option '-%c'", *p);
		if (o->kind == OPT_FLAG) {
			set_checked(cmd, o, NULL);
			continue;
		}
		if (p[1] != '\0') {
			set_checked(cmd, o, p + 1);
			return 1;
		}
		if (arg[1] == NULL)
			opt_wrong(cmd, "-%c wants %s", *p, opt_wanted(o));
		set_checked(cmd, o, arg[1]);
		return 2;
	}
	return 1;
}

static void
finish_shared(const struct cmd *cmd)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (want_help)
		help(cmd);
	if (want_version) {
		printf("%s (ft) %s\n", cmd->name, FT_VERSION);
		stop_printed();
	}
	if (want_completion != NULL) {
		completion_print(want_completion, cmd, shared, LENGTH(shared));
		stop_printed();
	}
	if (opt_shared.jobs == 0)
		opt_shared.jobs = cores < 1 ? 1 : (uint64_t)cores;
	if (opt_shared.jobs > MAX_JOBS)
		opt_wrong(cmd, "--jobs takes at most %d", MAX_JOBS);
	if (opt_shared.max_record == 0)
		opt_wrong(cmd, "--max-record wants a size above 0");
	diag_talk(opt_shared.quiet, opt_shared.verbose);
}

char **
opt_parse(const struct cmd *cmd, int argc, char **argv)
{
	char **operands = mem_zero((size_t)argc + 1, sizeof(*operands));
	bool only_operands = false;
	size_t n = 0;

	for (int i = 1; i < argc;) {
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
			operands[n++] = argv[i++];
		} else if (argv[i][1] != '-') {
			i += short_options(cmd, argv + i);
		} else if (argv[i][2] != '\0') {
			i += long_option(cmd, argv + i);
		} else {
			only_operands = true;
			i++;
		}
	}
	finish_shared(cmd);
	if (cmd->max_operands > 0 && n > cmd->max_operands)
		opt_wrong(cmd, "'%s' is one operand too many",
		    operands[cmd->max_operands]);
	memcpy(argv, operands, (n + 1) * sizeof(*argv));
	free(operands);
	return argv;
}
