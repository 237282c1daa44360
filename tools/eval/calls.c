/* SPDX-License-Identifier: MIT */
/* Calls of tools, and other JSON, in one form. */
#include "common/json/jsonw.h"
#include "tools/eval/question.h"

/* JSON is never deeper than JSON_DEPTH_MAX. */
void
question_compact(struct buf *to, struct str text, const struct json *v)
{
	bool object = v->type == JSON_OBJECT;

	if (!object && v->type != JSON_ARRAY) {
		buf_add_str(to, str_of(text.p + v->off, v->end - v->off));
		return;
	}
	buf_addc(to, object ? '{' : '[');
	for (const struct json *c = v->child; c != NULL; c = c->next) {
		if (c != v->child)
			buf_addc(to, ',');
		if (object) {
			jsonw_string(to, c->key);
			buf_addc(to, ':');
		}
		question_compact(to, text, c);
	}
	buf_addc(to, object ? '}' : ']');
}

static void
add_call(struct buf *to, struct json_reader *reader, struct str text,
    const struct json *call)
{
	const struct json *function = call_function(call);
	const struct json *name = json_get(function, "name");
	const struct json *arguments = json_get(function, "arguments");
	struct json_doc doc;
	struct fault f;

	buf_adds(to, "{\"name\":");
	jsonw_string(to, json_is_string(name) ? name->text : STR(""));
	buf_adds(to, ",\"arguments\":");
	if (arguments == NULL)
		buf_adds(to, "null");
	else if (!json_is_string(arguments))
		question_compact(to, text, arguments);
	else if (json_parse(reader, arguments->text, &doc, &f))
		question_compact(to, arguments->text, doc.root);
	else
		jsonw_string(to, arguments->text);
	buf_addc(to, '}');
}

void
question_calls(struct buf *to, struct json_reader *reader, struct str text,
    const struct json *calls)
{
	if (json_is_object(calls)) {
		buf_addc(to, '[');
		add_call(to, reader, text, calls);
		buf_addc(to, ']');
		return;
	}
	buf_addc(to, '[');
	if (json_is_array(calls))
		for (const struct json *c = calls->child; c != NULL;
		     c = c->next) {
			if (c != calls->child)
				buf_addc(to, ',');
			add_call(to, reader, text, c);
		}
	buf_addc(to, ']');
}

bool
question_is_json(struct json_reader *reader, struct str text)
{
	struct json_doc doc;
	struct fault f;

	text = str_trim(text);
	return text.n > 1 && (text.p[0] == '{' || text.p[0] == '[') &&
	    json_parse(reader, text, &doc, &f);
}
