/* SPDX-License-Identifier: MIT */
/* Keywords about arrays and objects. */
#include "common/base/near.h"
#include "common/example/schemaword.h"

/* Is the number of things within the keyword's limit? */
static bool
is_within(const struct schema_at *at, bool at_least, double *limit)
{
	double n = at->value->count;

	return !json_real(at->word, limit) ||
	    (at_least ? n >= *limit : n <= *limit);
}

static bool
count_is_off(struct schema *s, const struct schema_at *at, bool at_least,
    const char *what)
{
	double limit;

	if (is_within(at, at_least, &limit))
		return true;
	return schema_flaw(s, SCHEMA_UNMET, at->value,
	    "has %u %s; at %s %.0f are due", (unsigned)at->value->count, what,
	    at_least ? "least" : "most", limit);
}

bool
schema_min_items(struct schema *s, const struct schema_at *at)
{
	return count_is_off(s, at, true, "items");
}

bool
schema_max_items(struct schema *s, const struct schema_at *at)
{
	return count_is_off(s, at, false, "items");
}

bool
schema_min_properties(struct schema *s, const struct schema_at *at)
{
	return count_is_off(s, at, true, "properties");
}

bool
schema_max_properties(struct schema *s, const struct schema_at *at)
{
	return count_is_off(s, at, false, "properties");
}

/* The items from the given one on, each against the one schema. */
static bool
test_rest(struct schema *s, const struct json *schema, const struct json *value,
    size_t from)
{
	bool ok = true;

	for (const struct json *v = value->child;
	     v != NULL && (ok || s->mute == 0); v = v->next)
		if (v->index >= from)
			ok &= schema_test(s, schema, v);
	return ok;
}

/* Each item against the schema in its own place. */
static bool
test_places(
    struct schema *s, const struct json *schemas, const struct json *value)
{
	const struct json *schema = schemas->child, *v = value->child;
	bool ok = true;

	for (; schema != NULL && v != NULL && (ok || s->mute == 0);
	     schema = schema->next, v = v->next)
		ok &= schema_test(s, schema, v);
	return ok;
}

bool
schema_prefix_items(struct schema *s, const struct schema_at *at)
{
	return test_places(s, at->word, at->value);
}

bool
schema_items(struct schema *s, const struct schema_at *at)
{
	const struct json *before = json_get(at->schema, "prefixItems");

	if (at->word->type == JSON_ARRAY)
		return test_places(s, at->word, at->value);
	return test_rest(s, at->word, at->value,
	    json_is(before, JSON_ARRAY) ? before->count : 0);
}

bool
schema_additional_items(struct schema *s, const struct schema_at *at)
{
	const struct json *items = json_get(at->schema, "items");

	return !json_is(items, JSON_ARRAY) ||
	    test_rest(s, at->word, at->value, items->count);
}

bool
schema_unique_items(struct schema *s, const struct schema_at *at)
{
	if (!at->word->truth)
		return true;
	for (const struct json *b = at->value->child; b != NULL; b = b->next)
		for (const struct json *a = at->value->child; a != b;
		     a = a->next)
			if (schema_same(s, a, b))
				return schema_flaw(s, SCHEMA_UNMET, b,
				    "is the same as item %u; no item may "
				    "come twice",
				    (unsigned)a->index);
	return true;
}

bool
schema_contains(struct schema *s, const struct schema_at *at)
{
	double least = 1, most = at->value->count, n = 0;
	unsigned unsure = s->unsure;

	if (!json_real(json_get(at->schema, "minContains"), &least))
		least = 1;
	if (!json_real(json_get(at->schema, "maxContains"), &most))
		most = at->value->count;
	for (const struct json *v = at->value->child; v != NULL; v = v->next)
		n += schema_try(s, at->word, v);
	if ((n >= least && n <= most) || s->unsure != unsure)
		return true;
	return schema_flaw(s, SCHEMA_UNMET, at->value,
	    "has %.0f items that satisfy 'contains'; at %s %.0f are due", n,
	    n < least ? "least" : "most", n < least ? least : most);
}

bool
schema_properties(struct schema *s, const struct schema_at *at)
{
	const struct json *v = at->value->child, *schema;
	bool ok = true;

	for (; v != NULL && (ok || s->mute == 0); v = v->next) {
		schema = schema_get(s, at->word, v->key);
		if (schema != NULL)
			ok &= schema_test(s, schema, v);
	}
	return ok;
}

bool
schema_pattern_properties(struct schema *s, const struct schema_at *at)
{
	const struct json *p = at->word->child;
	bool ok = true;

	for (; p != NULL; p = p->next)
		for (const struct json *v = at->value->child; v != NULL;
		     v = v->next) {
			/* A pattern that is none matches nothing here. */
			if (schema_pattern(s, p->key, &(struct fault){0}) &&
			    schema_match(s, p->key, v->key))
				ok &= schema_test(s, p, v);
			if (!ok && s->mute > 0)
				return false;
		}
	return ok;
}

/* What stands beside additionalProperties; NULL where there is none. */
struct declared {
	const struct json *properties, *patterns;
};

/* Does one of them speak of that member? */
static bool
is_declared(
    struct schema *s, const struct declared *by, const struct json *member)
{
	const struct json *p =
	    json_is(by->patterns, JSON_OBJECT) ? by->patterns->child : NULL;

	if (schema_get(s, by->properties, member->key) != NULL)
		return true;
	for (; p != NULL; p = p->next)
		if (schema_match(s, p->key, member->key))
			return true;
	return s->steps == 0;
}

static bool
not_declared(struct schema *s, const struct schema_at *at,
    const struct declared *by, const struct json *member)
{
	const struct json *p = by->properties;
	struct str nearest;
	struct near near = {.to = member->key, .names = &nearest, .max = 1};
	struct buf hint;

	if (s->mute > 0)
		return false;
	for (p = json_is(p, JSON_OBJECT) ? p->child : NULL;
	     p != NULL && schema_spend(s, NEAR_NAME_MAX); p = p->next)
		if (schema_get(s, at->value, p->key) == NULL)
			near_consider(&near, p->key);
	buf_init(&hint, BUF_NO_MAX);
	buf_adds(&hint, near.n > 0 ? "; " : "");
	near_write(&hint, &near);
	schema_flaw(
	    s, SCHEMA_UNMET, member, "is not declared%s", buf_cstr(&hint));
	buf_free(&hint);
	return false;
}

bool
schema_additional(struct schema *s, const struct schema_at *at)
{
	const struct declared by = {json_get(at->schema, "properties"),
	    json_get(at->schema, "patternProperties")};
	bool none = at->word->type == JSON_BOOL;
	const struct json *v = at->value->child;
	bool ok = true;

	if (none && at->word->truth)
		return true;
	for (; v != NULL && (ok || s->mute == 0); v = v->next)
		if (!is_declared(s, &by, v))
			ok &= none ? not_declared(s, at, &by, v)
				   : schema_test(s, at->word, v);
	return ok;
}

/* "lacks 'city', a string" */
static bool
is_lacking(struct schema *s, const struct schema_at *at, struct str name)
{
	const struct json *properties =
	    schema_get(s, at->schema, STR("properties"));
	const struct json *declared = schema_get(s, properties, name);
	const struct json *type = json_get(declared, "type");
	struct buf types;

	if (s->mute > 0)
		return false;
	buf_init(&types, BUF_NO_MAX);
	if (type != NULL)
		schema_show_types(&types, type);
	schema_flaw(s, SCHEMA_UNMET, at->value, "lacks '%.*s'%s%s", SHOWN(name),
	    types.n > 0 ? ", " : "", buf_cstr(&types));
	buf_free(&types);
	return false;
}

static bool
test_names(
    struct schema *s, const struct schema_at *at, const struct json *names)
{
	const struct json *n = names->child;
	bool ok = true;

	for (; n != NULL && (ok || s->mute == 0); n = n->next) {
		if (n->type != JSON_STRING ||
		    !schema_spend(s, 1 + at->value->count))
			continue;
		if (json_get_str(at->value, n->text) == NULL)
			ok &= is_lacking(s, at, n->text);
	}
	return ok;
}

bool
schema_required(struct schema *s, const struct schema_at *at)
{
	return test_names(s, at, at->word);
}

bool
schema_property_names(struct schema *s, const struct schema_at *at)
{
	for (const struct json *v = at->value->child; v != NULL; v = v->next) {
		struct json name = {.type = JSON_STRING, .text = v->key};

		if (!schema_try(s, at->word, &name))
			return schema_flaw(s, SCHEMA_UNMET, v,
			    "has a name that 'propertyNames' does not allow");
	}
	return true;
}

/* Of all three forms: a name asks for others, or for a schema. */
bool
schema_dependencies(struct schema *s, const struct schema_at *at)
{
	const struct json *d = at->word->child;
	bool ok = true;

	for (; d != NULL && (ok || s->mute == 0); d = d->next) {
		if (schema_get(s, at->value, d->key) == NULL)
			continue;
		if (d->type == JSON_ARRAY)
			ok &= test_names(s, at, d);
		else
			ok &= schema_test(s, d, at->value);
	}
	return ok;
}
