/* SPDX-License-Identifier: MIT */
/* The names of the files: which they are, and that none is in danger. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
#include "common/io/samefile.h"
#include "tools/split/split.h"

static const char *const suffix[SIDES] = {
    [TRAIN] = "train.jsonl",
    [VALIDATION] = "valid.jsonl",
    [TEST] = "test.jsonl",
};

const char *
side_name(enum side side)
{
	static const char *const names[SIDES] = {
	    [TRAIN] = "training",
	    [VALIDATION] = "validation",
	    [TEST] = "test",
	};

	return names[side];
}

static bool
is_dash(const char *path)
{
	return str_is(str_c(path), "-");
}

/* path without the ending, unless nothing would be left of the name. */
static bool
cut_ending(struct str *path, struct str ending)
{
	struct str stem = str_of(path->p, path->n - ending.n);

	if (!str_ends(*path, ending) || stem.n == 0 ||
	    stem.p[stem.n - 1] == '/')
		return false;
	*path = stem;
	return true;
}

/* The input without the endings that say how it is packed and what it is. */
static struct str
stem_of(const char *input)
{
	struct str path = str_c(input);

	if (!cut_ending(&path, STR(".gz")))
		(void)cut_ending(&path, STR(".zst"));
	if (!cut_ending(&path, STR(".jsonl")))
		(void)cut_ending(&path, STR(".json"));
	return path;
}

/* Names of what is open already, which may be a regular file. */
static bool
is_descriptor(struct str path)
{
	return str_is(path, "/dev/stdin") ||
	    str_starts(path, STR("/dev/fd/")) ||
	    str_starts(path, STR("/proc/"));
}

/* A pipe, and standard input by whatever name, has no folder that files would
 * belong in. */
static bool
has_folder(const char *input)
{
	struct stat st;

	return !is_dash(input) && !is_descriptor(str_c(input)) &&
	    (stat(input, &st) != 0 || S_ISREG(st.st_mode));
}

/* As wide as the last fold's, so that the names sort. */
static void
add_fold(struct buf *to, const struct split *s, unsigned fold)
{
	unsigned width = s->folds >= 100 ? 3 : s->folds >= 10 ? 2 : 1;

	buf_printf(to, "%0*u", (int)width, fold);
}

/* The name that was given; in that of a fold, its number stands for "{}". */
static void
add_named(struct buf *to, const struct split *s, struct str name, unsigned fold)
{
	while (fold > 0) {
		size_t at = str_search(name, STR("{}"));

		if (at == name.n)
			break;
		buf_add(to, name.p, at);
		add_fold(to, s, fold);
		name = str_from(name, at + 2);
	}
	buf_add_str(to, name);
}

static void
add_file(struct split *s, enum side side, unsigned fold)
{
	struct split_file *f = &s->files[s->nfiles++];
	struct buf path;

	buf_init(&path, BUF_NO_MAX);
	if (s->named[side] != NULL) {
		add_named(&path, s, str_c(s->named[side]), fold);
	} else {
		if (has_folder(s->input)) {
			buf_add_str(&path, stem_of(s->input));
			buf_addc(&path, '.');
		}
		if (fold > 0) {
			buf_adds(&path, "fold");
			add_fold(&path, s, fold);
			buf_addc(&path, '.');
		}
		buf_adds(&path, suffix[side]);
	}
	*f = (struct split_file){
	    .path = buf_cstr(&path), .side = side, .fold = fold};
}

void
names_default(struct split *s)
{
	s->nfiles = 0;
	if (s->folds == NOT_GIVEN) {
		for (size_t i = 0; i < SIDES && i < s->nparts; i++)
			add_file(s, (enum side)i, 0);
		return;
	}
	for (unsigned i = 1; i <= s->folds; i++) {
		add_file(s, TRAIN, i);
		add_file(s, VALIDATION, i);
	}
}

const char *
names_label(const struct split_file *f, struct buf *to)
{
	buf_clear(to);
	buf_printf(to, "the %s records", side_name(f->side));
	if (f->fold > 0)
		buf_printf(to, " of fold %u", f->fold);
	return buf_cstr(to);
}

/* A file stands there whose content would be lost. */
static bool
is_in_danger(const char *path)
{
	struct stat st;

	if (is_dash(path))
		return false;
	if (stat(path, &st) != 0)
		return lstat(path, &st) == 0;
	return S_ISREG(st.st_mode);
}

/* For messages. */
static const char *
shown(const char *path, const char *dash)
{
	return is_dash(path) ? dash : path;
}

const char *
names_input(const struct split *s)
{
	return shown(s->input, "<stdin>");
}

static void
check_other(const struct split *s, const struct names_other *other)
{
	if (samefile_input(s->input, other->path))
		diag_die(STATUS_USAGE, "%s is the input, it cannot take %s",
		    shown(other->path, "<stdout>"), other->what);
}

static void
check_file(const struct split *s, size_t i, const struct names_other *others,
    size_t nothers)
{
	const struct split_file *f = &s->files[i];
	const char *name = shown(f->path, "<stdout>");
	struct buf label, label2;

	buf_init(&label, BUF_NO_MAX);
	buf_init(&label2, BUF_NO_MAX);
	if (samefile_input(s->input, f->path))
		diag_die(STATUS_USAGE, "%s is the input, it cannot take %s",
		    name, names_label(f, &label));
	for (size_t j = 0; j < i; j++)
		if (samefile_outputs(s->files[j].path, f->path))
			diag_die(STATUS_USAGE, "%s cannot take both %s and %s",
			    name, names_label(&s->files[j], &label),
			    names_label(f, &label2));
	for (size_t j = 0; j < nothers; j++)
		if (samefile_outputs(others[j].path, f->path))
			diag_die(STATUS_USAGE, "%s cannot take both %s and %s",
			    name, names_label(f, &label), others[j].what);
	buf_free(&label);
	buf_free(&label2);
}

void
names_check(const struct split *s, const struct names_other *others,
    size_t nothers, bool force)
{
	for (size_t i = 0; i < nothers; i++) {
		check_other(s, &others[i]);
		if (!force && others[i].kept && is_in_danger(others[i].path))
			diag_die(STATUS_USAGE,
			    "%s exists already; --force overwrites it",
			    others[i].path);
		for (size_t j = 0; j < i; j++)
			if (samefile_outputs(others[j].path, others[i].path))
				diag_die(STATUS_USAGE,
				    "%s cannot take both %s and %s",
				    shown(others[i].path, "<stdout>"),
				    others[j].what, others[i].what);
	}
	for (size_t i = 0; i < s->nfiles; i++) {
		check_file(s, i, others, nothers);
		if (!force && is_in_danger(s->files[i].path))
			diag_die(STATUS_USAGE,
			    "%s exists already; --force overwrites it",
			    s->files[i].path);
	}
}
