/* SPDX-License-Identifier: MIT */
#include "common/text/utf8.h"
#include "tools/lint/rules.h"

void
rule_invalid_utf8(struct check *c, const struct fault *f)
{
	size_t bad;

	if (!utf8_valid(c->to->record.text, &bad))
		found_at(c, NULL, f->off, "%s", f->text);
}

/* What Python writes for a number that is none, and reads again. */
static bool
is_no_number(const struct check *c, const struct fault *f)
{
	static const struct str names[] = {STR("NaN"), STR("Infinity"),
	    STR("-Infinity"), STR("nan"), STR("inf"), STR("-inf"), STR("-NaN"),
	    STR("-nan")};
	struct str text = c->to->record.text;

	for (size_t i = 0; i < LENGTH(names) && f->off < text.n; i++)
		if (str_starts(str_from(text, f->off), names[i]))
			return true;
	return false;
}

void
rule_invalid_json(struct check *c, const struct fault *f)
{
	size_t bad;

	if (utf8_valid(c->to->record.text, &bad) && !is_no_number(c, f))
		found_at(c, NULL, f->off, "%s", f->text);
}

void
rule_no_number(struct check *c, const struct fault *f)
{
	size_t bad;

	if (utf8_valid(c->to->record.text, &bad) && is_no_number(c, f))
		found_at(c, NULL, f->off, "%s", f->text);
}

void
rule_duplicate_key(struct check *c)
{
	for (const struct json_odd *o = c->doc.odd; o != NULL; o = o->next)
		if (o->what == JSON_DUPLICATE_KEY)
			found_at(c, o->at, o->off,
			    "the key '%.*s' stands twice in one object; "
			    "readers keep the last",
			    STR_ARGS(o->at->key));
}

void
rule_lone_surrogate(struct check *c)
{
	for (const struct json_odd *o = c->doc.odd; o != NULL; o = o->next)
		if (o->what == JSON_LONE_SURROGATE)
			found_at(c, o->at, o->off,
			    "half a surrogate pair: no character, it will be "
			    "read as U+FFFD");
}

void
rule_huge_number(struct check *c)
{
	for (const struct json_odd *o = c->doc.odd; o != NULL; o = o->next)
		if (o->what == JSON_HUGE_NUMBER)
			found_at(c, o->at, o->off,
			    "the number is larger than readers can hold");
}

void
rule_control_character(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "the control character U+%04X", spot->cp);
}

void
rule_bidi_control(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n,
	    "U+%04X turns the direction of what follows: it is shown in "
	    "another order than it is read",
	    spot->cp);
}

void
rule_noncharacter(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "U+%04X, which is no character", spot->cp);
}

void
rule_line_separator(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n,
	    "U+%04X, at which some readers end the line", spot->cp);
}

void
rule_invisible_character(
    struct check *c, const struct text *text, const struct spot *spot, size_t n)
{
	found_spot(c, text, spot, n, "U+%04X, which nobody can see", spot->cp);
}

/* System.Text.Json and Protocol Buffers read no deeper unless told to. */
enum { DEPTH_USUAL = 64 };

void
rule_deep_nesting(struct check *c)
{
	const struct json *v = c->doc.root;
	unsigned depth = 1;

	while (c->doc.depth > DEPTH_USUAL && v != NULL) {
		if (v->child != NULL) {
			v = v->child;
			if (++depth > DEPTH_USUAL + 1) {
				found(c, v,
				    "nested deeper than %d levels, which some "
				    "readers refuse",
				    DEPTH_USUAL);
				return;
			}
			continue;
		}
		for (; v != NULL && v->next == NULL; v = v->parent)
			depth--;
		v = v == NULL ? NULL : v->next;
	}
}
