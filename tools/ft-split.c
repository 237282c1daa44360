/* SPDX-License-Identifier: MIT */
/* ft-split: training, validation and test files. */
#include <math.h>
#include <stdlib.h>

#include "common/base/diag.h"
#include "common/base/num.h"
#include "common/io/together.h"
#include "tools/split/manifest.h"
#include "tools/split/number.h"
#include "tools/split/split.h"

#define DEFAULT_RATIO 0.9

static double ratio = NAN, test_ratio = 0;
static const char *method = "shuffle";
static const char *group, *stratify, *hash_key, *manifest;
static struct jsonpath group_path, stratify_path, hash_key_path;
static double threshold = NAN;
static bool force, json, near_duplicates;
static struct split split = {
    .seed = 42,
    .validation_count = NOT_GIVEN,
    .folds = NOT_GIVEN,
    .threshold = NAN,
};

static const struct opt opts[] = {
    {'r', "ratio", OPT_REAL, "R", &ratio, "share for training (0.9)"},
    {'n', "validation-count", OPT_WHOLE, "N", &split.validation_count,
	"records for validation, in place of a ratio"},
    {0, "test-ratio", OPT_REAL, "R", &test_ratio,
	"share for a third file, the test file"},
    {'k', "folds", OPT_WHOLE, "K", &split.folds,
	"K pairs of files, each record for validation once"},
    {0, "train", OPT_TEXT, "FILE", &split.named[TRAIN],
	"the training file (NAME.train.jsonl)"},
    {0, "validation", OPT_TEXT, "FILE", &split.named[VALIDATION],
	"the validation file (NAME.valid.jsonl)"},
    {0, "test", OPT_TEXT, "FILE", &split.named[TEST],
	"the test file (NAME.test.jsonl)"},
    {'m', "method", OPT_CHOICE, "shuffle|hash|order", &method,
	"draw, go by the prompt, or cut (shuffle)"},
    {'s', "seed", OPT_WHOLE, "N", &split.seed, "what to draw with (42)"},
    {0, "hash-key", OPT_TEXT, "PATH", &hash_key,
	"what --method hash goes by (the prompt)"},
    {0, "stratify", OPT_TEXT, "PATH", &stratify,
	"keep the shares for each value at PATH"},
    {0, "group", OPT_TEXT, "PATH", &group,
	"never part records with one value at PATH"},
    {0, "near-duplicates", OPT_FLAG, NULL, &near_duplicates,
	"keep records that look alike together"},
    {0, "threshold", OPT_REAL, "T", &threshold,
	"how alike they must be, from 0.5 to 1 (0.8)"},
    {0, "allow-leak", OPT_FLAG, NULL, &split.leak, "let equal records part"},
    {'f', "force", OPT_FLAG, NULL, &force, "overwrite existing files"},
    {0, "manifest", OPT_TEXT, "FILE", &manifest,
	"write what was split into what, with digests"},
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
	/* Where no share is asked for, validation has what it always has. */
	if (counted)
		share[TRAIN] = NUMBER_WHOLE - share[TEST];
	else if (!isnan(ratio))
		share[TRAIN] = share_of("ratio", ratio);
	else if (test_ratio < DEFAULT_RATIO)
		share[TRAIN] = share_of("ratio", DEFAULT_RATIO) - share[TEST];
	else
		opt_wrong(&cmd,
		    "--test-ratio leaves nothing for training; give a "
		    "--ratio");
	if (share[TRAIN] + share[TEST] > NUMBER_WHOLE)
		opt_wrong(&cmd,
		    "--ratio and --test-ratio are more than 1 "
		    "together");
	if (s->named[TEST] != NULL && share[TEST] == 0)
		opt_wrong(&cmd, "--test wants --test-ratio");
	share[VALIDATION] = NUMBER_WHOLE - share[TRAIN] - share[TEST];
	s->plan.nsides = s->nparts = share[TEST] > 0 ? 3 : 2;
}

static void
check_fold_name(const char *option, const char *name)
{
	struct str s = str_c(name);

	if (name != NULL && str_search(s, STR("{}")) == s.n)
		opt_wrong(&cmd,
		    "--%s wants \"{}\" in the name, for the fold's number",
		    option);
}

static void
read_folds(struct split *s)
{
	if (s->folds == NOT_GIVEN)
		return;
	if (s->folds < 2 || s->folds > PARTS_MAX)
		opt_wrong(
		    &cmd, "--folds wants a number from 2 to %d", PARTS_MAX);
	if (!isnan(ratio) || s->validation_count != NOT_GIVEN ||
	    test_ratio != 0)
		opt_wrong(&cmd,
		    "--folds and --ratio, --validation-count or --test-ratio "
		    "exclude each other");
	check_fold_name("train", s->named[TRAIN]);
	check_fold_name("validation", s->named[VALIDATION]);
	s->nparts = (size_t)s->folds;
}

static struct jsonpath *
read_path(const char *option, const char *text, struct jsonpath *path)
{
	struct fault f;

	if (text == NULL)
		return NULL;
	if (!jsonpath_read(path, text, &f))
		opt_wrong(
		    &cmd, "--%s: byte %zu: %s", option, f.off + 1, f.text);
	return path;
}

static void
read_near(struct split *s)
{
	if (!near_duplicates && !isnan(threshold))
		opt_wrong(&cmd, "--threshold wants --near-duplicates");
	if (!near_duplicates)
		return;
	s->threshold = isnan(threshold) ? 0.8 : threshold;
	if (!(s->threshold >= 0.5 && s->threshold <= 1))
		opt_wrong(&cmd, "--threshold wants a number from 0.5 to 1");
	if (s->leak)
		opt_wrong(&cmd,
		    "--near-duplicates and --allow-leak exclude each other");
	near_init(&s->near, s->threshold);
}

/* What binds records together, and whether the method can. */
static void
read_bonds(struct split *s)
{
	s->group_text = group == NULL ? hash_key : group;
	s->stratify_text = stratify;
	s->group = read_path("group", group, &group_path);
	s->stratify = read_path("stratify", stratify, &stratify_path);
	s->hash_key = read_path("hash-key", hash_key, &hash_key_path);
	if (s->hash_key != NULL && s->method != HASH)
		opt_wrong(&cmd, "--hash-key wants --method hash");
	if (s->hash_key != NULL && s->group != NULL)
		opt_wrong(&cmd, "--hash-key and --group exclude each other");
	read_near(s);
	s->dealt = s->method == SHUFFLE &&
	    (s->group != NULL || s->stratify != NULL || near_duplicates ||
		s->folds != NOT_GIVEN);
	if (s->method == HASH && (s->stratify != NULL || near_duplicates))
		opt_wrong(&cmd,
		    "--method hash sees one record at a time; it can neither "
		    "--stratify nor find --near-duplicates");
	if (s->method == ORDER &&
	    (s->group != NULL || s->stratify != NULL || near_duplicates ||
		s->folds != NOT_GIVEN))
		opt_wrong(&cmd,
		    "--method order takes no --group, --stratify, "
		    "--near-duplicates or --folds");
	if (s->method == HASH && s->group != NULL)
		s->hash_key = s->group;
}

/* Where else something is written. */
static void
check_names(const struct split *s)
{
	struct names_other others[2];
	size_t n = 0;

	if (json || opt_shared.output != NULL)
		others[n++] = (struct names_other){
		    opt_shared.output == NULL ? "-" : opt_shared.output,
		    "the report", false};
	if (manifest != NULL)
		others[n++] =
		    (struct names_other){manifest, "the manifest", true};
	names_check(s, others, n, force);
}

static void
read_options(struct split *s, char **files)
{
	s->input = files[0] == NULL ? "-" : files[0];
	s->method = str_is(str_c(method), "hash") ? HASH
	    : str_is(str_c(method), "order")	  ? ORDER
						  : SHUFFLE;
	s->prove = manifest != NULL;
	read_shares(s);
	read_folds(s);
	read_bonds(s);
	names_default(s);
	check_names(s);
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

/* Before parsing rearranges them; without the tool's name, ended by NULL. */
static char **
copy_arguments(int argc, char **argv)
{
	size_t n = argc > 0 ? (size_t)argc - 1 : 0;
	char **copy = mem_zero(n + 1, sizeof(*copy));

	for (size_t i = 0; i < n; i++)
		copy[i] = argv[i + 1];
	return copy;
}

/* The manifest, which speaks of all the others, is the last. */
static void
give_names(struct split *s, char **arguments)
{
	struct out *files[2 * PARTS_MAX + 1], to;
	size_t n = 0;

	for (; n < s->nfiles; n++)
		files[n] = &s->files[n].out;
	if (manifest != NULL) {
		out_open(&to, manifest);
		manifest_write(s, &to, arguments);
		files[n++] = &to;
	}
	together_close(files, n);
}

int
main(int argc, char **argv)
{
	struct split *s = &split;
	char **arguments = copy_arguments(argc, argv);

	diag_init(argv[0]);
	read_options(s, opt_parse(&cmd, argc, argv));
	for (size_t i = 0; i < s->nfiles; i++)
		out_open(&s->files[i].out, s->files[i].path);
	passes_run(s);
	if (diag_status() == STATUS_OK && !outcome_is_usable(s))
		diag_raise(STATUS_NO);
	if (diag_status() != STATUS_OK)
		/* Nothing has its name yet, and all that is there is removed.
		 */
		diag_exit(diag_status());
	give_names(s, arguments);
	outcome_warn(s);
	report(s);
	plan_free(&s->plan);
	deal_free(&s->deal);
	near_free(&s->near);
	jsonpath_free(&group_path);
	jsonpath_free(&stratify_path);
	jsonpath_free(&hash_key_path);
	free(arguments);
	return diag_status();
}
