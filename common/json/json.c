/* SPDX-License-Identifier: MIT */
#include "common/json/json.h"

#include <stdlib.h>

#include "common/base/num.h"

struct json *
json_get_str(const struct json *object, struct str key)
{
	struct json *found = NULL;

	if (!json_is(object, JSON_OBJECT))
		return NULL;
	for (struct json *v = object->child; v != NULL; v = v->next)
		if (str_eq(v->key, key))
			found = v;
	return found;
}

bool
json_u64(const struct json *v, uint64_t *value)
{
	return json_is(v, JSON_NUMBER) && num_u64(v->text, value);
}

bool
json_real(const struct json *v, double *value)
{
	double x;

	if (!json_is(v, JSON_NUMBER))
		return false;
	/* Behind every number stands a byte that is no part of one: see
	 * on_number(). */
	x = strtod(v->text.p, NULL);
	if (x - x != 0)
		return false;
	*value = x;
	return true;
}

static void
step(const struct json *v, struct buf *to)
{
	static const struct str digits = STR("0123456789");

	buf_addc(to, '/');
	if (v->parent->type == JSON_ARRAY) {
		if (v->index < 10)
			buf_addc(to, digits.p[v->index]);
		else
			buf_printf(to, "%u", v->index);
		return;
	}
	for (size_t i = 0; i < v->key.n; i++)
		if (v->key.p[i] == '~')
			buf_adds(to, "~0");
		else if (v->key.p[i] == '/')
			buf_adds(to, "~1");
		else
			buf_addc(to, v->key.p[i]);
}

void
json_pointer(const struct json *v, struct buf *to)
{
	const struct json *way[JSON_DEPTH_MAX + 1];
	size_t n = 0;

	for (; v->parent != NULL; v = v->parent)
		way[n++] = v;
	while (n > 0)
		step(way[--n], to);
}

const char *
json_type_name(enum json_type type)
{
	static const char *const names[] = {
	    [JSON_NULL] = "null",
	    [JSON_BOOL] = "a boolean",
	    [JSON_NUMBER] = "a number",
	    [JSON_STRING] = "a string",
	    [JSON_ARRAY] = "an array",
	    [JSON_OBJECT] = "an object",
	};

	return names[type];
}
