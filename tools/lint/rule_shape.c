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
rule_not_an_object(struct check *c)
{
	if (!is_object(c->doc.root))
		found(c, c->doc.root, "the record is %s; an object is due",
		    json_type_name(c->doc.root->type));
}

/* The names of the members there are, for whoever has to find the mistake. */
static void
list_keys(struct buf *to, const struct json *object)
{
	enum { ENOUGH = 120 };
	const char *between = "";

	for (const struct json *m = object->child; m != NULL; m = m->next) {
		if (to->n > ENOUGH) {
			buf_adds(to, ", ...");
			return;
		}
		buf_adds(to, between);
		buf_add_str(
		    to, str_of(m->key.p, m->key.n > 40 ? 40 : m->key.n));
		between = ", ";
	}
}

void
rule_missing_messages(struct check *c)
{
	const struct json *root = c->doc.root;
	struct buf keys;

	if (!is_object(root) || c->example.messages != NULL)
		return;
	buf_init(&keys, BUF_NO_MAX);
	list_keys(&keys, root);
	if (keys.n == 0)
		found(c, root, "the object is empty; 'messages' is due");
	else
		found(
		    c, root, "no key 'messages'; there is %s", buf_cstr(&keys));
	buf_free(&keys);
}

void
rule_messages_type(struct check *c)
{
	const struct json *messages = c->example.messages;

	if (messages != NULL && messages->type != JSON_ARRAY)
		found(c, messages, "'messages' is %s; an array is due",
		    json_type_name(messages->type));
}

void
rule_no_messages(struct check *c)
{
	const struct json *messages = c->example.messages;

	if (json_is(messages, JSON_ARRAY) && messages->count == 0)
		found(c, messages, "'messages' is empty");
}

/* Parameters of a chat request, which notebooks often leave in the records. */
static bool
is_request_key(struct str key)
{
	static const char *const keys[] = {"model", "temperature", "top_p",
	    "max_tokens", "max_completion_tokens", "n", "stream", "stop",
	    "presence_penalty", "frequency_penalty", "logit_bias", "logprobs",
	    "top_logprobs", "user", "seed", "response_format", "tool_choice",
	    "function_call", "store", "metadata", "service_tier",
	    "reasoning_effort"};

	for (size_t i = 0; i < LENGTH(keys); i++)
		if (str_is(key, keys[i]))
			return true;
	return false;
}

static void
unknown_keys(struct check *c, bool of_a_request, const char *advice)
{
	const struct json *m = c->example.unknown;

	/* Without messages the other keys are not what is wrong. */
	if (c->example.messages == NULL)
		return;
	for (; m != NULL; m = example_unknown(m))
		if (is_request_key(m->key) == of_a_request)
			found_at(c, m, m->key_off, "extra key '%.*s'; %s",
			    STR_ARGS(m->key), advice);
}

void
rule_unknown_key(struct check *c)
{
	unknown_keys(c, false,
	    "an example has messages, tools, functions, parallel_tool_calls");
}

void
rule_request_key(struct check *c)
{
	unknown_keys(c, true, "it belongs to a request, not to an example");
}

void
rule_message_type(struct check *c, const struct message *m)
{
	if (!is_object(m->json))
		found(c, m->json, "the message is %s; an object is due",
		    json_type_name(m->json->type));
}

void
rule_missing_content(struct check *c, const struct message *m)
{
	bool answers = m->who == ROLE_ASSISTANT;

	if (!is_object(m->json) || !is_null(m->content))
		return;
	if (answers &&
	    !(is_null(m->tool_calls) && is_null(m->function_call) &&
		is_null(m->refusal)))
		return;
	if (m->who == ROLE_FUNCTION && m->content != NULL)
		return;
	found(c, m->content == NULL ? m->json : m->content, "%s%s",
	    m->content == NULL ? "the message has no 'content'"
			       : "'content' is null",
	    answers ? " and there is no tool call either" : "");
}

void
rule_content_type(struct check *c, const struct message *m)
{
	if (!is_null(m->content) && m->content->type != JSON_STRING &&
	    m->content->type != JSON_ARRAY)
		found(c, m->content,
		    "'content' is %s; a string or an array of parts is due",
		    json_type_name(m->content->type));
	if (json_is(m->content, JSON_ARRAY) && m->content->count == 0)
		found(c, m->content, "'content' is an array without parts");
}

void
rule_unknown_message_key(struct check *c, const struct message *m)
{
	const struct json *k = m->unknown;

	for (; k != NULL; k = message_unknown(k))
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
	if (m->who == ROLE_ASSISTANT && is_null(m->tool_calls) &&
	    is_null(m->function_call) && json_is(m->content, JSON_STRING) &&
	    m->content->text.n == 0)
		found(c, m->content, "the assistant's 'content' is empty");
}
