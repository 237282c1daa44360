/* SPDX-License-Identifier: MIT */
#include "tools/csv2jsonl/report.h"

#include "common/base/diag.h"
#include "common/json/jsonw.h"

struct report {
	struct report *next;
	struct csv_place at;
	enum status status;
	struct str text;
};

void
report_add(
    struct task *t, struct csv_place at, enum status status, struct str text)
{
	struct outcome *o = t->result;
	struct report *r = arena_take(&t->arena, 1, sizeof(*r));

	*r = (struct report){NULL, at, status, arena_copy(&t->arena, text)};
	if (o->last == NULL)
		o->first = r;
	else
		o->last->next = r;
	o->last = r;
}

void
report_columns(const struct task *t)
{
	const struct outcome *o = t->result;

	if (o->plan != NULL && plan_ok(o->plan))
		diag_at((struct place){.file = t->file}, LEVEL_INFO,
		    "columns: %.*s", STR_ARGS(buf_str(&o->plan->said)));
}

void
report_tell(const struct task *t)
{
	const struct outcome *o = t->result;

	for (const struct report *r = o->first; r != NULL; r = r->next) {
		diag_at((struct place){t->file, r->at.line, r->at.column},
		    LEVEL_ERROR, "%.*s", STR_ARGS(r->text));
		diag_raise(r->status);
	}
}

void
totals_add(struct totals *sum, const struct totals *more)
{
	sum->rows += more->rows;
	sum->records += more->records;
	sum->skipped += more->skipped;
	sum->blank += more->blank;
	sum->repaired += more->repaired;
}

void
totals_tell(const struct totals *sum)
{
	struct buf text;

	buf_init(&text, BUF_NO_MAX);
	buf_printf(&text, "rows: %zu in, %zu out, %zu skipped", sum->rows,
	    sum->records, sum->skipped);
	if (sum->blank > 0)
		buf_printf(
		    &text, ", %zu with a blank text left out", sum->blank);
	if (sum->skipped > 0 || sum->blank > 0)
		diag(LEVEL_INFO, "%s", buf_cstr(&text));
	else
		diag_verbose("%s", buf_cstr(&text));
	buf_free(&text);
	if (sum->repaired > 0)
		diag(LEVEL_WARNING, "%zu invalid %s became U+FFFD",
		    sum->repaired,
		    sum->repaired == 1 ? "sequence" : "sequences");
}

void
reject_write(struct buf *to, const char *file, size_t line, struct str reason,
    struct str row)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "file");
	jsonw_str(&w, str_c(file));
	jsonw_key(&w, "line");
	jsonw_u64(&w, line);
	jsonw_key(&w, "reason");
	jsonw_str(&w, reason);
	jsonw_key(&w, "row");
	jsonw_str(&w, row);
	jsonw_end(&w);
	buf_addc(to, '\n');
}

struct csv_place
too_long_explain(
    const struct csv_dialect *dialect, const struct task *t, struct fault *f)
{
	struct csvcut_cursor cursor = csvcut_cursor(
	    t->data, t->line, t->index == 1 ? csvcut_bom(t->data) : 0);
	size_t off = 0;
	bool open = false;

	if (csvcut_row(dialect, t->data) == t->data.n) {
		off = csvcut_open_quote(dialect, t->data);
		open = off < t->data.n;
	}
	fault_set(f, STATUS_INPUT, 0,
	    "%s of more than %zu bytes (--max-record); "
	    "the rest of the file is not read",
	    open ? "quoted cell" : "row", opt_shared.max_record);
	return csvcut_place(&cursor, open ? off : 0);
}
