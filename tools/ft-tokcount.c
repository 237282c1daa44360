/* SPDX-License-Identifier: MIT */
/* ft-tokcount: exact token counts of training files and of plain text. */
#include <stdlib.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/base/opt.h"
#include "common/io/out.h"
#include "common/market/market.h"
#include "common/token/token.h"
#include "common/vocab/vocab.h"
#include "tools/tokcount/tokcount.h"

static struct tokcount tc = {.over = TOKCOUNT_ALL};

static const struct opt opts[] = {
    {'m', "model", OPT_TEXT, "NAME", &tc.model,
	"count as this model does (gpt-4o-mini-2024-07-18)"},
    {'e', "encoding", OPT_TEXT, "NAME|FILE", &tc.encoding_name,
	"count in o200k_base, cl100k_base, p50k_base, r50k_base or a file"},
    {0, "pattern", OPT_TEXT, "NAME|REGEX", &tc.pattern,
	"how a .tiktoken file's texts are cut: as cl100k_base, llama3 ..."},
    {0, "as", OPT_CHOICE, "training|request|cookbook", &tc.as_name,
	"what counts in an example (training: what is billed)"},
    {0, "raw", OPT_FLAG, NULL, &tc.raw, "each file is one plain text"},
    {0, "per-line", OPT_FLAG, NULL, &tc.per_line,
	"each line is one plain text"},
    {0, "ids", OPT_FLAG, NULL, &tc.ids,
	"print the tokens' numbers, a line for each text"},
    {0, "decode", OPT_FLAG, NULL, &tc.decode,
	"read tokens' numbers, print the text"},
    {0, "special", OPT_FLAG, NULL, &tc.special,
	"the text of a special token is that one token"},
    {0, "per-example", OPT_FLAG, NULL, &tc.per_example,
	"print the counts of each example as JSON lines"},
    {0, "over", OPT_WHOLE, "N", &tc.over,
	"print only what has more than N tokens; status 1 if any"},
    {0, "histogram", OPT_FLAG, NULL, &tc.histogram,
	"draw how the tokens are distributed"},
    {0, "json", OPT_FLAG, NULL, &tc.json, "print one JSON object"},
};

static struct market market;

static const struct cmd cmd = {
    .name = "ft-tokcount",
    .operands = "[FILE...]",
    .summary = "Count the tokens of training examples, or of plain text.",
    .opts = opts,
    .nopts = LENGTH(opts),
};

/* How many tokens the model takes in what is counted, or 0. */
static uint64_t
limit_of(const struct model *model)
{
	bool training = !tc.raw && !tc.per_line && tc.as == COUNT_TRAINING;

	if (model == NULL)
		return 0;
	return training ? model->example_limit : model->context;
}

/* The encoding of a file. */
static const struct encoding *
load_encoding(void)
{
	const char *name = tc.encoding_name;
	const struct encoding *e;
	struct vocab_notes notes;
	struct vocab_why why;

	if (access(name, F_OK) != 0)
		opt_wrong(&cmd,
		    "unknown encoding '%s', and there is no such file", name);
	e = vocab_load(name, tc.pattern, &notes, &why);
	if (e == NULL && why.fault.status == STATUS_USAGE)
		opt_wrong(&cmd, "%s", why.fault.text);
	if (e == NULL) {
		diag_at((struct place){name, why.line, why.column}, LEVEL_ERROR,
		    "%s", why.fault.text);
		diag_exit((int)why.fault.status);
	}
	if (notes.assumed)
		diag_at((struct place){.file = name}, LEVEL_WARNING,
		    "the file does not say how a text is cut into pieces: as "
		    "cl100k_base does, without --pattern");
	return e;
}

/* The encoding asked for by name, or that of the model asked for. */
static const struct encoding *
choose_encoding(void)
{
	const struct encoding *e;
	struct str name;
	struct buf hint;

	if (tc.model == NULL)
		tc.model = "gpt-4o-mini-2024-07-18";
	if (tc.encoding_name != NULL) {
		tc.model = NULL;
		e = encoding_find(str_c(tc.encoding_name));
		return e != NULL ? e : load_encoding();
	}
	market_init(&market);
	name = market_encoding(&market, str_c(tc.model));
	if (name.n == 0) {
		buf_init(&hint, BUF_NO_MAX);
		market_write_hint(&hint, &market, str_c(tc.model));
		opt_wrong(
		    &cmd, "unknown model '%s'; %s", tc.model, buf_cstr(&hint));
	}
	e = encoding_find(name);
	if (e == NULL)
		opt_wrong(
		    &cmd, "the encoding of '%s' is not built in", tc.model);
	tc.limit = limit_of(market_find(&market, str_c(tc.model)));
	/* The notebook knows no images. */
	if (tc.as != COUNT_COOKBOOK)
		tc.visual = market_visual(&market, str_c(tc.model));
	return e;
}

static void
check_options(void)
{
	if (tc.model != NULL && tc.encoding_name != NULL)
		opt_wrong(&cmd, "--model and --encoding exclude each other");
	if (tc.as_name != NULL && (tc.raw || tc.per_line))
		opt_wrong(&cmd, "--as is for examples, not for plain text");
	if (tc.pattern != NULL &&
	    (tc.encoding_name == NULL ||
		encoding_find(str_c(tc.encoding_name)) != NULL))
		opt_wrong(&cmd, "--pattern is for --encoding FILE");
	if (tc.raw && tc.per_line)
		opt_wrong(&cmd, "--raw and --per-line exclude each other");
	if (tc.ids && !tc.raw && !tc.per_line)
		opt_wrong(&cmd, "--ids wants --raw or --per-line");
	if (tc.ids && (tc.json || tc.per_example || tc.over != TOKCOUNT_ALL))
		opt_wrong(&cmd,
		    "--ids goes with none of --json, --per-example and "
		    "--over");
	if (tc.raw && tc.per_example)
		opt_wrong(&cmd, "--raw has no examples for --per-example");
	if (tc.decode &&
	    (tc.as_name != NULL || tc.raw || tc.per_line || tc.ids ||
		tc.special || tc.per_example || tc.histogram || tc.json ||
		tc.over != TOKCOUNT_ALL))
		opt_wrong(&cmd, "--decode goes with no other way to count");
	if (tc.histogram &&
	    (tc.ids || tc.per_example || tc.json || tc.over != TOKCOUNT_ALL))
		opt_wrong(&cmd,
		    "--histogram goes with none of --ids, --per-example, "
		    "--json and --over");
	if (tc.json && tc.per_example)
		opt_wrong(&cmd, "--json and --per-example exclude each other");
}

static enum count_as
as_of(const char *name)
{
	if (str_is(str_c(name), "request"))
		return COUNT_REQUEST;
	if (str_is(str_c(name), "cookbook"))
		return COUNT_COOKBOOK;
	return COUNT_TRAINING;
}

int
main(int argc, char **argv)
{
	struct out out;
	char **files;
	bool whole = true;

	diag_init(argv[0]);
	files = opt_parse(&cmd, argc, argv);
	check_options();
	if (tc.as_name == NULL)
		tc.as_name = "training";
	tc.as = as_of(tc.as_name);
	tc.encoding = choose_encoding();
	out_open(&out, opt_shared.output);
	tc.out = &out;
	if (tc.decode)
		whole = tokcount_decode(&tc, files);
	else if (tc.ids)
		tokcount_ids(&tc, files);
	else if (tc.raw || tc.per_line)
		tokcount_plain(&tc, files);
	else
		tokcount_examples(&tc, files);
	out_finish(&out, whole);
	if (encoding_gave_up(tc.encoding)) {
		diag_at((struct place){.file = tc.encoding_name}, LEVEL_ERROR,
		    "its pattern is too costly for the text: the tokens are "
		    "not exact");
		diag_raise(STATUS_INPUT);
	}
	encoding_free(tc.encoding);
	market_free(&market);
	return diag_status();
}
