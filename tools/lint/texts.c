/* SPDX-License-Identifier: MIT */
#include "tools/lint/texts.h"

#include "common/text/hide.h"

/* A message has few members; an object of many is none. */
enum { TEXT_MAX = 512, MEMBERS_MAX = 32 };

/* How often there is a spot of a kind in the text, and the first of them. */
struct seen {
	struct spot first;
	size_t n;
};

void
spotters_init(struct spotters *s, const struct lint *lint)
{
	*s = (struct spotters){0};
	for (size_t i = 0; i < rule_count; i++)
		if (rules[i].spot != NULL && rule_runs(lint, &rules[i])) {
			s->by_kind[rules[i].kind] = &rules[i];
			s->any = true;
		}
}

void
found_spot(struct check *c, const struct text *text, const struct spot *spot,
    size_t n, const char *fmt, ...)
{
	const struct json *at = text->json;
	struct str record = c->to->record.text;
	size_t off, end;
	struct buf said;
	va_list ap;

	off = json_walk_to(&c->walk, record, at, spot->off);
	end = json_walk_to(&c->walk, record, at, spot->off + spot->len);
	buf_init(&said, TEXT_MAX);
	va_start(ap, fmt);
	if (!buf_vprintf(&said, fmt, ap))
		buf_adds(&said, c->rule->text);
	va_end(ap);
	if (n > 1)
		buf_printf(&said, " (the first of %zu)", n);
	hide_secrets(said.p, said.n);
	found_text(c, at, off, end, buf_str(&said));
	buf_free(&said);
}

/* The keys of what programs read. */
static bool
is_for_programs(struct str key)
{
	static const struct str keys[] = {STR("arguments"),
	    STR("function_call"), STR("functions"), STR("id"), STR("image_url"),
	    STR("metadata"), STR("name"), STR("role"), STR("tool_call_id"),
	    STR("tool_calls"), STR("tools"), STR("type"), STR("url")};

	return str_among(keys, LENGTH(keys), key);
}

/* Who is called so, in any format. */
static enum role
role_called(struct str word)
{
	static const struct {
		const char *word;
		enum role who;
	} words[] = {{"user", ROLE_USER}, {"assistant", ROLE_ASSISTANT},
	    {"system", ROLE_SYSTEM}, {"tool", ROLE_TOOL},
	    {"developer", ROLE_DEVELOPER}, {"function", ROLE_FUNCTION},
	    {"human", ROLE_USER}, {"gpt", ROLE_ASSISTANT},
	    {"model", ROLE_ASSISTANT}, {"chatgpt", ROLE_ASSISTANT},
	    {"bot", ROLE_ASSISTANT}, {"observation", ROLE_TOOL}};

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(word, words[i].word))
			return words[i].who;
	return ROLE_UNKNOWN;
}

bool
message_answers(const struct message *m)
{
	return m->who == ROLE_ASSISTANT && json_is(m->content, JSON_STRING) &&
	    m->content->text.n > 0 && m->talk->place->part != PART_REJECTED;
}

/* Who says it, by the nearest message around it. */
static struct text
text_of(const struct json *string)
{
	struct text text = {.json = string, .prose = true};
	const struct json *role;

	for (const struct json *v = string; v->parent != NULL; v = v->parent) {
		if (is_for_programs(v->key))
			text.prose = false;
		if (text.who != ROLE_UNKNOWN || v->parent->count > MEMBERS_MAX)
			continue;
		role = json_get(v->parent, "role");
		if (role == NULL)
			role = json_get(v->parent, "from");
		if (json_is(role, JSON_STRING))
			text.who = role_called(role->text);
	}
	if (text.who == ROLE_TOOL || text.who == ROLE_FUNCTION)
		text.prose = false;
	return text;
}

/* Of what is secret each is told; of the rest the first in a text, and how many
 * there are. */
static bool
is_told_each(enum spot_kind kind)
{
	return kind == SPOT_KEY || kind == SPOT_PRIVATE_KEY ||
	    kind == SPOT_WEB_TOKEN || kind == SPOT_PASSWORD ||
	    kind == SPOT_CARD || kind == SPOT_IBAN || kind == SPOT_EXAMPLE;
}

static void
tell(const struct spotters *s, struct check *c, const struct json *string,
    const struct seen *seen)
{
	const struct text text = text_of(string);

	for (size_t i = 0; i < SPOT_KINDS; i++) {
		c->rule = s->by_kind[i];
		if (seen[i].n > 0)
			c->rule->spot(c, &text, &seen[i].first, seen[i].n);
	}
}

static void
check_string(
    const struct spotters *s, struct check *c, const struct json *string)
{
	struct seen seen[SPOT_KINDS];
	bool any = false;
	struct spots spots;
	struct spot spot;

	spots_start(&spots, string->text);
	while (spots_next(&spots, &spot)) {
		c->rule = s->by_kind[spot.kind];
		if (c->rule == NULL)
			continue;
		if (is_told_each(spot.kind)) {
			const struct text text = text_of(string);

			c->rule->spot(c, &text, &spot, 1);
			continue;
		}
		if (!any)
			memset(seen, 0, sizeof(seen));
		any = true;
		if (seen[spot.kind].n++ == 0)
			seen[spot.kind].first = spot;
	}
	c->has_marks |= spots.bars;
	if (any)
		tell(s, c, string, seen);
}

/* The value behind v and all that is in it, in the order of the text. */
static const struct json *
next_value(const struct json *v)
{
	if (v->child != NULL)
		return v->child;
	while (v != NULL && v->next == NULL)
		v = v->parent;
	return v == NULL ? NULL : v->next;
}

/* Not a role, which rules of their own judge, and not an image in base64. */
void
texts_check(const struct spotters *s, struct check *c)
{
	const struct json *v = c->doc.root;

	c->has_marks = !s->any;
	for (; s->any && v != NULL; v = next_value(v)) {
		if (v->type != JSON_STRING || str_eq(v->key, STR("role")))
			continue;
		if (str_starts(v->text, STR("data:")))
			c->has_marks = true;
		else
			check_string(s, c, v);
	}
}
