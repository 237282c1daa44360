/* SPDX-License-Identifier: MIT */
#include "common/vocab/hfjson.h"

#include <stdlib.h>

/* A file of 500,000 merges, each an array of two, has under two million. */
enum { VALUES_MAX = 1 << 23 };

/* Ids are below. */
#define ID_MAX ((uint64_t)1 << 31)

static bool
is_type(const struct json *object, const char *type)
{
	const struct json *v = json_get(object, "type");

	return json_is_string(v) && str_is(v->text, type);
}

static bool
unsupported(const struct json *v, const char *what, struct fault *f)
{
	const struct json *type = json_get(v, "type");

	if (!json_is_string(type))
		return fault_set(
		    f, STATUS_INPUT, v->off, "the %s has no type", what);
	return fault_set(f, STATUS_INPUT, type->off,
	    "the %s '%.*s' is not supported: only byte-level BPE is, with NFC "
	    "at most",
	    what, STR_ARGS(type->text));
}

static bool
read_normalizer(const struct json *v, struct spec *s, struct fault *f)
{
	const struct json *list;

	if (v == NULL || json_is_null(v))
		return true;
	if (is_type(v, "NFC")) {
		s->nfc = true;
		return true;
	}
	list = json_get(v, "normalizers");
	if (!is_type(v, "Sequence") || !json_is_array(list))
		return unsupported(v, "normalizer", f);
	for (const struct json *i = list->child; i != NULL; i = i->next) {
		if (!is_type(i, "NFC"))
			return unsupported(i, "normalizer", f);
		s->nfc = true;
	}
	return true;
}

static bool
is_true(const struct json *object, const char *key)
{
	const struct json *v = json_get(object, key);

	return json_is_bool(v) && v->truth;
}

static unsigned
flags_of(const struct json *token)
{
	static const struct {
		const char *key;
		unsigned flag;
	} flags[] = {{"special", ADDED_SPECIAL},
	    {"normalized", ADDED_NORMALIZED}, {"lstrip", ADDED_LSTRIP},
	    {"rstrip", ADDED_RSTRIP}, {"single_word", ADDED_SINGLE_WORD}};
	unsigned all = 0;

	for (size_t i = 0; i < LENGTH(flags); i++)
		if (is_true(token, flags[i].key))
			all |= flags[i].flag;
	return all;
}

static bool
read_added_one(const struct json *token, struct spec_added *to, struct fault *f)
{
	const struct json *content = json_get(token, "content");
	uint64_t id;

	if (!json_is_string(content))
		return fault_set(f, STATUS_INPUT, token->off,
		    "an added token has no content");
	if (!json_u64(json_get(token, "id"), &id) || id >= ID_MAX)
		return fault_set(
		    f, STATUS_INPUT, token->off, "an added token has no id");
	*to = (struct spec_added){content->text, (uint32_t)id, flags_of(token)};
	return true;
}

static bool
read_added(
    const struct json *list, struct arena *a, struct spec *s, struct fault *f)
{
	struct spec_added *to;

	if (list == NULL || json_is_null(list))
		return true;
	if (!json_is_array(list))
		return fault_set(
		    f, STATUS_INPUT, list->off, "added_tokens is no array");
	to = arena_take(a, list->count, sizeof(*to));
	s->added = to;
	for (const struct json *v = list->child; v != NULL; v = v->next) {
		if (!read_added_one(v, &to[s->nadded], f))
			return false;
		/* An empty one is never found. */
		s->nadded += to[s->nadded].text.n > 0;
	}
	return true;
}

static bool
read_root(
    const struct json *root, struct arena *a, struct spec *s, struct fault *f)
{
	const struct json *model = json_get(root, "model");

	if (!json_is_object(model))
		return fault_set(f, STATUS_INPUT, root->off,
		    "this is JSON, but no tokenizer.json: it has no model");
	/* The model says best what kind of vocabulary this is. */
	if (json_get(model, "type") != NULL && !is_type(model, "BPE"))
		return unsupported(model, "model", f);
	return hfjson_steps(json_get(root, "pre_tokenizer"), a, s, f) &&
	    read_normalizer(json_get(root, "normalizer"), s, f) &&
	    hfjson_model(model, a, s, f) &&
	    read_added(json_get(root, "added_tokens"), a, s, f);
}

bool
hfjson_read(struct str text, struct arena *a, struct spec *s, struct fault *f)
{
	struct json_reader r;
	struct json_doc doc;
	bool ok;

	json_reader_init(&r, a);
	r.values_max = VALUES_MAX;
	ok = json_parse(&r, text, &doc, f) && read_root(doc.root, a, s, f);
	json_reader_free(&r);
	return ok;
}
