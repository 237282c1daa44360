/* SPDX-License-Identifier: MIT */
/* ft-files: what is on the provider's server. */
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/term.h"
#include "tools/files/files.h"

enum { SECONDS_MAX = 30 * 86400 };

static struct files files = {
    .format = "auto",
    .timeout = 1800,
    .interval = 5,
    .session_options = SESSION_USUAL,
};

static const struct opt opts[] = {
    {'p', "purpose", OPT_TEXT, "PURPOSE", &files.purpose,
	"list: only files of that purpose (fine-tune, ...)"},
    {0, "format", OPT_CHOICE, "auto|table|json", &files.format,
	"list: a table or JSON lines (auto: a table on a terminal)"},
    {0, "json", OPT_FLAG, NULL, &files.json, "list: the same as --format json"},
    {0, "id", OPT_FLAG, NULL, &files.id_only, "print ids alone"},
    {0, "timeout", OPT_REAL, "SECONDS", &files.timeout,
	"wait: no longer than this (1800)"},
    {0, "interval", OPT_REAL, "SECONDS", &files.interval,
	"wait: ask so often (5)"},
    SESSION_OPTS(files.session_options),
};

static const struct cmd cmd = {
    .name = "ft-files",
    .operands = "list|show|content|delete|wait [ID...]",
    .summary = "List, show, fetch and delete the files on a provider's server.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

void
files_fault(struct files *fs, const char *id, const struct fault *f)
{
	session_fault(&fs->session, &fs->out, id, f);
}

void
files_print(struct files *fs, const struct api_file *file)
{
	if (fs->id_only)
		out_masked(&fs->out, file->id);
	else
		out_str(&fs->out, file->json);
	out_str(&fs->out, STR("\n"));
}

static bool
list_one(void *ctx, const struct api_file *file)
{
	files_print(ctx, file);
	return true;
}

static bool
list_row(void *ctx, const struct api_file *file)
{
	table_add(ctx, file);
	return true;
}

static void
list_table(struct files *fs)
{
	struct grid g;
	struct fault f;
	struct buf text;
	bool ok;

	table_init(&g);
	buf_init(&text, BUF_NO_MAX);
	ok = api_files(&fs->session.api, str_c(fs->purpose), list_row, &g, &f);
	if (ok || fs->session.api.endless) {
		grid_write(&g, &text);
		out_str(&fs->out, buf_str(&text));
	}
	if (!ok)
		files_fault(fs, NULL, &f);
	buf_free(&text);
	grid_free(&g);
}

static void
list(struct files *fs)
{
	struct fault f;

	if (!fs->id_only && term_table(fs->format, opt_shared.output))
		list_table(fs);
	else if (!api_files(
		     &fs->session.api, str_c(fs->purpose), list_one, fs, &f))
		files_fault(fs, NULL, &f);
}

static void
show(struct files *fs, const char *id)
{
	struct api_file file;
	struct arena arena;
	struct fault f;

	arena_init(&arena);
	if (api_file(&fs->session.api, str_c(id), &arena, &file, &f))
		files_print(fs, &file);
	else
		files_fault(fs, id, &f);
	arena_free(&arena);
}

static void
remove_file(struct files *fs, const char *id)
{
	struct arena arena;
	struct str json;
	struct fault f;

	arena_init(&arena);
	if (!api_file_delete(&fs->session.api, str_c(id), &arena, &json, &f))
		files_fault(fs, id, &f);
	else if (fs->id_only || json.n == 0)
		out_printf(&fs->out, "%s\n", id);
	else
		out_printf(&fs->out, "%.*s\n", STR_ARGS(json));
	arena_free(&arena);
}

static const struct {
	const char *name;
	void (*one)(struct files *fs, const char *id);
} commands[] = {
    {"list", NULL},
    {"show", show},
    {"content", files_content},
    {"delete", remove_file},
    {"wait", files_wait},
};

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
		opt_wrong(&cmd, "%s wants the id of a file", operands[0]);
	if (commands[i].one == NULL && operands[1] != NULL)
		opt_wrong(&cmd, "%s takes no id", operands[0]);
	return i;
}

static void
check_seconds(const char *name, double seconds)
{
	if (!(seconds >= 0 && seconds <= SECONDS_MAX))
		opt_wrong(
		    &cmd, "--%s wants seconds up to %d", name, SECONDS_MAX);
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
	if (files.json)
		files.format = "json";
	check_seconds("timeout", files.timeout);
	check_seconds("interval", files.interval);
	if (files.interval < 0.01)
		files.interval = 0.01;
	if (!session_open(&files.session, &files.session_options, &f)) {
		diag_fault((struct place){0}, &f);
		return diag_status();
	}
	out_open(&files.out, opt_shared.output);
	if (commands[command].one == NULL)
		list(&files);
	else
		for (char **id = operands + 1; *id != NULL; id++)
			commands[command].one(&files, *id);
	/* What was fetched in part is no file. */
	out_finish(&files.out,
	    commands[command].one != files_content ||
		diag_status() == STATUS_OK);
	session_close(&files.session);
	return diag_status();
}
