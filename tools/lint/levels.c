/* SPDX-License-Identifier: MIT */
#include "tools/lint/levels.h"

#include <stdlib.h>

#include "tools/lint/lint.h"

/* How closely an entry names a rule: prefixes of n bytes are RANK_PREFIX + n.
 */
enum rank { RANK_NONE, RANK_ALL, RANK_FAMILY, RANK_PREFIX, RANK_RULE = 100 };

struct levels_row {
	enum level level; /* by the layers that are settled */
	enum level on;	  /* the last one that was not LEVEL_OFF */

	/* The layer at work. */
	unsigned rank;	   /* of the entry that `wanted` is from */
	enum level wanted; /* where the rank is not RANK_NONE */
	bool selected;
};

/* Of a rule that is off unless it is asked for, the id says what it is then. */
static enum level
on_level(const struct rule *rule)
{
	if (rule->level != LEVEL_OFF)
		return rule->level;
	return rule->id[0] == 'E' ? LEVEL_ERROR
	    : rule->id[0] == 'W'  ? LEVEL_WARNING
				  : LEVEL_INFO;
}

void
levels_init(struct levels *l)
{
	l->row = mem_zero(rule_count, sizeof(*l->row));
	l->selects = false;
	for (size_t i = 0; i < rule_count; i++) {
		l->row[i].level = rules[i].level;
		l->row[i].on = on_level(&rules[i]);
	}
}

void
levels_free(struct levels *l)
{
	free(l->row);
	l->row = NULL;
}

static unsigned
rank_of(struct str entry, const struct rule *rule)
{
	if (str_is(entry, rule->id) || str_is(entry, rule->name))
		return RANK_RULE;
	if (str_starts(str_c(rule->id), entry))
		return RANK_PREFIX + (unsigned)entry.n;
	if (str_is(entry, family_name(rule->family)))
		return RANK_FAMILY;
	return str_is(entry, "all") ? RANK_ALL : RANK_NONE;
}

/* Off before on, and the graver level before the milder. */
static bool
is_stronger(enum level a, enum level b)
{
	return b != LEVEL_OFF && (a == LEVEL_OFF || a < b);
}

static void
want(struct levels_row *row, unsigned rank, enum level level)
{
	if (rank < row->rank ||
	    (rank == row->rank && !is_stronger(level, row->wanted)))
		return;
	row->rank = rank;
	row->wanted = level;
}

/* What a list does to the rules that its entries name. */
struct change {
	bool selects;
	enum level level;
};

static bool
apply(struct levels *l, struct str entry, struct change change)
{
	bool some = false;

	for (size_t i = 0; i < rule_count; i++) {
		unsigned rank = rank_of(entry, &rules[i]);

		if (rank == RANK_NONE)
			continue;
		some = true;
		if (change.selects)
			l->row[i].selected = true;
		else
			want(&l->row[i], rank, change.level);
	}
	return some;
}

static bool
apply_entry(struct levels *l, struct str list, struct str entry,
    struct change change, struct fault *f)
{
	size_t off = (size_t)(entry.p - list.p);

	entry = str_trim(entry);
	if (entry.n == 0)
		return fault_set(f, STATUS_USAGE, off, "a rule is missing");
	off = (size_t)(entry.p - list.p);
	if (!apply(l, entry, change))
		return fault_set(f, STATUS_USAGE, off,
		    "'%.*s' is no rule, family or begin of an id; "
		    "--list-rules lists them",
		    (int)(entry.n > 60 ? 60 : entry.n), entry.p);
	return true;
}

static bool
apply_list(
    struct levels *l, struct str list, struct change change, struct fault *f)
{
	struct str rest = list, entry;

	while (str_split(&rest, ',', &entry))
		if (!apply_entry(l, list, entry, change, f))
			return false;
	return true;
}

bool
levels_select(struct levels *l, struct str list, struct fault *f)
{
	l->selects = true;
	return apply_list(l, list, (struct change){.selects = true}, f);
}

bool
levels_set(struct levels *l, struct str list, enum level level, struct fault *f)
{
	return apply_list(l, list, (struct change){.level = level}, f);
}

bool
levels_named(struct str name, enum level *level)
{
	for (int i = LEVEL_ERROR; i <= LEVEL_OFF; i++)
		if (str_is(name, diag_level_name((enum level)i))) {
			*level = (enum level)i;
			return true;
		}
	return false;
}

bool
levels_read(struct levels *l, struct str list, struct fault *f)
{
	struct str rest = list, entry;
	enum level level;

	while (str_split(&rest, ',', &entry)) {
		size_t equals = str_find(entry, '=');
		size_t off = (size_t)(entry.p - list.p);

		if (equals == entry.n)
			return fault_set(f, STATUS_USAGE, off,
			    "RULE=LEVEL is wanted, not '%.*s'",
			    (int)(entry.n > 60 ? 60 : entry.n), entry.p);
		if (!levels_named(
			str_trim(str_from(entry, equals + 1)), &level))
			return fault_set(f, STATUS_USAGE, off + equals + 1,
			    "a level is error, warning, info or off");
		if (!apply_entry(l, list, str_of(entry.p, equals),
			(struct change){.level = level}, f))
			return false;
	}
	return true;
}

void
levels_settle(struct levels *l)
{
	for (size_t i = 0; i < rule_count; i++) {
		struct levels_row *row = &l->row[i];

		if (l->selects)
			row->level = row->selected ? row->on : LEVEL_OFF;
		/* What is not selected stays off, whatever its level. */
		if (row->rank != RANK_NONE && (row->selected || !l->selects))
			row->level = row->wanted;
		if (row->level != LEVEL_OFF)
			row->on = row->level;
		row->rank = RANK_NONE;
		row->selected = false;
	}
	l->selects = false;
}

enum level
levels_of(const struct levels *l, const struct rule *rule)
{
	return l->row[rule - rules].level;
}
