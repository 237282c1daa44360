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

void
rule_invalid_json(struct check *c, const struct fault *f)
{
	size_t bad;

	if (utf8_valid(c->to->record.text, &bad))
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
