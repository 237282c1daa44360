/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/plan.h"

#include <stdlib.h>

const char *const role_names[ROLES + 1] = {
    "system", "user", "assistant", "preferred", "rejected", "developer"};

/* The names that a role's column is known by, the first in the list wins. */
static const char *const known[ROLES][8] = {
    [ROLE_SYSTEM] = {"system", "prompt.system"},
    [ROLE_USER] = {"user", "prompt.user", "prompt", "question", "instruction",
	"input"},
    [ROLE_ASSISTANT] = {"assistant", "completion", "answer", "output",
	"response"},
    [ROLE_PREFERRED] = {"preferred", "preferred_output", "chosen"},
    [ROLE_REJECTED] = {"rejected", "non_preferred_output", "non_preferred"},
};

/* What an example of each format is made of. */
static const bool parts[][ROLES] = {
    [FORMAT_CHAT] =
	{[ROLE_SYSTEM] = true, [ROLE_USER] = true, [ROLE_ASSISTANT] = true},
    [FORMAT_COMPLETION] = {[ROLE_USER] = true, [ROLE_ASSISTANT] = true},
    [FORMAT_PREFERENCE] = {[ROLE_SYSTEM] = true,
	[ROLE_USER] = true,
	[ROLE_PREFERRED] = true,
	[ROLE_REJECTED] = true},
};

struct plan *
plan_new(void)
{
	struct plan *p = mem_zero(1, sizeof(*p));

	arena_init(&p->arena);
	buf_init(&p->said, BUF_NO_MAX);
	buf_init(&p->why, BUF_NO_MAX);
	p->messages = p->object = p->weight = NO_COLUMN;
	p->group = p->role = p->content = NO_COLUMN;
	return p;
}

void
plan_free(struct plan *p)
{
	if (p == NULL)
		return;
	arena_free(&p->arena);
	buf_free(&p->said);
	buf_free(&p->why);
	free(p);
}

void
plan_fail(struct plan *p, enum status status, size_t cell, const char *fmt, ...)
{
	va_list ap;

	buf_clear(&p->why);
	va_start(ap, fmt);
	buf_vprintf(&p->why, fmt, ap);
	va_end(ap);
	p->status = status;
	p->cell = cell;
}

static void
say(struct plan *p, const char *what, const char *from, struct str name)
{
	if (p->said.n > 0)
		buf_adds(&p->said, ", ");
	buf_printf(&p->said, "%s <- %s%.*s", what, from, STR_ARGS(name));
}

/* Which of two columns of one name is meant cannot be told. */
static void
refuse_repeated(struct plan *p, size_t column)
{
	struct str name = p->columns.names[column];

	if (columns_repeated(&p->columns, column))
		plan_fail(p, STATUS_INPUT, column,
		    "column '%.*s' stands twice in the header", STR_ARGS(name));
}

static void
refuse_unknown(struct plan *p, struct str name, const char *option)
{
	plan_fail(p, STATUS_USAGE, 0,
	    "no column '%.*s' for --%s; the columns are: ", STR_ARGS(name),
	    option);
	columns_write(&p->columns, &p->why);
}

static void
bind(struct plan *p, const struct template *t, const char *option,
    struct template *bound)
{
	struct str unknown;

	if (!template_bind(&p->arena, t, &p->columns, bound, &unknown)) {
		refuse_unknown(p, unknown, option);
		return;
	}
	for (size_t i = 0; i < bound->n; i++)
		if (bound->pieces[i].kind != PIECE_TEXT)
			refuse_repeated(p, bound->pieces[i].column);
}

static void
use_template(struct plan *p, const struct wish *w, enum role role)
{
	p->has[role] = w->text[role].n > 0 || role != ROLE_SYSTEM;
	bind(p, &w->text[role], role_names[role], &p->text[role]);
}

static void
use_turns(struct plan *p, const struct wish *w)
{
	p->turns = arena_zero(&p->arena, w->nturns, sizeof(*p->turns));
	p->nturns = w->nturns;
	for (size_t i = 0; i < w->nturns && plan_ok(p); i++) {
		p->turns[i].role = w->turns[i].role;
		bind(p, &w->turns[i].text, "turn", &p->turns[i].text);
	}
}

/* The column that an option names. */
static size_t
named(struct plan *p, const char *name, const char *option)
{
	size_t column = columns_find(&p->columns, str_c(name));

	if (column == NO_COLUMN)
		refuse_unknown(p, str_c(name), option);
	else
		refuse_repeated(p, column);
	return column;
}

/* The rows are messages. */
static void
use_group(struct plan *p, const struct wish *w)
{
	p->group = named(p, w->group, "group");
	if (plan_ok(p))
		p->role = named(p, w->role, "role");
	if (plan_ok(p))
		p->content = named(p, w->content, "content");
	if (!plan_ok(p))
		return;
	say(p, "conversation", "", p->columns.names[p->group]);
	say(p, "role", "", p->columns.names[p->role]);
	say(p, "content", "", p->columns.names[p->content]);
}

/* What an example has besides its texts. */
static void
use_extras(struct plan *p, const struct wish *w)
{
	p->tools = w->tools;
	if (w->weight != NULL && p->messages != NO_COLUMN)
		plan_fail(p, STATUS_USAGE, 0,
		    "--completion-weight cannot be put into the messages of "
		    "a column");
	else if (w->weight != NULL)
		p->weight = named(p, w->weight, "completion-weight");
	p->keep = arena_zero(&p->arena, w->keep.n, sizeof(*p->keep));
	for (size_t i = 0; i < w->keep.n && plan_ok(p); i++)
		p->keep[p->nkeep++] = named(p, w->keep.v[i], "keep");
}

/* The column for a role, by its name; *name is the name it is known by. */
static size_t
recognise(const struct plan *p, enum role role, const char **name)
{
	for (size_t i = 0; known[role][i] != NULL; i++) {
		size_t column =
		    columns_find_loosely(&p->columns, str_c(known[role][i]));

		*name = known[role][i];
		if (column != NO_COLUMN)
			return column;
	}
	return NO_COLUMN;
}

static void
use_column(struct plan *p, enum role role, enum piece_kind kind, size_t column)
{
	template_add_column(
	    &p->arena, &p->text[role], kind, &p->columns, column);
	p->has[role] = true;
	refuse_repeated(p, column);
}

/* Finds the column for a role that no template was given for. */
static void
use_known(struct plan *p, enum role role)
{
	const char *name;
	size_t column = recognise(p, role, &name), input;

	if (column == NO_COLUMN)
		return;
	use_column(p, role, PIECE_CELL, column);
	if (role != ROLE_USER)
		return;
	if (str_is(str_c(name), "prompt") && p->format != FORMAT_COMPLETION)
		p->object = column;
	if (!str_is(str_c(name), "instruction"))
		return;
	input = columns_find_loosely(&p->columns, STR("input"));
	if (input != NO_COLUMN)
		use_column(p, role, PIECE_NEXT_LINE, input);
}

/* A header that is one cell may be one of another delimiter. */
static const char *
other_delimiter(const struct plan *p)
{
	struct str only;

	if (p->columns.n != 1)
		return NULL;
	only = p->columns.names[0];
	if (str_find(only, '\t') < only.n)
		return "tab";
	if (str_find(only, ';') < only.n)
		return "semicolon";
	if (str_find(only, '|') < only.n)
		return "pipe";
	return str_find(only, ',') < only.n ? "comma" : NULL;
}

static void
refuse_missing(struct plan *p, enum role role)
{
	const char *delimiter = other_delimiter(p);

	plan_fail(p, STATUS_INPUT, 0, "no column is known to hold the %s%s; ",
	    role < ROLE_PREFERRED ? "text of the " : "answer that is ",
	    role_names[role]);
	if (delimiter != NULL)
		buf_printf(
		    &p->why, "is this a file for --delimiter %s? ", delimiter);
	else
		buf_printf(&p->why, "name one with --%s '{COLUMN}'; ",
		    role_names[role]);
	buf_adds(&p->why, "the columns are: ");
	columns_write(&p->columns, &p->why);
}

static void
describe(struct plan *p, const struct wish *w, enum role role)
{
	static const char *const completion_names[ROLES] = {
	    [ROLE_USER] = "prompt", [ROLE_ASSISTANT] = "completion"};
	const char *what = p->format == FORMAT_COMPLETION
	    ? completion_names[role]
	    : role_names[role];
	const struct template *t = &p->text[role];

	if (w->given[role] && t->n > 0)
		say(p, what, "--", str_c(role_names[role]));
	else if (role == ROLE_SYSTEM && p->object != NO_COLUMN && !p->has[role])
		say(p, what, "objects in ", p->columns.names[p->object]);
	else if (t->n == 0)
		say(p, what, "(none)", STR(""));
	else
		say(p, what, "", t->pieces[0].text);
	if (!w->given[role] && t->n > 1)
		buf_printf(&p->said, " + %.*s", STR_ARGS(t->pieces[1].text));
}

/* Is the role's text one that this plan finds itself? */
static bool
is_part(const struct plan *p, enum role role)
{
	if (p->nturns > 0 && (role == ROLE_USER || role == ROLE_ASSISTANT))
		return false;
	return parts[p->format][role];
}

static void
use_roles(struct plan *p, const struct wish *w)
{
	for (enum role role = 0; role < ROLES && plan_ok(p); role++) {
		if (!is_part(p, role))
			continue;
		if (w->given[role])
			use_template(p, w, role);
		else if (p->nturns == 0 || role != ROLE_SYSTEM)
			use_known(p, role);
		if (plan_ok(p) && role != ROLE_SYSTEM && !p->has[role])
			refuse_missing(p, role);
	}
	p->keep_system = w->given[ROLE_SYSTEM];
	for (enum role role = 0; role < ROLES && plan_ok(p); role++)
		if (is_part(p, role))
			describe(p, w, role);
	if (plan_ok(p) && p->nturns > 0)
		buf_printf(&p->said, ", %zu turn%s <- --turn", p->nturns,
		    p->nturns == 1 ? "" : "s");
}

/* The column of whole messages, where nothing else was asked for. */
static size_t
whole_messages(const struct plan *p, const struct wish *w)
{
	for (enum role role = 0; role < ROLES; role++)
		if (w->given[role])
			return NO_COLUMN;
	if (p->format != FORMAT_CHAT || w->nturns > 0 || w->group != NULL)
		return NO_COLUMN;
	return columns_find_loosely(&p->columns, STR("messages"));
}

void
plan_make(struct plan *p, const struct wish *w)
{
	p->format = w->format;
	p->messages = whole_messages(p, w);
	if (w->group != NULL) {
		use_group(p, w);
	} else if (p->messages != NO_COLUMN) {
		say(p, "messages", "", p->columns.names[p->messages]);
		refuse_repeated(p, p->messages);
	} else {
		use_turns(p, w);
		use_roles(p, w);
	}
	if (plan_ok(p))
		use_extras(p, w);
}

void
plan_compare(struct plan *p, const struct plan *first)
{
	const struct columns *a = &first->columns, *b = &p->columns;

	if (!plan_ok(first))
		return;
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (!str_eq(a->names[i], b->names[i])) {
			plan_fail(p, STATUS_INPUT, i,
			    "column %zu is '%.*s', but '%.*s' in %s", i + 1,
			    STR_ARGS(b->names[i]), STR_ARGS(a->names[i]),
			    first->file);
			return;
		}
	if (a->n != b->n)
		plan_fail(p, STATUS_INPUT, 0, "%zu columns, but %zu in %s",
		    b->n, a->n, first->file);
}
