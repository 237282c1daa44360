/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/prompt.h"

#include "tools/csv2jsonl/pydict.h"

/* Does s begin with the name in these quotes, and a colon? */
static bool
begins_with_name(struct str s, char quote, struct str name)
{
	if (s.n < name.n + 2 || s.p[0] != quote || s.p[name.n + 1] != quote ||
	    !str_eq(str_of(s.p + 1, name.n), name))
		return false;
	return str_starts(str_trim(str_from(s, name.n + 2)), STR(":"));
}

/* Does the cell begin as an object that holds a prompt does? */
static bool
looks_like_one(struct str cell)
{
	struct str first = str_trim(str_from(str_trim(cell), 1));

	return begins_with_name(first, '"', STR("system")) ||
	    begins_with_name(first, '"', STR("user")) ||
	    begins_with_name(first, '\'', STR("system")) ||
	    begins_with_name(first, '\'', STR("user"));
}

/* What the two forms of an object come to. */
struct found {
	bool user, system; /* there, and a string */
	bool bad_system;   /* there, and neither a string nor null */
	struct str user_text, system_text;
	size_t user_off, system_off;
};

static void
look_in_json(const struct json *object, struct found *found)
{
	const struct json *user = json_get(object, "user");
	const struct json *system = json_get(object, "system");

	*found = (struct found){
	    .user = json_is_string(user), .system = json_is_string(system)};
	if (found->user)
		found->user_text = user->text;
	if (found->system)
		found->system_text = system->text;
	if (system != NULL)
		found->system_off = system->off;
	if (user != NULL)
		found->user_off = user->off;
	found->bad_system =
	    system != NULL && !found->system && !json_is_null(system);
}

static void
look_in_dict(const struct pydict *d, struct found *found)
{
	const struct pydict_member *user = pydict_get(d, "user");
	const struct pydict_member *system = pydict_get(d, "system");

	*found = (struct found){.user = user != NULL && user->is_string,
	    .system = system != NULL && system->is_string};
	if (found->user)
		found->user_text = user->value;
	if (found->system)
		found->system_text = system->value;
	if (system != NULL)
		found->system_off = system->off;
	if (user != NULL)
		found->user_off = user->off;
	found->bad_system =
	    system != NULL && !found->system && !str_is(system->value, "None");
}

/* One would become U+FFFD, and nobody would know. */
static bool
no_lone_surrogate(const struct json_doc *doc, struct fault *f)
{
	for (const struct json_odd *o = doc->odd; o != NULL; o = o->next)
		if (o->what == JSON_LONE_SURROGATE)
			return fault_set(f, STATUS_INPUT, o->off,
			    "half a surrogate pair is no character");
	return true;
}

/* Reads the cell as JSON, or else as a Python dict. */
static bool
look(struct json_reader *r, struct str cell, struct found *found,
    struct fault *f)
{
	struct str inside = str_trim(str_from(str_trim(cell), 1));
	struct json_doc doc;
	struct pydict dict;
	struct fault other;

	if (json_parse(r, cell, &doc, f)) {
		look_in_json(doc.root, found);
		return no_lone_surrogate(&doc, f);
	}
	/* The first quote tells which of the two complaints is to the point. */
	if (!pydict_parse(r->arena, cell, &dict,
		str_starts(inside, STR("'")) ? f : &other))
		return false;
	look_in_dict(&dict, found);
	return true;
}

bool
prompt_open(
    struct json_reader *r, struct str cell, struct prompt *p, struct fault *f)
{
	struct found found;
	bool must;

	*p = (struct prompt){.user = cell};
	if (!str_starts(str_trim(cell), STR("{")))
		return true;
	must = looks_like_one(cell);
	if (!look(r, cell, &found, f))
		return !must;
	if (!found.user && must)
		return fault_set(f, STATUS_INPUT, found.user_off,
		    "the prompt's object has no \"user\" that is a string");
	if (!found.user)
		return true;
	if (found.bad_system)
		return fault_set(f, STATUS_INPUT, found.system_off,
		    "the prompt's \"system\" is no string");
	*p = (struct prompt){true, found.system_text, found.user_text};
	return true;
}
