/* SPDX-License-Identifier: MIT */
#include "tools/lint/mended.h"

#include "common/base/diag.h"

static const struct str crlf = {"\r\n", 2}, lf = {"\n", 1};
static const struct str bom = {"\xEF\xBB\xBF", 3};

/*
 * The line end that the record is to have.  More carriage returns than one, and
 * one at the end of the file, stand in the text.
 */
static struct str
mend_end(struct fixer *x, struct mended *m, struct str *text, struct str end)
{
	bool returns = str_eq(end, crlf) || str_ends(*text, STR("\r"));

	if (returns && x->on[FIX_LINE_END]) {
		m->counts[FIX_LINE_END]++;
		end = end.n > 0 ? lf : end;
		while (str_ends(*text, STR("\r")))
			text->n--;
	}
	if (end.n == 0 && x->on[FIX_LAST_END]) {
		m->counts[FIX_LAST_END]++;
		end = lf;
	}
	return end;
}

/* The new line, of what stands before its text, the text, and its end. */
static void
set_line(struct record *r, struct arena *arena, struct str mark,
    struct str text, struct str end)
{
	size_t n = mark.n + text.n + end.n;
	char *line = arena_take(arena, n + 1, 1);

	memcpy(line, mark.p, mark.n);
	memcpy(line + mark.n, text.p, text.n);
	if (end.n > 0)
		memcpy(line + mark.n + text.n, end.p, end.n);
	r->raw = str_of(line, n);
	r->text = str_of(line + mark.n, text.n);
}

struct mended *
mend_record(struct fixer *x, struct arena *arena, struct record *r)
{
	struct mended *m = arena_zero(arena, 1, sizeof(*m));
	size_t before = (size_t)(r->text.p - r->raw.p);
	struct str mark = str_of(r->raw.p, before), text = r->text;
	struct str end = str_from(r->raw, before + r->text.n);
	struct buf mended;

	m->was = r->raw;
	m->line = r->line;
	/* Files that were joined may have several. */
	while (r->bom && x->on[FIX_MARK] && str_starts(text, bom))
		text = str_from(text, bom.n);
	r->blank |= str_trim(text).n == 0;
	if (r->blank) {
		m->dropped = m->changed = x->on[FIX_BLANK];
		m->counts[FIX_BLANK] += m->dropped;
		return m;
	}
	if (r->bom && x->on[FIX_MARK]) {
		mark.n = 0;
		r->bom = false;
		m->counts[FIX_MARK]++;
	}
	buf_init(&mended, BUF_NO_MAX);
	if (fix_text(x, text, &mended, m->counts))
		text = buf_str(&mended);
	end = mend_end(x, m, &text, end);
	for (size_t i = 0; i < FIXES; i++)
		m->changed |= m->counts[i] > 0;
	if (m->changed)
		set_line(r, arena, mark, text, end);
	buf_free(&mended);
	return m;
}

static void
write_side(struct diff *d, const char *sign, struct str line)
{
	bool ends = str_ends(line, lf);
	struct buf b;

	if (ends)
		line.n--;
	out_str(d->to, str_c(sign));
	if (d->mask) {
		buf_init(&b, BUF_NO_MAX);
		diag_mask(&b, line);
		out_str(d->to, buf_str(&b));
		buf_free(&b);
	} else {
		out_str(d->to, line);
	}
	out_str(d->to, lf);
	if (!ends)
		out_str(d->to, STR("\\ No newline at end of file\n"));
}

static void
write_head(struct diff *d, const char *file)
{
	struct buf name;

	buf_init(&name, BUF_NO_MAX);
	diag_mask(&name, str_c(file));
	out_printf(d->to, "--- %s\n+++ %s\n", buf_cstr(&name), buf_cstr(&name));
	buf_free(&name);
	d->file = file;
}

void
diff_line(struct diff *d, const char *file, const struct mended *m,
    struct str now, size_t line)
{
	if (!m->changed)
		return;
	if (d->file != file)
		write_head(d, file);
	if (m->dropped) {
		out_printf(d->to, "@@ -%zu +%zu,0 @@\n", m->line, line - 1);
		write_side(d, "-", m->was);
		return;
	}
	out_printf(d->to, "@@ -%zu +%zu @@\n", m->line, line);
	write_side(d, "-", m->was);
	write_side(d, "+", now);
}
