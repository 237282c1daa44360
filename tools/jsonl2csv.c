/* SPDX-License-Identifier: MIT */
/* jsonl2csv: training examples as the rows of a CSV file. */
#include "tools/jsonl2csv/jsonl2csv.h"
#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/base/str.h"
#include "common/io/delimiter.h"
#include "common/io/samefile.h"

static const char *rows = "auto", *delimiter = ",", *on_error = "stop";
static bool bom, crlf, lossy;

static const struct opt opts[] = {
    {'r', "rows", OPT_CHOICE, "auto|example|message", &rows,
	"what a row is (auto: an example, if all are plain)"},
    {'d', "delimiter", OPT_TEXT, "C", &delimiter,
	"between cells: a character or its name (,)"},
    {0, "crlf", OPT_FLAG, NULL, &crlf, "end rows with CRLF"},
    {0, "bom", OPT_FLAG, NULL, &bom,
	"begin with a byte-order mark, for spreadsheets"},
    {0, "lossy", OPT_FLAG, NULL, &lossy,
	"leave out what has no column, and count it"},
    {0, "on-error", OPT_CHOICE, "stop|skip", &on_error,
	"what to do about a bad record (stop)"},
};

static const struct cmd cmd = {
    .name = "jsonl2csv",
    .operands = "[FILE...]",
    .summary = "Turn training examples into the rows of a CSV file.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

static bool
is(const char *text, const char *word)
{
	return str_is(str_c(text), word);
}

static char
read_delimiter(void)
{
	char c = '"';

	if (!delimiter_read(delimiter, &c) || c == '"')
		opt_wrong(&cmd,
		    "--delimiter wants one ASCII character or its name, not "
		    "'%s'",
		    delimiter);
	return c;
}

/* Who wants CSV under the name of a JSON Lines file? */
static void
check_output(char **files)
{
	const char *input = samefile_among(files, opt_shared.output);

	if (input != NULL)
		opt_wrong(&cmd, "the output would replace the input %s", input);
}

/* What goes to a file is whole, or it is not there. */
static void
finish(struct out *out, bool whole)
{
	if (whole || out->path == NULL) {
		out_close(out);
		return;
	}
	out_abandon(out);
	diag_at((struct place){.file = opt_shared.output}, LEVEL_INFO,
	    "not written");
}

int
main(int argc, char **argv)
{
	struct wish wish = {.rows = ROWS_AUTO};
	struct out out;
	char **files;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	check_output(files);
	if (is(rows, "example"))
		wish.rows = ROWS_EXAMPLE;
	else if (is(rows, "message"))
		wish.rows = ROWS_MESSAGE;
	wish.delimiter = read_delimiter();
	wish.crlf = crlf;
	wish.bom = bom;
	wish.lossy = lossy;
	wish.skip = is(on_error, "skip");
	out_open(&out, opt_shared.output);
	finish(&out, convert(&wish, files, &out));
	return diag_status();
}
