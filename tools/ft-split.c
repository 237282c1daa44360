/* SPDX-License-Identifier: MIT */
/* ft-split: training, validation and test files. */
#include <math.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/together.h"
#include "tools/split/number.h"
#include "tools/split/split.h"

enum { FEWEST_EXAMPLES = 10 }; /* below it, providers refuse to train */

static double ratio = NAN, test_ratio = 0;
static const char *method = "shuffle";
static bool force, json;
static struct split split = {
    .seed = 42,
    .validation_count = NOT_GIVEN,
};

static const struct opt opts[] = {
    {'r', "ratio", OPT_REAL, "R", &ratio, "share for training (0.9)"},
    {'n', "validation-count", OPT_WHOLE, "N", &split.validation_count,
	"records for validation, in place of a ratio"},
    {0, "test-ratio", OPT_REAL, "R", &test_ratio,
	"share for a third file, the test file"},
    {0, "train", OPT_TEXT, "FILE", &split.sides[TRAIN].path,
	"the training file (NAME.train.jsonl)"},
    {0, "validation", OPT_TEXT, "FILE", &split.sides[VALIDATION].path,
	"the validation file (NAME.valid.jsonl)"},
    {0, "test", OPT_TEXT, "FILE", &split.sides[TEST].path,
	"the test file (NAME.test.jsonl)"},
    {'m', "method", OPT_CHOICE, "shuffle|hash|order", &method,
	"draw, go by the prompt, or cut (shuffle)"},
    {'s', "seed", OPT_WHOLE, "N", &split.seed, "what to draw with (42)"},
    {0, "allow-leak", OPT_FLAG, NULL, &split.leak, "let equal records part"},
    {'f', "force", OPT_FLAG, NULL, &force, "overwrite existing files"},
    {0, "json", OPT_FLAG, NULL, &json, "print one JSON object"},
};

static const struct cmd cmd = {
    .name = "ft-split",
    .operands = "[FILE]",
    .summary = "Split examples into files for training and validation.",
    .max_operands = 1,
    .opts = opts,
    .nopts = LENGTH(opts),
};

static uint64_t
share_of(const char *option, double share)
{
	if (!(share >= 0 && share <= 1))
		opt_wrong(&cmd, "--%s wants a number from 0 to 1", option);
	return (uint64_t)(share * (double)NUMBER_WHOLE + 0.5);
}

static void
read_shares(struct split *s)
{
	bool counted = s->validation_count != NOT_GIVEN;
	uint64_t *share = s->share;

	if (counted && !isnan(ratio))
		opt_wrong(&cmd,
		    "--ratio and --validation-count exclude each "
		    "other");
	if (counted && s->method == HASH)
		opt_wrong(&cmd,
		    "--method hash cannot keep to a number of "
		    "records; give a --ratio");
	share[TEST] = share_of("test-ratio", test_ratio);
	share[TRAIN] = counted ? NUMBER_WHOLE - share[TEST]
			       : share_of("ratio", isnan(ratio) ? 0.9 : ratio);
	if (share[TRAIN] + share[TEST] > NUMBER_WHOLE)
		opt_wrong(&cmd,
		    "--ratio and --test-ratio are more than 1 "
		    "together");
	if (s->sides[TEST].path != NULL && share[TEST] == 0)
		opt_wrong(&cmd, "--test wants --test-ratio");
	share[VALIDATION] = NUMBER_WHOLE - share[TRAIN] - share[TEST];
	s->plan.nsides = share[TEST] > 0 ? 3 : 2;
}

static void
read_options(struct split *s, char **files)
{
	s->input = files[0] == NULL ? "-" : files[0];
	s->method = str_is(str_c(method), "hash") ? HASH
	    : str_is(str_c(method), "order")	  ? ORDER
						  : SHUFFLE;
	read_shares(s);
	names_default(s);
	names_check(s,
	    json || opt_shared.output != NULL
		? opt_shared.output == NULL ? "-" : opt_shared.output
		: NULL,
	    force);
}

/* Was this side to be left empty? */
static bool
is_empty_wanted(const struct split *s, enum side side)
{
	if (s->validation_count == NOT_GIVEN || side == TEST)
		return s->share[side] == 0;
	return side == VALIDATION && s->validation_count == 0;
}

/* Is there what was asked for?  If not, says so. */
static bool
is_usable(const struct split *s)
{
	uint64_t n = s->census.records;

	if (n == 0) {
		diag(LEVEL_ERROR, "%s: there are no records to split",
		    names_input(s));
		return false;
	}
	for (size_t i = 0; i < s->plan.nsides; i++) {
		if (s->sides[i].records > 0 || is_empty_wanted(s, i))
			continue;
		diag(LEVEL_ERROR, "of %ju record%s none is left for %s",
		    (uintmax_t)n, n == 1 ? "" : "s", side_name(i));
		return false;
	}
	return true;
}

static void
tell_more(const struct split *s)
{
	uint64_t n = s->sides[TRAIN].records;

	if (s->census.blank > 0)
		diag_verbose(
		    "%ju blank lines left out", (uintmax_t)s->census.blank);
	if (s->census.bom)
		diag_verbose("byte-order mark left out");
	if (n < FEWEST_EXAMPLES && !is_empty_wanted(s, TRAIN))
		diag(LEVEL_WARNING,
		    "only %ju training example%s; providers "
		    "want at least %d",
		    (uintmax_t)n, n == 1 ? "" : "s", FEWEST_EXAMPLES);
}

static void
report(const struct split *s)
{
	struct buf text;
	struct out out;

	buf_init(&text, BUF_NO_MAX);
	report_text(s, &text);
	if (!json && opt_shared.output == NULL) {
		diag(LEVEL_INFO, "%s", buf_cstr(&text));
	} else {
		out_open(&out, opt_shared.output);
		if (json)
			report_json(s, &out);
		else
			out_printf(&out, "%s\n", buf_cstr(&text));
		out_close(&out);
	}
	buf_free(&text);
}

static void
give_names(struct split *s)
{
	struct out *files[SIDES];

	for (size_t i = 0; i < s->plan.nsides; i++)
		files[i] = &s->sides[i].out;
	together_close(files, s->plan.nsides);
}

int
main(int argc, char **argv)
{
	struct split *s = &split;

	diag_init(argv[0]);
	read_options(s, opt_parse(&cmd, argc, argv));
	for (size_t i = 0; i < s->plan.nsides; i++)
		out_open(&s->sides[i].out, s->sides[i].path);
	passes_run(s);
	if (diag_status() == STATUS_OK && !is_usable(s))
		diag_raise(STATUS_NO);
	if (diag_status() != STATUS_OK)
		/* Nothing has its name yet, and all that is there is removed.
		 */
		diag_exit(diag_status());
	give_names(s);
	tell_more(s);
	report(s);
	plan_free(&s->plan);
	return diag_status();
}
