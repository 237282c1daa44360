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

/* A member of the object, in whichever of the two forms it was written. */
struct part {
	bool is_string;
	bool is_other; /* there, and neither a string nor null */
	struct str text;
	size_t off;
};

struct found {
	struct part user, system;
};

static struct part
part_of_json(const struct json *v)
{
	if (v == NULL)
		return (struct part){.is_string = false};
	return (struct part){
	    .is_string = v->type == JSON_STRING,
	    .is_other = v->type != JSON_STRING && v->type != JSON_NULL,
	    .text = v->text,
	    .off = v->off,
	};
}

static struct part
part_of_dict(const struct pydict_member *m)
{
	if (m == NULL)
		return (struct part){.is_string = false};
	return (struct part){
	    .is_string = m->is_string,
	    .is_other = !m->is_string && !str_is(m->value, "None"),
	    .text = m->value,
	    .off = m->off,
	};
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
		found->user = part_of_json(json_get(doc.root, "user"));
		found->system = part_of_json(json_get(doc.root, "system"));
		return no_lone_surrogate(&doc, f);
	}
	/* The first quote tells which of the two complaints is to the point. */
	if (!pydict_parse(r->arena, cell, &dict,
		str_starts(inside, STR("'")) ? f : &other))
		return false;
	found->user = part_of_dict(pydict_get(&dict, "user"));
	found->system = part_of_dict(pydict_get(&dict, "system"));
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
	if (!found.user.is_string && must)
		return fault_set(f, STATUS_INPUT, found.user.off,
		    "the prompt's object has no \"user\" that is a string");
	if (!found.user.is_string)
		return true;
	if (found.system.is_other)
		return fault_set(f, STATUS_INPUT, found.system.off,
		    "the prompt's \"system\" is no string");
	*p = (struct prompt){.opened = true, .user = found.user.text};
	if (found.system.is_string)
		p->system = found.system.text;
	return true;
}
