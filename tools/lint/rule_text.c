/* SPDX-License-Identifier: MIT */
#include "common/text/utf8.h"
#include "tools/lint/rules.h"

/* The longest piece of a text that a message quotes. */
enum { QUOTED_MAX = 40 };

void
rule_empty_question(struct check *c, const struct message *m)
{
	if (json_is(m->content, JSON_STRING) &&
	    str_trim(m->content->text).n == 0)
		found(c, m->content,
		    m->placed ? "'%.*s' is empty"
			      : "the message of '%.*s' is empty",
		    STR_ARGS(m->placed ? m->content->key : m->role->text));
}

/* What the spot is in the text. */
static struct str
quoted(const struct text *text, const struct spot *spot)
{
	size_t n = spot->len < QUOTED_MAX ? spot->len : QUOTED_MAX;

	return str_of(text->json->text.p + spot->off, n);
}

void
rule_mojibake(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	char meant[UTF8_MAX];
	size_t len = utf8_put(meant, spot->cp);

	found_spot(c, text, spot, n,
	    "'%.*s' stands for '%.*s': UTF-8 that was read as "
	    "Windows-1252%s",
	    STR_ARGS(quoted(text, spot)), (int)len, meant,
	    spot->twice ? ", twice" : "");
}

/* Half of a surrogate pair became it, and lone-surrogate says so. */
static bool
is_from_escape(
    struct check *c, const struct json *string, const struct spot *spot)
{
	struct str record = c->to->record.text;
	size_t off = json_walk_to(&c->walk, record, string, spot->off);

	return str_starts(str_from(record, off), STR("\\ud")) ||
	    str_starts(str_from(record, off), STR("\\uD"));
}

void
rule_replacement_character(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (!is_from_escape(c, text->json, spot))
		found_spot(c, text, spot, n,
		    "U+FFFD, which stands where a character was lost");
}

void
rule_html_entity(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (text->prose)
		found_spot(c, text, spot, n, "the HTML entity %.*s is left",
		    STR_ARGS(quoted(text, spot)));
}

void
rule_html_tag(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (text->prose)
		found_spot(c, text, spot, n, "the HTML tag %.*s is left",
		    STR_ARGS(quoted(text, spot)));
}

void
rule_open_fence(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (text->prose && text->who == ROLE_ASSISTANT)
		found_spot(c, text, spot, n,
		    "the code that begins here is not closed");
}

void
rule_unfilled_blank(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (text->prose)
		found_spot(c, text, spot, n, "the blank %.*s was not filled in",
		    STR_ARGS(quoted(text, spot)));
}

void
rule_template_field(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	if (text->prose)
		found_spot(c, text, spot, n,
		    "the field %.*s of a template is left",
		    STR_ARGS(quoted(text, spot)));
}

void
rule_chat_mark(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	/* Segments are what a template has made. */
	if (text->prose && c->example.type != EXAMPLE_SEGMENTS)
		found_spot(c, text, spot, n,
		    "%.*s is a mark of a chat template",
		    STR_ARGS(quoted(text, spot)));
}

static bool
is_blank(char b)
{
	return b == ' ' || b == '\t' || b == '\n' || b == '\r';
}

/* The place is that of the white space, in front or else behind. */
static void
tell_edge(struct check *c, const struct json *content, const char *what)
{
	struct str text = content->text, record = c->to->record.text;
	size_t from = 0, end = 0;

	while (is_blank(text.p[end]))
		end++;
	if (end == 0) {
		from = end = text.n;
		while (is_blank(text.p[from - 1]))
			from--;
	}
	from = json_walk_to(&c->walk, record, content, from);
	end = json_walk_to(&c->walk, record, content, end);
	found_text(c, content, from, end, str_c(what));
}

void
rule_edge_space(struct check *c, const struct message *m)
{
	struct str s;
	bool before, behind;

	if (!json_is(m->content, JSON_STRING) || m->content->text.n == 0)
		return;
	s = m->content->text;
	before = is_blank(s.p[0]);
	behind = is_blank(s.p[s.n - 1]);
	if (m->who == ROLE_TOOL || m->who == ROLE_FUNCTION ||
	    (!before && !behind) || str_trim(s).n == 0)
		return;
	tell_edge(c, m->content,
	    before && behind ? "the text begins and ends with white space"
		: before     ? "the text begins with white space"
			     : "the text ends with white space");
}
