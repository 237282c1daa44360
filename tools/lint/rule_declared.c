/* SPDX-License-Identifier: MIT */
/* Rules for the tools that an example declares. */
#include "tools/lint/rules.h"
#include "tools/lint/tools.h"

enum {
	/* OpenAI's API reference: "a max of 128 functions"; Azure's guide to
	 * function calling: descriptions of at most 1,024 characters. */
	TOOLS_MOST = 128,
	DESCRIPTION_MOST = 1024,
	SHOWN = 64, /* bytes of a name */
};

void
rule_duplicate_tool(struct check *c)
{
	const struct tool *tool;
	size_t n;

	if (!tools_declared(&c->example))
		return;
	tool = tools_all(c, &n);
	for (size_t i = 1; i < n; i++)
		if (tool[i].twice && str_eq(tool[i].name, tool[i - 1].name))
			found(c, json_get(tool[i].function, "name"),
			    "the function '%.*s' is declared twice",
			    (int)(tool[i].name.n > SHOWN ? SHOWN
							 : tool[i].name.n),
			    tool[i].name.p);
}

void
rule_many_tools(struct check *c)
{
	const struct json *tools = c->example.tools;

	if (json_is(tools, JSON_ARRAY) && tools->count > TOOLS_MOST)
		found(c, tools, "%u tools are declared; at most %d are taken",
		    (unsigned)tools->count, TOOLS_MOST);
}

static size_t
characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

void
rule_long_description(struct check *c)
{
	const struct tool *tool;
	size_t n;

	if (!tools_declared(&c->example))
		return;
	tool = tools_all(c, &n);
	for (size_t i = 0; i < n; i++) {
		const struct json *d =
		    json_get(tool[i].function, "description");

		if (json_is(d, JSON_STRING) && d->text.n > DESCRIPTION_MOST &&
		    characters(d->text) > DESCRIPTION_MOST)
			found(c, d,
			    "the description has %zu characters; %d are taken",
			    characters(d->text), DESCRIPTION_MOST);
	}
}

/* Which flaw is to be told, and whether any was seen of each. */
struct look {
	struct check *c;
	enum schema_flaw flaw;
	bool tells;
	unsigned seen; /* bits */
};

static void
on_flaw(
    void *user, enum schema_flaw flaw, const struct json *at, struct str phrase)
{
	struct look *look = user;

	look->seen |= 1u << flaw;
	if (look->tells && flaw == look->flaw)
		found(look->c, at, "%.*s", STR_ARGS(phrase));
}

static bool
is_strict(const struct json *function)
{
	const struct json *strict = json_get(function, "strict");

	return json_is(strict, JSON_BOOL) && strict->truth;
}

static unsigned
look_at_all(struct check *c, struct look *look)
{
	struct tools *t = c->tools;
	const struct tool *tool;
	size_t n;

	/* With steps of its own, so that those for arguments do not depend on
	 * whether this was looked at before. */
	schema_begin(&t->schema);
	t->schema.user = look;
	t->schema.tell = on_flaw;
	tool = tools_all(c, &n);
	for (size_t i = 0; i < n; i++) {
		const struct json *p = json_get(tool[i].function, "parameters");

		if (json_is(p, JSON_OBJECT))
			(void)schema_check(
			    &t->schema, p, is_strict(tool[i].function));
	}
	schema_begin(&t->schema);
	return look->seen;
}

/* Most examples of a file declare the same, and rightly: that is looked at
 * once.  Where there is a flaw each rule looks for its own. */
static void
tell_flaws(struct check *c, enum schema_flaw flaw)
{
	struct tools *t = c->tools;
	struct look look = {.c = c};
	uint64_t hash;

	if (!tools_declared(&c->example))
		return;
	if (!t->checked) {
		t->checked = true;
		t->flaws = 0;
		hash = tools_hash(c);
		if (!tools_knew(t->sound, hash))
			t->flaws = look_at_all(c, &look);
		if (t->flaws != 0)
			tools_forget(t->sound, hash);
	}
	if ((t->flaws >> flaw & 1) == 0)
		return;
	look = (struct look){.c = c, .flaw = flaw, .tells = true};
	(void)look_at_all(c, &look);
}

void
rule_schema_malformed(struct check *c)
{
	tell_flaws(c, SCHEMA_MALFORMED);
}

void
rule_schema_not_strict(struct check *c)
{
	tell_flaws(c, SCHEMA_NOT_STRICT);
}

void
rule_schema_unchecked(struct check *c)
{
	tell_flaws(c, SCHEMA_UNCHECKED);
}
