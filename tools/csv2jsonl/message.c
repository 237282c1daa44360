/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/message.h"

#include "common/json/jsonw.h"

static bool
known_role(struct str name)
{
	return str_is(name, "system") || str_is(name, "developer") ||
	    str_is(name, "user") || str_is(name, "assistant");
}

static bool
check(const struct csvin_cell *role, struct str weight, struct fault *f)
{
	if (!known_role(role->text))
		return fault_set(f, STATUS_INPUT, role->off,
		    "the role is '%.*s'; expected system, developer, user or "
		    "assistant",
		    role->text.n > 40 ? 40 : (int)role->text.n, role->text.p);
	if (weight.n > 0 && !str_is(role->text, "assistant"))
		return fault_set(f, STATUS_INPUT, role->off,
		    "a weight for what the assistant did not say");
	return true;
}

enum made
message_of(struct maker *m, const struct plan *p, const struct csvin_row *row,
    struct arena *a, struct spoken *s, struct fault *f)
{
	const struct csvin_cell *role = &row->cells[p->role];
	struct str content = row->cells[p->content].text, weight;
	struct buf text;

	if (!record_weight(p, row, &weight, f) || !check(role, weight, f))
		return MADE_FAULT;
	if (content.n == 0 && str_is(role->text, "system"))
		return MADE_NOTHING;
	if (m->wish->skip_empty && cells_trimmed(content).n == 0)
		return MADE_NOTHING;
	buf_init(&text, BUF_NO_MAX);
	buf_add_str(&text, STR("{\"role\":"));
	jsonw_string(&text, role->text);
	buf_add_str(&text, STR(",\"content\":"));
	jsonw_string(&text, content);
	if (weight.n > 0) {
		buf_add_str(&text, STR(",\"weight\":"));
		buf_add_str(&text, weight);
	}
	buf_addc(&text, '}');
	s->text = arena_copy(a, buf_str(&text));
	buf_clear(&text);
	record_end(p, row, &text);
	s->end = arena_copy(a, buf_str(&text));
	buf_free(&text);
	s->key = arena_copy(a, row->cells[p->group].text);
	s->off = row->off;
	return MADE;
}
