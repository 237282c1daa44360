/* SPDX-License-Identifier: MIT */
/* The names of the files: which they are, and that none is in danger. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/diag.h"
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

/* A pipe, by whatever name, has no folder that files would belong in. */
static bool
is_pipe(const char *input)
{
	struct stat st;

	return is_dash(input) ||
	    (stat(input, &st) == 0 && !S_ISREG(st.st_mode));
}

void
names_default(struct split *s)
{
	struct str stem = stem_of(s->input);
	bool pipe = is_pipe(s->input);

	for (size_t i = 0; i < SIDES; i++) {
		struct buf path;

		if (s->sides[i].path != NULL)
			continue;
		buf_init(&path, BUF_NO_MAX);
		if (!pipe) {
			buf_add_str(&path, stem);
			buf_addc(&path, '.');
		}
		buf_adds(&path, suffix[i]);
		s->sides[i].path = buf_cstr(&path);
	}
}

/* What the name stands for; a name without a file has a folder at least. */
struct entry {
	struct stat st;	  /* of the folder where there is no file */
	const char *base; /* in that folder; NULL where there is a file */
	bool known;
};

static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* dash: what "-" stands for. */
static struct entry
look_at(const char *path, int dash)
{
	struct entry e = {.known = true};
	struct str folder;
	char *name;

	if (is_dash(path) ? fstat(dash, &e.st) == 0 : stat(path, &e.st) == 0)
		return e;
	e.base = base_of(path);
	folder = str_of(path, (size_t)(e.base - path));
	if (folder.n == 0)
		folder = STR(".");
	name = mem_copy(folder.p, folder.n);
	e.known = stat(name, &e.st) == 0;
	free(name);
	return e;
}

/* Would what is written to one spoil the other?  Two devices or sockets may
 * be one and yet apart, as a terminal's input and output are. */
static bool
is_same(struct entry a, struct entry b)
{
	if (!a.known || !b.known || a.st.st_dev != b.st.st_dev ||
	    a.st.st_ino != b.st.st_ino)
		return false;
	if (a.base != NULL && b.base != NULL)
		return str_is(str_c(a.base), b.base);
	return a.base == NULL && b.base == NULL && S_ISREG(a.st.st_mode);
}

static bool
is_same_output(const char *a, const char *b)
{
	return (is_dash(a) && is_dash(b)) ||
	    is_same(look_at(a, STDOUT_FILENO), look_at(b, STDOUT_FILENO));
}

static bool
is_input(const struct split *s, const char *path)
{
	return is_same(
	    look_at(s->input, STDIN_FILENO), look_at(path, STDOUT_FILENO));
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

void
names_check(const struct split *s, const char *report, bool force)
{
	if (report != NULL && is_input(s, report))
		diag_die(STATUS_USAGE,
		    "%s is the input, it cannot take the report",
		    shown(report, "<stdout>"));
	for (size_t i = 0; i < s->plan.nsides; i++) {
		const char *path = s->sides[i].path;
		const char *name = shown(path, "<stdout>");

		if (is_input(s, path))
			diag_die(STATUS_USAGE,
			    "%s is the input, it cannot take the %s records",
			    name, side_name((enum side)i));
		for (size_t j = 0; j < i; j++)
			if (is_same_output(s->sides[j].path, path))
				diag_die(STATUS_USAGE,
				    "%s cannot take both the %s and the %s "
				    "records",
				    name, side_name((enum side)j),
				    side_name((enum side)i));
		if (report != NULL && is_same_output(report, path))
			diag_die(STATUS_USAGE,
			    "%s cannot take both the %s records and the "
			    "report",
			    name, side_name((enum side)i));
		if (!force && is_in_danger(path))
			diag_die(STATUS_USAGE,
			    "%s exists already; --force overwrites it", path);
	}
}
