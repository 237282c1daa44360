/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/record.h"

#include <stdlib.h>

#include "common/json/jsonw.h"
#include "common/text/utf8.h"
#include "tools/csv2jsonl/prompt.h"

struct maker *
maker_new(const struct wish *w)
{
	struct maker *m = mem_zero(1, sizeof(*m));

	m->wish = w;
	m->csv = csvin_new(w->dialect, w->lossy ? NULL : utf8_valid);
	arena_init(&m->arena);
	json_reader_init(&m->json, &m->arena);
	return m;
}

void
maker_free(struct maker *m)
{
	csvin_free(m->csv);
	json_reader_free(&m->json);
	arena_free(&m->arena);
	free(m);
}

/* Moves a fault in a cell's text to where that stands in the chunk. */
static bool
fault_in_cell(const struct maker *m, const struct csvin_cell *cell,
    struct str part, struct fault *f)
{
	size_t at = (size_t)(part.p - cell->text.p) + f->off;

	f->off =
	    csvin_offset(m->csv, cell, at < cell->text.n ? at : cell->text.n);
	return false;
}

static bool
has_line_end(struct str s)
{
	return str_find(s, '\n') < s.n || str_find(s, '\r') < s.n;
}

void
record_compact(struct str json, struct buf *to)
{
	bool in_string = false;

	for (size_t i = 0; i < json.n; i++) {
		char c = json.p[i];

		if (in_string && c == '\\')
			buf_addc(to, json.p[i++]);
		else if (c == '"')
			in_string = !in_string;
		else if (!in_string &&
		    (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
			continue;
		buf_addc(to, json.p[i]);
	}
}

/* The messages stand in one cell, as JSON, and are taken as they are. */
static bool
write_messages(struct maker *m, const struct csvin_cell *cell, struct buf *to,
    struct fault *f)
{
	struct str json = str_trim(cell->text);
	struct json_doc doc;

	if (!json_parse(&m->json, json, &doc, f))
		return fault_in_cell(m, cell, json, f);
	if (!json_is_array(doc.root)) {
		fault_set(f, STATUS_INPUT, 0,
		    "the messages are %s; expected a JSON array",
		    json_type_name(doc.root->type));
		return fault_in_cell(m, cell, json, f);
	}
	buf_add_str(to, STR("{\"messages\":"));
	if (has_line_end(json))
		record_compact(json, to);
	else
		buf_add_str(to, json);
	return true;
}

/* A row on its way to a record. */
struct making {
	const struct plan *plan;
	const struct csvin_row *row;
	struct prompt prompt;
	struct str weight; /* "0", "1" or empty */
	struct buf *to;
};

/* Appends a role's text, without quotes. */
static void
write_text(const struct making *k, enum role role)
{
	const struct prompt *prompt = &k->prompt;

	if (role == ROLE_USER && prompt->opened)
		jsonw_escape(k->to, prompt->user);
	else if (role == ROLE_SYSTEM && prompt->system.n > 0 &&
	    !k->plan->keep_system)
		jsonw_escape(k->to, prompt->system);
	else
		template_write(&k->plan->text[role], k->row, k->to);
}

/* The system message and a comma, where it is not empty. */
static void
write_system(const struct making *k)
{
	size_t start = k->to->n, text;

	buf_add_str(k->to, STR("{\"role\":\"system\",\"content\":\""));
	text = k->to->n;
	write_text(k, ROLE_SYSTEM);
	if (k->to->n == text)
		k->to->n = start;
	else
		buf_add_str(k->to, STR("\"},"));
}

static void
write_weight(const struct making *k)
{
	if (k->weight.n == 0)
		return;
	buf_add_str(k->to, STR(",\"weight\":"));
	buf_add_str(k->to, k->weight);
}

/* An answer; role says where its text comes from. */
static void
write_answer(const struct making *k, enum role role)
{
	buf_add_str(k->to, STR("{\"role\":\"assistant\",\"content\":\""));
	write_text(k, role);
	buf_addc(k->to, '"');
	write_weight(k);
	buf_addc(k->to, '}');
}

/* The turn that the weight is of: the assistant's last one. */
static size_t
weighed_turn(const struct plan *p)
{
	size_t i = p->nturns;

	while (i > 0 && p->turns[i - 1].role != ROLE_ASSISTANT)
		i--;
	return i == 0 ? p->nturns : i - 1;
}

static void
write_turns(const struct making *k)
{
	const struct plan *p = k->plan;
	size_t weighed = weighed_turn(p);

	for (size_t i = 0; i < p->nturns; i++) {
		const struct turn *turn = &p->turns[i];

		buf_adds(k->to, i == 0 ? "{\"role\":\"" : ",{\"role\":\"");
		buf_adds(k->to, role_names[turn->role]);
		buf_add_str(k->to, STR("\",\"content\":\""));
		template_write(&turn->text, k->row, k->to);
		buf_addc(k->to, '"');
		if (i == weighed)
			write_weight(k);
		buf_addc(k->to, '}');
	}
}

/* What the answer is given to: the system's message and the user's, or turns.
 */
static void
write_input(const struct making *k)
{
	buf_add_str(k->to, STR("\"messages\":["));
	write_system(k);
	if (k->plan->nturns > 0) {
		write_turns(k);
		return;
	}
	buf_add_str(k->to, STR("{\"role\":\"user\",\"content\":\""));
	write_text(k, ROLE_USER);
	buf_add_str(k->to, STR("\"}"));
}

static void
write_tools(const struct plan *p, struct buf *to)
{
	if (p->tools.n == 0)
		return;
	buf_add_str(to, STR(",\"tools\":"));
	buf_add_str(to, p->tools);
}

static void
write_chat(const struct making *k)
{
	buf_addc(k->to, '{');
	write_input(k);
	if (k->plan->nturns == 0) {
		buf_addc(k->to, ',');
		write_answer(k, ROLE_ASSISTANT);
	}
	buf_addc(k->to, ']');
}

static void
write_preference(const struct making *k)
{
	buf_add_str(k->to, STR("{\"input\":{"));
	write_input(k);
	buf_addc(k->to, ']');
	write_tools(k->plan, k->to);
	buf_add_str(k->to, STR("},\"preferred_output\":["));
	write_answer(k, ROLE_PREFERRED);
	buf_add_str(k->to, STR("],\"non_preferred_output\":["));
	write_answer(k, ROLE_REJECTED);
	buf_addc(k->to, ']');
}

static void
write_completion(const struct making *k)
{
	buf_add_str(k->to, STR("{\"prompt\":\""));
	write_text(k, ROLE_USER);
	buf_add_str(k->to, STR("\",\"completion\":\""));
	write_text(k, ROLE_ASSISTANT);
	buf_addc(k->to, '"');
}

/* The cells that are kept, and the record's end. */
static void
write_end(const struct plan *p, const struct csvin_row *row, struct buf *to)
{
	for (size_t i = 0; i < p->nkeep; i++) {
		buf_adds(to, i == 0 ? ",\"metadata\":{" : ",");
		jsonw_string(to, p->columns.names[p->keep[i]]);
		buf_addc(to, ':');
		jsonw_string(to, row->cells[p->keep[i]].text);
	}
	buf_adds(to, p->nkeep > 0 ? "}}\n" : "}\n");
}

void
record_end(const struct plan *p, const struct csvin_row *row, struct buf *to)
{
	write_tools(p, to);
	write_end(p, row, to);
}

static bool
is_blank(const struct making *k, enum role role)
{
	if (role == ROLE_USER && k->prompt.opened)
		return cells_trimmed(k->prompt.user).n == 0;
	return template_is_blank(&k->plan->text[role], k->row);
}

/* Is a text other than the system's blank? */
static bool
lacks_text(const struct making *k)
{
	const struct plan *p = k->plan;

	for (enum role role = ROLE_USER; role < ROLES; role++)
		if (p->has[role] && is_blank(k, role))
			return true;
	for (size_t i = 0; i < p->nturns; i++)
		if (p->turns[i].role != ROLE_SYSTEM &&
		    template_is_blank(&p->turns[i].text, k->row))
			return true;
	return false;
}

/* pandas writes a column of whole numbers that has gaps as 0.0 and 1.0. */
bool
record_weight(const struct plan *p, const struct csvin_row *row,
    struct str *weight, struct fault *f)
{
	const struct csvin_cell *cell;
	struct str text;

	*weight = STR("");
	if (p->weight == NO_COLUMN)
		return true;
	cell = &row->cells[p->weight];
	text = cells_trimmed(cell->text);
	if (str_is(text, "0") || str_is(text, "0.0"))
		*weight = STR("0");
	else if (str_is(text, "1") || str_is(text, "1.0"))
		*weight = STR("1");
	else if (text.n > 0)
		return fault_set(f, STATUS_INPUT, cell->off,
		    "the weight is '%.*s'; expected 0 or 1",
		    text.n > 40 ? 40 : (int)text.n, text.p);
	return true;
}

static bool
open_prompt(struct maker *m, struct making *k, struct fault *f)
{
	const struct csvin_cell *cell;

	if (k->plan->object == NO_COLUMN)
		return true;
	cell = &k->row->cells[k->plan->object];
	return prompt_open(&m->json, cell->text, &k->prompt, f) ||
	    fault_in_cell(m, cell, cell->text, f);
}

enum made
record_write(struct maker *m, const struct plan *p, const struct csvin_row *row,
    struct buf *to, struct fault *f)
{
	struct making k = {.plan = p, .row = row, .to = to};

	arena_reset(&m->arena);
	if (p->messages != NO_COLUMN) {
		if (!write_messages(m, &row->cells[p->messages], to, f))
			return MADE_FAULT;
		record_end(p, row, to);
		return MADE;
	}
	if (!open_prompt(m, &k, f) || !record_weight(p, row, &k.weight, f))
		return MADE_FAULT;
	if (m->wish->skip_empty && lacks_text(&k))
		return MADE_NOTHING;
	switch (p->format) {
	case FORMAT_CHAT:
		write_chat(&k);
		record_end(p, row, to);
		break;
	case FORMAT_COMPLETION:
		write_completion(&k);
		write_end(p, row, to);
		break;
	case FORMAT_PREFERENCE:
		write_preference(&k);
		write_end(p, row, to);
		break;
	}
	return MADE;
}
