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

/* Appends JSON without the white space between its tokens. */
static void
write_compact(struct str json, struct buf *to)
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
		write_compact(json, to);
	else
		buf_add_str(to, json);
	buf_add_str(to, STR("}\n"));
	return true;
}

/* Appends a role's text, without quotes. */
static void
write_text(const struct plan *p, enum role role, const struct csvin_row *row,
    const struct prompt *prompt, struct buf *to)
{
	if (role == ROLE_USER && prompt->opened)
		jsonw_escape(to, prompt->user);
	else if (role == ROLE_SYSTEM && prompt->system.n > 0 && !p->keep_system)
		jsonw_escape(to, prompt->system);
	else
		template_write(&p->text[role], row, to);
}

static void
write_chat(const struct plan *p, const struct csvin_row *row,
    const struct prompt *prompt, struct buf *to)
{
	size_t start, text;

	buf_add_str(to, STR("{\"messages\":["));
	start = to->n;
	buf_add_str(to, STR("{\"role\":\"system\",\"content\":\""));
	text = to->n;
	write_text(p, ROLE_SYSTEM, row, prompt, to);
	if (to->n == text) /* an empty system message is none */
		to->n = start;
	else
		buf_add_str(to, STR("\"},"));
	buf_add_str(to, STR("{\"role\":\"user\",\"content\":\""));
	write_text(p, ROLE_USER, row, prompt, to);
	buf_add_str(to, STR("\"},{\"role\":\"assistant\",\"content\":\""));
	write_text(p, ROLE_ASSISTANT, row, prompt, to);
	buf_add_str(to, STR("\"}]}\n"));
}

static void
write_completion(const struct plan *p, const struct csvin_row *row,
    const struct prompt *prompt, struct buf *to)
{
	buf_add_str(to, STR("{\"prompt\":\""));
	write_text(p, ROLE_USER, row, prompt, to);
	buf_add_str(to, STR("\",\"completion\":\""));
	write_text(p, ROLE_ASSISTANT, row, prompt, to);
	buf_add_str(to, STR("\"}\n"));
}

bool
record_write(struct maker *m, const struct plan *p, const struct csvin_row *row,
    struct buf *to, struct fault *f)
{
	struct prompt prompt = {.opened = false};
	const struct csvin_cell *cell;

	arena_reset(&m->arena);
	if (p->messages != NO_COLUMN)
		return write_messages(m, &row->cells[p->messages], to, f);
	if (p->object != NO_COLUMN) {
		cell = &row->cells[p->object];
		if (!prompt_open(&m->json, cell->text, &prompt, f))
			return fault_in_cell(m, cell, cell->text, f);
	}
	if (p->completion)
		write_completion(p, row, &prompt, to);
	else
		write_chat(p, row, &prompt, to);
	return true;
}
