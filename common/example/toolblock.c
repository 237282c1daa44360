/* SPDX-License-Identifier: MIT */
#include "common/example/toolblock.h"

#include <stdlib.h>

#include "common/example/example.h"

/* Deeper schemas than this are cut: a model sees "object" there. */
enum { MAX_LEVEL = 32 };

static void write_type(
    struct buf *to, const struct json *schema, unsigned level);

static bool
string_member(const struct json *object, const char *key, struct str *text)
{
	const struct json *v = json_get(object, key);

	if (!json_is(v, JSON_STRING))
		return false;
	*text = v->text;
	return true;
}

/* The names in `required`, sorted, for the caller to free: there may be as
 * many as there are properties. */
static struct str *
required_names(const struct json *schema, size_t *n)
{
	const struct json *required = json_get(schema, "required");
	struct str *names;

	*n = 0;
	if (!json_is(required, JSON_ARRAY))
		return NULL;
	names = mem_resize(NULL, required->count, sizeof(*names));
	for (const struct json *v = required->child; v != NULL; v = v->next)
		if (v->type == JSON_STRING)
			names[(*n)++] = v->text;
	str_sort(names, *n);
	return names;
}

static void
write_indent(struct buf *to, unsigned level)
{
	for (unsigned i = 0; i < level; i++)
		buf_adds(to, "  ");
}

/* One line a property; descriptions only on the two outer levels. */
static void
write_properties(struct buf *to, const struct json *schema, unsigned level)
{
	const struct json *properties = json_get(schema, "properties");
	struct str description, *required;
	size_t nrequired;

	if (!json_is(properties, JSON_OBJECT))
		return;
	required = required_names(schema, &nrequired);
	for (const struct json *p = properties->child; p != NULL; p = p->next) {
		if (level < 2 &&
		    string_member(p, "description", &description)) {
			write_indent(to, level);
			buf_adds(to, "// ");
			buf_add_str(to, description);
			buf_addc(to, '\n');
		}
		write_indent(to, level);
		buf_add_str(to, p->key);
		buf_adds(
		    to, str_among(required, nrequired, p->key) ? ": " : "?: ");
		write_type(to, p, level);
		buf_adds(to, ",\n");
	}
	free(required);
}

/* The values allowed, with bars between them; false when all are. */
static bool
write_enum(struct buf *to, const struct json *schema)
{
	const struct json *values = json_get(schema, "enum");

	if (!json_is(values, JSON_ARRAY) || values->child == NULL)
		return false;
	for (const struct json *v = values->child; v != NULL; v = v->next) {
		const char *quote = v->type == JSON_STRING ? "\"" : "";

		buf_adds(to, v == values->child ? "" : " | ");
		buf_adds(to, quote);
		buf_add_str(to, v->text);
		buf_adds(to, quote);
	}
	return true;
}

static void
write_array(struct buf *to, const struct json *schema, unsigned level)
{
	const struct json *items = json_get(schema, "items");

	if (items == NULL)
		buf_adds(to, "any");
	else
		write_type(to, items, level + 1);
	buf_adds(to, "[]");
}

static void
write_type(struct buf *to, const struct json *schema, unsigned level)
{
	struct str type = STR("any");

	string_member(schema, "type", &type);
	if (level > MAX_LEVEL) {
		buf_adds(to, "object");
	} else if (str_is(type, "object")) {
		buf_adds(to, "{\n");
		write_properties(to, schema, level + 1);
		write_indent(to, level);
		buf_adds(to, "}");
	} else if (str_is(type, "array")) {
		write_array(to, schema, level);
	} else if (!write_enum(to, schema)) {
		buf_add_str(to, str_is(type, "integer") ? STR("number") : type);
	}
}

static void
write_function(struct buf *to, const struct json *function)
{
	const struct json *parameters = json_get(function, "parameters");
	const struct json *properties = json_get(parameters, "properties");
	struct str text = STR("");

	if (string_member(function, "description", &text)) {
		buf_adds(to, "// ");
		buf_add_str(to, text);
		buf_addc(to, '\n');
	}
	text = STR("");
	string_member(function, "name", &text);
	buf_adds(to, "type ");
	buf_add_str(to, text);
	if (json_is(properties, JSON_OBJECT) && properties->child != NULL) {
		buf_adds(to, " = (_: {\n");
		write_properties(to, parameters, 0);
		buf_adds(to, "}) => any;\n\n");
	} else {
		buf_adds(to, " = () => any;\n\n");
	}
}

bool
toolblock_write(struct buf *to, const struct json *root)
{
	const struct json *tools = json_get(root, "tools");

	if (!json_is(tools, JSON_ARRAY))
		tools = json_get(json_get(root, "input"), "tools");
	if (!json_is(tools, JSON_ARRAY))
		tools = json_get(root, "functions");
	if (!json_is(tools, JSON_ARRAY) || tools->child == NULL)
		return false;
	buf_adds(to, "namespace functions {\n\n");
	for (const struct json *t = tools->child; t != NULL; t = t->next)
		write_function(to, call_function(t));
	buf_adds(to, "} // namespace functions");
	return true;
}
