/* SPDX-License-Identifier: MIT */
/* What an example has and what it lacks, by the table of formats. */
#include "tools/lint/rules.h"

static bool
is_object(const struct json *v)
{
	return json_is(v, JSON_OBJECT);
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

/* The name that an older description of the API had for a key, or NULL. */
static const char *
older_name(const char *key)
{
	if (str_is(str_c(key), "preferred_output"))
		return "preferred_completion";
	if (str_is(str_c(key), "non_preferred_output"))
		return "non_preferred_completion";
	return NULL;
}

static void
missing_key(struct check *c, const struct json *from, const char *key)
{
	const char *older = older_name(key);
	const struct json *there = older == NULL ? NULL : json_get(from, older);

	if (there != NULL)
		found_at(c, there, there->key_off,
		    "'%s' is the older name; '%s' is due", older, key);
	else
		found(c, from, "no key '%s'", key);
}

void
rule_missing_key(struct check *c)
{
	const struct place_kind *p = example_kind(c->example.type)->places;
	const struct json *const *at = c->example.at;
	const struct json *root = c->example.root, *from;

	for (; is_object(root) && p->key != NULL; p++, at++) {
		from = p->under == NULL ? root : c->example.input;
		if (!p->required || (from != NULL && *at != NULL))
			continue;
		if (from == NULL)
			missing_key(c, root, p->under);
		else if (!is_object(from))
			found(c, from, "'%s' is %s; an object is due", p->under,
			    json_type_name(from->type));
		else
			missing_key(c, from, p->key);
	}
}

void
rule_messages_type(struct check *c)
{
	const struct place_kind *p = example_kind(c->example.type)->places;
	const struct json *const *at = c->example.at;

	for (; p->key != NULL; p++, at++) {
		const struct json *v = *at;

		if ((p->holds == HOLDS_LIST || p->holds == HOLDS_EACH) &&
		    v != NULL && v->type != JSON_ARRAY)
			found(c, v, "'%s' is %s; an array is due", p->key,
			    json_type_name(v->type));
		if (p->holds == HOLDS_ONE && v != NULL && !is_object(v))
			found(c, v, "'%s' is %s; an object is due", p->key,
			    json_type_name(v->type));
	}
}

void
rule_no_messages(struct check *c)
{
	const struct place_kind *p = example_kind(c->example.type)->places;
	const struct json *const *at = c->example.at;

	for (; p->key != NULL; p++, at++) {
		const struct json *v = *at;

		if (p->part != PART_AROUND && json_is(v, JSON_ARRAY) &&
		    v->count == 0)
			found(c, v, "'%s' is empty", p->key);
	}
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

/* "messages, tools": the keys of the format, for sentences. */
static void
list_known(struct buf *to, const struct check *c, const struct json *unknown)
{
	const char *const *keys = example_kind(c->example.type)->keys;

	if (unknown->parent != c->example.root) {
		buf_adds(to, "messages, tools, parallel_tool_calls");
		return;
	}
	for (size_t i = 0; keys[i] != NULL; i++)
		buf_printf(to, "%s%s", i == 0 ? "" : ", ", keys[i]);
}

static void
unknown_key(struct check *c, const struct json *m)
{
	bool nested = m->parent != c->example.root;
	struct buf known;

	buf_init(&known, BUF_NO_MAX);
	list_known(&known, c, m);
	found_at(c, m, m->key_off, "extra key '%.*s'; %s has %s",
	    STR_ARGS(m->key), nested ? "an input" : "an example",
	    buf_cstr(&known));
	buf_free(&known);
}

/* The names of an older description of the API have a finding of their own. */
static bool
is_older_name(struct str key)
{
	return str_is(key, "preferred_completion") ||
	    str_is(key, "non_preferred_completion");
}

static void
unknown_keys(struct check *c, bool of_a_request)
{
	const struct json *m = c->example.unknown;

	/* Without messages the other keys are not what is wrong. */
	if ((OF(c->example.type) & OF_CHAT) != 0 && c->example.messages == NULL)
		return;
	for (; m != NULL; m = example_unknown(&c->example, m)) {
		if (is_request_key(m->key) != of_a_request ||
		    is_older_name(m->key) ||
		    lint_allows(c->lint->provider->keys, m))
			continue;
		if (of_a_request)
			found_at(c, m, m->key_off,
			    "extra key '%.*s'; it belongs to a request, not to "
			    "an example",
			    STR_ARGS(m->key));
		else
			unknown_key(c, m);
	}
}

void
rule_unknown_key(struct check *c)
{
	unknown_keys(c, false);
}

void
rule_request_key(struct check *c)
{
	unknown_keys(c, true);
}
