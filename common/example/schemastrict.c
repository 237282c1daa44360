/* SPDX-License-Identifier: MIT */
/*
 * What OpenAI asks of the parameters of a function with `strict`: its guide
 * "Structured Outputs", supported schemas, as of 2026-02.
 */
#include "common/example/schemaword.h"

bool
schema_strict_word(
    struct schema *s, const struct json *word, const struct schema_word *row)
{
	if (row->strict == STRICT_YES)
		return true;
	return schema_flaw(s, SCHEMA_NOT_STRICT, word,
	    row->strict == STRICT_NO
		? "'%.*s' is not allowed in a function that is strict"
		: "'%.*s' is not known to fine-tuned models that are strict",
	    SHOWN(word->key));
}

static bool
names_have(struct schema *s, const struct json *names, struct str name)
{
	const struct json *n = json_is(names, JSON_ARRAY) ? names->child : NULL;

	for (; n != NULL && schema_spend(s, 1); n = n->next)
		if (n->type == JSON_STRING && str_eq(n->text, name))
			return true;
	return s->steps == 0;
}

/* Every object closed, every property required. */
bool
schema_strict_object(struct schema *s, const struct json *schema)
{
	const struct json *properties = json_get(schema, "properties");
	const struct json *type = json_get(schema, "type");
	const struct json *more = json_get(schema, "additionalProperties");
	const struct json *required = json_get(schema, "required");
	const struct json *p =
	    json_is(properties, JSON_OBJECT) ? properties->child : NULL;
	bool ok = true;

	if (p == NULL &&
	    !(json_is(type, JSON_STRING) && str_is(type->text, "object")))
		return true;
	if (!json_is(more, JSON_BOOL) || more->truth)
		ok = schema_flaw(s, SCHEMA_NOT_STRICT,
		    more == NULL ? schema : more,
		    "'additionalProperties' has to be false in a function "
		    "that is strict");
	for (; p != NULL; p = p->next)
		if (!names_have(s, required, p->key))
			ok = schema_flaw(s, SCHEMA_NOT_STRICT, p,
			    "'%.*s' has to be required in a function that is "
			    "strict; null may be a type of what is optional",
			    SHOWN(p->key));
	return ok;
}

bool
schema_strict_root(struct schema *s, const struct json *root)
{
	return json_get(root, "anyOf") == NULL ||
	    schema_flaw(s, SCHEMA_NOT_STRICT, root,
		"'anyOf' at the top is not allowed in a function that is "
		"strict");
}
