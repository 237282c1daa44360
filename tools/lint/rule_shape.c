/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

/* "a string", "missing": what stands where something else is due. */
static const char *
what_is(const struct json *v)
{
	return v == NULL ? "missing" : json_type_name(v->type);
}

static bool
is_object(const struct json *v)
{
	return json_is(v, JSON_OBJECT);
}

static bool
is_null(const struct json *v)
{
	return v == NULL || v->type == JSON_NULL;
}

void
rule_message_type(struct check *c, const struct message *m)
{
	if (!m->placed && !is_object(m->json))
		found(c, m->json, "the message is %s; an object is due",
		    json_type_name(m->json->type));
}

/* The key of what is said: of the message, or of a text that stands alone. */
static struct str
content_key(const struct check *c, const struct message *m)
{
	enum dialect dialect = example_kind(c->example.type)->dialect;

	if (m->content != NULL && m->content == m->json && m->json->key.n > 0)
		return m->json->key;
	return str_c(dialect_content(dialect));
}

void
rule_missing_content(struct check *c, const struct message *m)
{
	bool answers = m->who == ROLE_ASSISTANT && !m->placed;
	struct str key;

	if ((!m->placed && !is_object(m->json)) || !is_null(m->content))
		return;
	if (answers &&
	    !(is_null(m->tool_calls) && is_null(m->function_call) &&
		is_null(m->refusal)))
		return;
	if (m->who == ROLE_FUNCTION && m->content != NULL)
		return;
	answers = answers && c->example.type == EXAMPLE_CHAT;
	key = content_key(c, m);
	if (m->content == NULL)
		found(c, m->json, "the message has no '%.*s'%s", STR_ARGS(key),
		    answers ? " and there is no tool call either" : "");
	else
		found(c, m->content, "'%.*s' is null%s", STR_ARGS(key),
		    answers ? " and there is no tool call either" : "");
}

void
rule_content_type(struct check *c, const struct message *m)
{
	static const char *const due[] = {
	    [DIALECT_OPENAI] = "a string or an array of parts",
	    [DIALECT_SHAREGPT] = "a string",
	    [DIALECT_GEMINI] = "an array of parts",
	    [DIALECT_CONVERSE] = "an array of blocks",
	};
	enum dialect dialect = example_kind(c->example.type)->dialect;
	bool string = dialect == DIALECT_OPENAI || dialect == DIALECT_SHAREGPT;
	bool array = dialect != DIALECT_SHAREGPT;

	if (is_null(m->content))
		return;
	if (!(string && m->content->type == JSON_STRING) &&
	    !(array && m->content->type == JSON_ARRAY))
		found(c, m->content, "'%.*s' is %s; %s is due",
		    STR_ARGS(content_key(c, m)),
		    json_type_name(m->content->type), due[dialect]);
	if (array && m->content->type == JSON_ARRAY && m->content->count == 0)
		found(c, m->content, "'%.*s' is an array without parts",
		    STR_ARGS(content_key(c, m)));
}

void
rule_unknown_message_key(struct check *c, const struct message *m)
{
	const struct json *k = m->unknown;

	for (; k != NULL; k = message_unknown(&c->example, k))
		if (!lint_allows(c->lint->provider->message_keys, k))
			found_at(c, k, k->key_off,
			    "a message has no key '%.*s' in this format",
			    STR_ARGS(k->key));
}

void
rule_name_type(struct check *c, const struct message *m)
{
	if (!is_null(m->name) && m->name->type != JSON_STRING)
		found(c, m->name, "'name' is %s; a string is due",
		    json_type_name(m->name->type));
}

static struct str
part_type(const struct json *part)
{
	const struct json *type = json_get(part, "type");

	return json_is(type, JSON_STRING) ? type->text : str_of(NULL, 0);
}

static const struct json *
first_part(const struct message *m)
{
	return json_is(m->content, JSON_ARRAY) ? m->content->child : NULL;
}

static void
check_part(struct check *c, const struct json *part)
{
	struct str type = part_type(part);
	const char *due = NULL;

	if (!is_object(part)) {
		found(c, part, "a part of 'content' is %s; an object is due",
		    json_type_name(part->type));
	} else if (type.p == NULL) {
		found(c, part, "a part of 'content' has no 'type'");
	} else if (str_is(type, "text")) {
		due = "text";
	} else if (str_is(type, "refusal")) {
		due = "refusal";
	} else if (!str_is(type, "image_url")) {
		found(c, json_get(part, "type"),
		    "a part of type '%.*s': text and image_url can be trained "
		    "on",
		    STR_ARGS(type));
	}
	if (due != NULL && !json_is(json_get(part, due), JSON_STRING))
		found(c, part, "the part's '%s' is %s; a string is due", due,
		    what_is(json_get(part, due)));
}

void
rule_part_shape(struct check *c, const struct message *m)
{
	for (const struct json *p = first_part(m); p != NULL; p = p->next)
		check_part(c, p);
}

void
rule_image_role(struct check *c, const struct message *m)
{
	if (m->who == ROLE_USER || m->who == ROLE_UNKNOWN)
		return;
	for (const struct json *p = first_part(m); p != NULL; p = p->next)
		if (str_is(part_type(p), "image_url"))
			found(c, p,
			    "an image in a message of '%s'; only the "
			    "user's may hold images",
			    role_name(m->who));
}

static bool
is_base64(struct str s)
{
	size_t pad = 0;

	while (pad < 2 && s.n > 0 && s.p[s.n - 1] == '=') {
		s.n--;
		pad++;
	}
	if (s.n == 0 || (s.n + pad) % 4 != 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char b = s.p[i];

		if (!((b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') ||
			(b >= '0' && b <= '9') || b == '+' || b == '/'))
			return false;
	}
	return true;
}

static void
check_url(struct check *c, const struct json *url)
{
	static const struct str mark = {";base64,", 8};
	struct str s = url->text;
	size_t at;

	if (str_starts(s, STR("http://")) || str_starts(s, STR("https://")))
		return;
	if (!str_starts(s, STR("data:"))) {
		found(c, url, "the image's 'url' is neither http(s) nor data:");
		return;
	}
	at = str_search(s, mark);
	if (!str_starts(s, STR("data:image/")) || at == s.n)
		found(c, url, "the data URL is not data:image/TYPE;base64,...");
	else if (!is_base64(str_from(s, at + mark.n)))
		found(c, url, "the data URL holds no base64");
}

void
rule_image_url(struct check *c, const struct message *m)
{
	for (const struct json *p = first_part(m); p != NULL; p = p->next) {
		const struct json *url;

		if (!str_is(part_type(p), "image_url"))
			continue;
		url = json_get(json_get(p, "image_url"), "url");
		if (json_is(url, JSON_STRING))
			check_url(c, url);
		else
			found(c, p, "the part's 'image_url' has no 'url'");
	}
}

void
rule_empty_answer(struct check *c, const struct message *m)
{
	if (!is_null(m->tool_calls) || !is_null(m->function_call) ||
	    !json_is(m->content, JSON_STRING) || m->content->text.n > 0)
		return;
	if (m->placed)
		found(c, m->content, "'%.*s' is empty",
		    STR_ARGS(m->content->key));
	else
		found(c, m->content, "the assistant's '%s' is empty",
		    dialect_content(example_kind(c->example.type)->dialect));
}

/* How many refusals among the parts? */
static size_t
count_refusals(const struct message *m)
{
	size_t n = 0;

	for (const struct json *p = first_part(m); p != NULL; p = p->next)
		n += str_is(part_type(p), "refusal");
	return n;
}

void
rule_refusal_shape(struct check *c, const struct message *m)
{
	size_t parts = count_refusals(m);

	if (!is_null(m->refusal) && m->refusal->type != JSON_STRING)
		found(c, m->refusal, "'refusal' is %s; a string is due",
		    json_type_name(m->refusal->type));
	if (m->who != ROLE_ASSISTANT && m->who != ROLE_UNKNOWN &&
	    (parts > 0 || !is_null(m->refusal)))
		found(c, parts > 0 ? m->content : m->refusal,
		    "a refusal in a message of '%s'; only the assistant "
		    "refuses",
		    role_name(m->who));
	else if (parts > 0 && m->content->count > 1)
		found(c, m->content,
		    "a refusal among other parts; it is to stand alone");
}

void
rule_misplaced_key(struct check *c, const struct message *m)
{
	if (m->tool_call_id != NULL && m->who != ROLE_TOOL &&
	    m->who != ROLE_UNKNOWN)
		found_at(c, m->tool_call_id, m->tool_call_id->key_off,
		    "'tool_call_id' in a message of '%s'; only a tool's have "
		    "one",
		    role_name(m->who));
}
