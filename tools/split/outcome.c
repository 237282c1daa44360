/* SPDX-License-Identifier: MIT */
/* Is the split what was asked for, and what else should be known of it? */
#include "common/base/diag.h"
#include "tools/split/split.h"

/* Was this side to be left empty? */
static bool
is_empty_wanted(const struct split *s, enum side side)
{
	if (s->folds != NOT_GIVEN)
		return false;
	if (s->validation_count == NOT_GIVEN || side == TEST)
		return s->share[side] == 0;
	return side == VALIDATION && s->validation_count == 0;
}

static void
say_empty(const struct split_file *f, uint64_t n)
{
	struct buf fold;

	buf_init(&fold, BUF_NO_MAX);
	if (f->fold > 0)
		buf_printf(&fold, " in fold %u", f->fold);
	diag(LEVEL_ERROR, "of %ju record%s none is left for %s%s", (uintmax_t)n,
	    n == 1 ? "" : "s", side_name(f->side), buf_cstr(&fold));
	buf_free(&fold);
}

bool
outcome_is_usable(const struct split *s)
{
	uint64_t n = s->census.records;

	if (n == 0) {
		diag(LEVEL_ERROR, "%s: there are no records to split",
		    names_input(s));
		return false;
	}
	for (size_t i = 0; i < s->nfiles; i++) {
		const struct split_file *f = &s->files[i];

		if (f->records > 0 || is_empty_wanted(s, f->side))
			continue;
		say_empty(f, n);
		return false;
	}
	return true;
}

void
outcome_warn(const struct split *s)
{
	uint64_t least = minimum_examples(), n = UINT64_MAX;

	for (size_t i = 0; i < s->nfiles; i++)
		if (s->files[i].side == TRAIN && s->files[i].records < n)
			n = s->files[i].records;
	if (s->census.ungrouped > 0)
		diag(LEVEL_WARNING,
		    "%ju records have no value at %s; each goes by itself",
		    (uintmax_t)s->census.ungrouped, s->group_text);
	if (s->census.unstratified > 0)
		diag(LEVEL_WARNING,
		    "%ju records have no value at %s; they count as one more",
		    (uintmax_t)s->census.unstratified, s->stratify_text);
	if (s->census.blank > 0)
		diag_verbose(
		    "%ju blank lines left out", (uintmax_t)s->census.blank);
	if (s->census.bom)
		diag_verbose("byte-order mark left out");
	if (n < least && !is_empty_wanted(s, TRAIN))
		diag(LEVEL_WARNING,
		    "only %ju training example%s; providers "
		    "want at least %ju",
		    (uintmax_t)n, n == 1 ? "" : "s", (uintmax_t)least);
}
