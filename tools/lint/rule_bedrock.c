/* SPDX-License-Identifier: MIT */
/* Conversations of blocks, as Bedrock's Converse API has them. */
#include "common/text/chars.h"
#include "tools/lint/rules.h"

/* What may stand in a block beside text, and in which formats. */
static const struct medium {
	const char *key;
	const char *formats[5];
} media[] = {
    {"image", {"png", "jpeg", "gif", "webp"}},
    {"video", {"mov", "mkv", "mp4", "webm"}},
};

static const struct json *
first_block(const struct message *m)
{
	return json_is(m->content, JSON_ARRAY) ? m->content->child : NULL;
}

static const struct json *
medium_of(const struct json *block, const struct medium **medium)
{
	for (size_t i = 0; i < LENGTH(media); i++) {
		const struct json *v = json_get(block, media[i].key);

		if (v != NULL) {
			*medium = &media[i];
			return v;
		}
	}
	return NULL;
}

static void
check_block(struct check *c, const struct json *block)
{
	static const char *const others[] = {
	    "document", "reasoningContent", "toolUse", "toolResult"};
	const struct json *text = json_get(block, "text");
	const struct medium *medium;

	if (!json_is(block, JSON_OBJECT)) {
		found(c, block, "a block is %s; an object is due",
		    json_type_name(block->type));
		return;
	}
	if (text != NULL && text->type != JSON_STRING)
		found(c, text, "the block's 'text' is %s; a string is due",
		    json_type_name(text->type));
	if (text != NULL || medium_of(block, &medium) != NULL)
		return;
	for (size_t i = 0; i < LENGTH(others); i++)
		if (json_get(block, others[i]) != NULL)
			return;
	found(c, block, "a block has 'text', 'image' or 'video'");
}

void
rule_block_shape(struct check *c, const struct message *m)
{
	for (const struct json *b = first_block(m); b != NULL; b = b->next)
		check_block(c, b);
}

void
rule_empty_block(struct check *c, const struct message *m)
{
	for (const struct json *b = first_block(m); b != NULL; b = b->next) {
		const struct json *text = json_get(b, "text");

		if (json_is(text, JSON_STRING) && str_trim(text->text).n == 0)
			found(c, text, "the block's 'text' is empty");
	}
}

void
rule_media_count(struct check *c, const struct message *m)
{
	enum { MOST_IMAGES = 10 };
	size_t images = 0, videos = 0;

	for (const struct json *b = first_block(m); b != NULL; b = b->next) {
		images += json_get(b, "image") != NULL;
		videos += json_get(b, "video") != NULL;
	}
	if (images > MOST_IMAGES)
		found(c, m->content, "%zu images; at most %d are taken", images,
		    MOST_IMAGES);
	if (videos > 1)
		found(
		    c, m->content, "%zu videos; at most one is taken", videos);
	if (images > 0 && videos > 0)
		found(c, m->content,
		    "images and a video; a message holds one kind");
}

void
rule_media_role(struct check *c, const struct message *m)
{
	const struct medium *medium;

	if (m->who != ROLE_ASSISTANT && m->who != ROLE_SYSTEM)
		return;
	for (const struct json *b = first_block(m); b != NULL; b = b->next)
		if (medium_of(b, &medium) != NULL)
			found(c, b,
			    "a block has '%s' in a message of '%s'; only "
			    "the user's may",
			    medium->key, role_name(m->who));
}

static bool
is_format(const struct medium *medium, const struct json *format)
{
	for (const char *const *f = medium->formats; *f != NULL; f++)
		if (json_is(format, JSON_STRING) && str_is(format->text, *f))
			return true;
	return false;
}

/* Bedrock's validator takes what Python's \w is, with '-', '/' and '.'; letters
 * beyond ASCII are left to it. */
static void
check_path(struct check *c, const struct json *uri, struct str path)
{
	if (path.n == 0)
		found(c, uri, "the URI names no bucket");
	for (size_t i = 0; i < path.n; i++) {
		char b = path.p[i];

		if (is_word(b) || b == '/' || b == '.' || (b & 0x80) != 0)
			continue;
		found(c, uri,
		    "the URI has '%c'; letters, digits, '_', '-', '/' and '.' "
		    "may stand there",
		    b);
		return;
	}
}

/* Where it lies in Amazon S3; nothing else is taken for training. */
static void
check_source(struct check *c, const struct json *v)
{
	const struct json *at = json_get(json_get(v, "source"), "s3Location");
	const struct json *uri = json_get(at, "uri");

	if (!json_is(uri, JSON_STRING))
		found(c, v, "the %.*s has no source.s3Location.uri",
		    STR_ARGS(v->key));
	else if (!str_starts(uri->text, STR("s3://")))
		found(c, uri, "the URI does not begin with s3://");
	else
		check_path(c, uri, str_from(uri->text, strlen("s3://")));
}

void
rule_media_source(struct check *c, const struct message *m)
{
	const struct medium *medium = NULL;

	for (const struct json *b = first_block(m); b != NULL; b = b->next) {
		const struct json *v = medium_of(b, &medium);
		const struct json *format = json_get(v, "format");

		if (v == NULL)
			continue;
		if (!is_format(medium, format))
			found(c, format == NULL ? v : format,
			    "the 'format' of '%s' is one of %s, %s, %s, %s",
			    medium->key, medium->formats[0], medium->formats[1],
			    medium->formats[2], medium->formats[3]);
		check_source(c, v);
	}
}

void
rule_schema_version(struct check *c)
{
	static const char due[] = "bedrock-conversation-2024";
	const struct json *v = json_get(c->example.root, "schemaVersion");

	if (!json_is(c->example.root, JSON_OBJECT))
		return;
	if (v == NULL)
		found(c, c->example.root,
		    "no key 'schemaVersion'; \"%s\" is "
		    "due",
		    due);
	else if (!json_is(v, JSON_STRING) || !str_is(v->text, due))
		found(c, v, "'schemaVersion' is not \"%s\"", due);
}
