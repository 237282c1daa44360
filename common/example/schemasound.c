/* SPDX-License-Identifier: MIT */
/* Is a schema one, and one for a function that is strict? */
#include "common/example/schemaword.h"

struct sound {
	struct schema *s;
	bool strict;
};

static bool check(struct sound *w, const struct json *schema);

/* "an array", "a boolean or an object" */
static void
show_forms(struct buf *to, unsigned form)
{
	for (int type = JSON_NULL; type <= JSON_OBJECT; type++) {
		if ((form >> type & 1) == 0)
			continue;
		buf_adds(to, to->n > 0 ? " or " : "");
		buf_adds(to, json_type_name((enum json_type)type));
	}
}

static bool
wrong_form(
    struct schema *s, const struct json *word, const struct schema_word *row)
{
	struct buf forms;

	buf_init(&forms, BUF_NO_MAX);
	show_forms(&forms, row->form);
	schema_flaw(s, SCHEMA_MALFORMED, word, "'%.*s' is %s; %s is due",
	    SHOWN(word->key), json_type_name(word->type), buf_cstr(&forms));
	buf_free(&forms);
	return false;
}

/* "str", "OBJECT", "int": what people write who think in other languages. */
static const char *
meant_type(struct str name)
{
	static const char *const words[][2] = {{"str", "string"},
	    {"text", "string"}, {"char", "string"}, {"int", "integer"},
	    {"int32", "integer"}, {"int64", "integer"}, {"long", "integer"},
	    {"float", "number"}, {"double", "number"}, {"decimal", "number"},
	    {"bool", "boolean"}, {"list", "array"}, {"tuple", "array"},
	    {"set", "array"}, {"dict", "object"}, {"map", "object"},
	    {"none", "null"}, {"STRING", "string"}, {"NUMBER", "number"},
	    {"INTEGER", "integer"}, {"BOOLEAN", "boolean"}, {"ARRAY", "array"},
	    {"OBJECT", "object"}, {"NULL", "null"}};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(name, words[i][0]))
			return words[i][1];
	return NULL;
}

static bool
check_type(struct schema *s, const struct json *type)
{
	const char *meant;

	if (type->type != JSON_STRING)
		return schema_flaw(s, SCHEMA_MALFORMED, type,
		    "a type is %s; a string is due",
		    json_type_name(type->type));
	if (schema_is_type(type->text))
		return true;
	meant = meant_type(type->text);
	if (meant != NULL)
		return schema_flaw(s, SCHEMA_MALFORMED, type,
		    "\"%.*s\" is no type; \"%s\" is", SHOWN(type->text), meant);
	return schema_flaw(s, SCHEMA_MALFORMED, type,
	    "\"%.*s\" is no type; there are string, number, integer, boolean, "
	    "array, object, null",
	    SHOWN(type->text));
}

bool
schema_sound_type(
    struct schema *s, const struct json *schema, const struct json *word)
{
	bool ok = true;

	(void)schema;
	if (word->type == JSON_STRING)
		return check_type(s, word);
	if (word->count == 0)
		return schema_flaw(
		    s, SCHEMA_MALFORMED, word, "'type' allows nothing");
	for (const struct json *t = word->child; t != NULL; t = t->next)
		ok &= check_type(s, t);
	return ok;
}

/* Values that the schema's own type forbids are a slip. */
bool
schema_sound_enum(
    struct schema *s, const struct json *schema, const struct json *word)
{
	const struct json *type = json_get(schema, "type");
	struct schema_at at = {.schema = schema, .word = type};
	bool ok;

	if (word->count == 0)
		return schema_flaw(
		    s, SCHEMA_MALFORMED, word, "'enum' allows nothing");
	if (!json_is(type, JSON_STRING) && !json_is(type, JSON_ARRAY))
		return true;
	for (at.value = word->child; at.value != NULL;
	     at.value = at.value->next) {
		s->mute++;
		ok = schema_type(s, &at);
		s->mute--;
		if (!ok)
			return schema_flaw(s, SCHEMA_MALFORMED, at.value,
			    "'enum' has %s, which 'type' forbids",
			    json_type_name(at.value->type));
	}
	return true;
}

/* A number of things; and what is at least so many is not at most fewer. */
bool
schema_sound_count(
    struct schema *s, const struct json *schema, const struct json *word)
{
	double n;

	(void)schema;
	if (json_real(word, &n) && n >= 0 && schema_is_whole(n))
		return true;
	return schema_flaw(s, SCHEMA_MALFORMED, word,
	    "'%.*s' is %.*s; a whole number from 0 is due", SHOWN(word->key),
	    SHOWN(word->text));
}

bool
schema_sound_multiple(
    struct schema *s, const struct json *schema, const struct json *word)
{
	double n;

	(void)schema;
	if (!json_real(word, &n) || n > 0)
		return true;
	return schema_flaw(s, SCHEMA_MALFORMED, word,
	    "'multipleOf' is %.*s; more than 0 is due", SHOWN(word->text));
}

/* Can a name be declared elsewhere than in `properties`? */
static bool
is_open(const struct json *schema)
{
	const struct json *properties = json_get(schema, "properties");

	return !json_is(properties, JSON_OBJECT) || properties->count == 0 ||
	    json_get(schema, "patternProperties") != NULL ||
	    json_get(schema, "$ref") != NULL ||
	    json_get(schema, "allOf") != NULL;
}

bool
schema_sound_required(
    struct schema *s, const struct json *schema, const struct json *word)
{
	const struct json *properties = json_get(schema, "properties");
	bool ok = true, open = is_open(schema);

	for (const struct json *n = word->child; n != NULL; n = n->next) {
		if (n->type != JSON_STRING)
			ok = schema_flaw(s, SCHEMA_MALFORMED, n,
			    "'required' has %s; a name is due",
			    json_type_name(n->type));
		else if (!open && schema_get(s, properties, n->text) == NULL &&
		    s->steps > 0)
			ok = schema_flaw(s, SCHEMA_MALFORMED, n,
			    "'%.*s' is required and not declared",
			    SHOWN(n->text));
	}
	return ok;
}

static bool
check_pattern(struct schema *s, const struct json *at, struct str pattern)
{
	struct fault f;

	return schema_pattern(s, pattern, &f) ||
	    schema_flaw(s, SCHEMA_UNCHECKED, at,
		"the pattern %.*s is not understood: %s", SHOWN(pattern),
		f.text);
}

bool
schema_sound_pattern(
    struct schema *s, const struct json *schema, const struct json *word)
{
	(void)schema;
	check_pattern(s, word, word->text);
	return true;
}

bool
schema_sound_patterns(
    struct schema *s, const struct json *schema, const struct json *word)
{
	(void)schema;
	for (const struct json *p = word->child; p != NULL; p = p->next)
		check_pattern(s, p, p->key);
	return true;
}

bool
schema_sound_ref(
    struct schema *s, const struct json *schema, const struct json *word)
{
	(void)schema;
	if (schema_refer(s, word->text) != NULL || s->steps == 0)
		return true;
	if (str_starts(word->text, STR("#/")))
		return schema_flaw(s, SCHEMA_MALFORMED, word,
		    "'$ref' points at nothing: %.*s", SHOWN(word->text));
	schema_flaw(s, SCHEMA_UNCHECKED, word, "'$ref' %.*s is not followed",
	    SHOWN(word->text));
	return true;
}

bool
schema_sound_some(
    struct schema *s, const struct json *schema, const struct json *word)
{
	(void)schema;
	return word->count > 0 ||
	    schema_flaw(
		s, SCHEMA_MALFORMED, word, "'%.*s' is empty", SHOWN(word->key));
}

static bool
is_vendor_word(struct str name)
{
	return str_starts(name, STR("x-"));
}

/* A name where a keyword is due. */
static bool
check_unknown(struct sound *w, const struct json *word)
{
	struct buf hint;
	bool ok = true;

	if (is_vendor_word(word->key))
		return true;
	buf_init(&hint, BUF_NO_MAX);
	schema_word_hint(&hint, word->key);
	if (json_is(json_get(word, "type"), JSON_STRING))
		ok = schema_flaw(w->s, SCHEMA_MALFORMED, word,
		    "'%.*s' looks like a property; its place is in "
		    "'properties'",
		    SHOWN(word->key));
	else
		schema_flaw(w->s, SCHEMA_UNCHECKED, word,
		    "'%.*s' is no keyword of JSON Schema%s%s", SHOWN(word->key),
		    hint.n > 0 ? "; " : "", buf_cstr(&hint));
	buf_free(&hint);
	return ok;
}

static bool
check_inner(struct sound *w, const struct json *word, enum schema_in in)
{
	bool ok = true;

	if (in == IN_EITHER)
		in = word->type == JSON_ARRAY ? IN_ITEMS : IN_ITSELF;
	if (in == IN_NOTHING)
		return true;
	if (in == IN_ITSELF)
		return check(w, word);
	for (const struct json *v = word->child; v != NULL; v = v->next)
		ok &= check(w, v);
	return ok;
}

static bool
check_word(struct sound *w, const struct json *schema, const struct json *word)
{
	const struct schema_word *row = schema_word(word->key);
	bool ok;

	if (row == NULL)
		return check_unknown(w, word);
	if (row->form != 0 && (row->form >> word->type & 1) == 0)
		return wrong_form(w->s, word, row);
	if (row->unknown)
		schema_flaw(w->s, SCHEMA_UNCHECKED, word,
		    "'%.*s' is not checked", SHOWN(word->key));
	ok = row->sound == NULL || row->sound(w->s, schema, word);
	if (w->strict)
		ok &= schema_strict_word(w->s, word, row);
	return check_inner(w, word, row->in) && ok;
}

/* The document's depth bounds the recursion. */
static bool
check(struct sound *w, const struct json *schema)
{
	bool ok = true;

	if (schema->type == JSON_BOOL)
		return true;
	if (schema->type != JSON_OBJECT)
		return schema_flaw(w->s, SCHEMA_MALFORMED, schema,
		    "%s stands here; a schema is due",
		    json_type_name(schema->type));
	for (const struct json *m = schema->child; m != NULL; m = m->next)
		if (schema_spend(w->s, 1))
			ok &= check_word(w, schema, m);
	if (w->strict)
		ok &= schema_strict_object(w->s, schema);
	return ok;
}

/* What a function takes is an object with names. */
static bool
check_root(struct schema *s, const struct json *root)
{
	const struct json *type = json_get(root, "type");

	if (root->type != JSON_OBJECT || root->count == 0)
		return true;
	/* A word that is no type is told elsewhere. */
	if (json_is(type, JSON_STRING) && !schema_is_type(type->text))
		return true;
	if (!json_is(type, JSON_STRING) || !str_is(type->text, "object"))
		return schema_flaw(s, SCHEMA_MALFORMED,
		    type == NULL ? root : type,
		    "the parameters of a function are of the type \"object\"");
	return json_get(root, "properties") != NULL ||
	    json_get(root, "$ref") != NULL ||
	    schema_flaw(s, SCHEMA_MALFORMED, root,
		"an object without 'properties'; of a function that takes "
		"none they are {}");
}

bool
schema_check(struct schema *s, const struct json *root, bool strict)
{
	struct sound w = {s, strict};
	bool ok;

	s->root = root;
	ok = check_root(s, root);
	if (strict)
		ok &= schema_strict_root(s, root);
	return check(&w, root) && ok;
}
