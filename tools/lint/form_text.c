/* SPDX-License-Identifier: MIT */
#include "tools/lint/excerpt.h"
#include "tools/lint/report.h"

enum { MOST = 20 }; /* findings of a rule: a page of the same helps nobody */

static const char *
color_of(const struct lint *lint, enum level level)
{
	static const char *const colors[] = {
	    [LEVEL_ERROR] = "\033[1;31m",
	    [LEVEL_WARNING] = "\033[1;33m",
	    [LEVEL_INFO] = "\033[1;36m",
	};

	return lint->color ? colors[level] : "";
}

static void
write_excerpt(struct buf *to, const struct file *f, const struct finding *at)
{
	struct excerpt e = {
	    .number = at->line,
	    .off = at->column - 1,
	    .end = at->end == 0 ? 0 : at->end - 1,
	    .columns = f->lint->columns,
	    .color = color_of(f->lint, at->level),
	};

	e.line = f->at->raw;
	if (str_ends(e.line, STR("\n")))
		e.line.n--;
	if (str_ends(e.line, STR("\r")))
		e.line.n--;
	excerpt_write(to, &e);
}

static void
write_finding(struct buf *to, const struct file *f, const struct finding *at)
{
	bool color = f->lint->color;
	const char *bold = color ? "\033[1m" : "",
		   *dim = color ? "\033[2m" : "";
	const char *plain = color ? "\033[0m" : "";

	buf_adds(to, bold);
	diag_mask(to, str_c(f->name));
	if (at->line > 0)
		buf_printf(to, ":%zu:%zu", at->line, at->column);
	buf_printf(to, ":%s %s%s:%s ", plain, color_of(f->lint, at->level),
	    diag_level_name(at->level), plain);
	diag_mask(to, at->text);
	buf_adds(to, dim);
	if (at->pointer.n > 0) {
		buf_adds(to, " (");
		diag_mask(to, at->pointer);
		buf_addc(to, ')');
	}
	buf_printf(to, " [%s %s]%s\n", at->rule->id, at->rule->name, plain);
	if (f->lint->excerpt && f->at != NULL && at->column > 0)
		write_excerpt(to, f, at);
}

void
text_finding(struct file *f, const struct finding *at)
{
	struct buf b;

	if (report_nth(f, at->rule) > report_most(f, MOST) ||
	    (diag_is_quiet() && at->level != LEVEL_ERROR))
		return;
	buf_init(&b, BUF_NO_MAX);
	write_finding(&b, f, at);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

void
text_end(struct file *f)
{
	struct buf b;

	if (diag_is_quiet())
		return;
	buf_init(&b, BUF_NO_MAX);
	if (f->form->finding != NULL)
		report_more(&b, f, report_most(f, MOST));
	summary_write(&b, f);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}
