/* SPDX-License-Identifier: MIT */
/* csv2jsonl: the rows of CSV files as training examples. */
#include "tools/csv2jsonl/csv2jsonl.h"
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/out.h"

static const char *template_text[ROLES];
static const char *format = "chat", *delimiter = ",", *quote = "\"";
static const char *columns, *on_error, *rejects_path;
static bool no_header, lossy;

static const struct opt opts[] = {
    {'s', "system", OPT_TEXT, "TEMPLATE", &template_text[ROLE_SYSTEM],
	"the system message: text with {COLUMN} fields"},
    {'u', "user", OPT_TEXT, "TEMPLATE", &template_text[ROLE_USER],
	"the user's message, or the prompt"},
    {'a', "assistant", OPT_TEXT, "TEMPLATE", &template_text[ROLE_ASSISTANT],
	"the assistant's message, or the completion"},
    {'f', "format", OPT_CHOICE, "chat|completion", &format,
	"what to make of a row (chat)"},
    {'d', "delimiter", OPT_TEXT, "C", &delimiter,
	"what stands between cells: a character or 'tab' (,)"},
    {0, "quote", OPT_TEXT, "C", &quote,
	"what stands around cells: a character or 'none' (\")"},
    {0, "no-header", OPT_FLAG, NULL, &no_header,
	"the first row is data; --columns names the columns"},
    {0, "columns", OPT_TEXT, "A,B,C", &columns,
	"with --no-header: the columns' names"},
    {0, "on-error", OPT_CHOICE, "stop|skip", &on_error,
	"what to do about a bad row (stop)"},
    {0, "rejects", OPT_TEXT, "FILE", &rejects_path,
	"write the rows that are skipped there; implies skip"},
    {0, "lossy", OPT_FLAG, NULL, &lossy,
	"put U+FFFD for bytes that are no UTF-8"},
};

static const struct cmd cmd = {
    .name = "csv2jsonl",
    .operands = "[FILE...]",
    .summary = "Turn the rows of CSV files into training examples.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

/* The one ASCII character that an option's argument is. */
static char
character(const char *option, const char *text)
{
	unsigned char c = (unsigned char)text[0];

	if (c == 0 || c > 0x7f || text[1] != '\0' || c == '\n' || c == '\r')
		opt_wrong(&cmd, "--%s wants one ASCII character, not '%s'",
		    option, text);
	return text[0];
}

static struct csv_dialect
dialect(void)
{
	struct csv_dialect d;

	d.delimiter = str_is(str_c(delimiter), "tab")
	    ? '\t'
	    : character("delimiter", delimiter);
	d.quote =
	    str_is(str_c(quote), "none") ? '\0' : character("quote", quote);
	if (d.delimiter == d.quote)
		opt_wrong(&cmd, "--delimiter and --quote must differ");
	return d;
}

static void
check_options(void)
{
	const char *to = opt_shared.output;

	if (no_header != (columns != NULL))
		opt_wrong(&cmd, "--no-header and --columns go together");
	if (on_error == NULL)
		on_error = rejects_path != NULL ? "skip" : "stop";
	if (rejects_path != NULL && str_is(str_c(on_error), "stop"))
		opt_wrong(&cmd, "--rejects goes with --on-error=skip");
	if (rejects_path != NULL &&
	    str_eq(str_c(rejects_path), str_c(to == NULL ? "-" : to)))
		opt_wrong(&cmd, "--rejects and --output must differ");
	if (template_text[ROLE_SYSTEM] != NULL &&
	    str_is(str_c(format), "completion"))
		opt_wrong(&cmd, "--system goes with --format=chat");
}

static void
read_templates(struct arena *a, struct wish *w)
{
	struct fault f;

	for (enum role role = 0; role < ROLES; role++) {
		w->given[role] = template_text[role] != NULL;
		if (!template_parse(a, template_text[role], &w->text[role], &f))
			opt_wrong(&cmd, "--%s at byte %zu: %s",
			    role_names[role], f.off + 1, f.text);
	}
}

int
main(int argc, char **argv)
{
	struct out out, rejects = OUT_CLOSED;
	struct wish wish = {.has_header = true};
	struct arena arena;
	char **files;
	bool whole;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	check_options();
	arena_init(&arena);
	wish.dialect = dialect();
	wish.completion = str_is(str_c(format), "completion");
	wish.skip = str_is(str_c(on_error), "skip");
	wish.has_header = !no_header;
	wish.lossy = lossy;
	if (no_header)
		wish.columns = columns_listed(&arena, str_c(columns));
	read_templates(&arena, &wish);
	out_open(&out, opt_shared.output);
	if (rejects_path != NULL)
		out_open(&rejects, rejects_path);
	whole =
	    convert(&wish, files, &out, rejects_path == NULL ? NULL : &rejects);
	out_finish(&out, whole);
	if (rejects_path != NULL)
		out_close(&rejects);
	arena_free(&arena);
	return diag_status();
}
