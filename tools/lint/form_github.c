/* SPDX-License-Identifier: MIT */
/*
 * GitHub's workflow commands, which become annotations of a change.  It shows
 * ten of each level for a step, so ten are kept: as many rules as can be, the
 * first findings of each.  They are written at the end, the worst first.
 */
#include <stdlib.h>

#include "tools/lint/kept.h"
#include "tools/lint/report.h"
#include "tools/lint/units.h"

enum { SHOWN = 10, LEVELS = 3 };

struct github {
	struct kept kept[LEVELS]; /* each of at most SHOWN, in order */
};

void
github_start(struct file *f)
{
	f->report = mem_zero(1, sizeof(struct github));
}

/* Is a to be shown rather than b? */
static bool
goes_before(const struct kept_finding *a, const struct kept_finding *b)
{
	return a->nth != b->nth ? a->nth < b->nth : a->seq < b->seq;
}

/* In characters, as far as the place is known. */
static void
set_columns(struct finding *to, const struct file *f)
{
	struct units units;

	if (f->at == NULL || to->column == 0)
		return;
	units_init(&units, f->at->raw);
	to->column = units_column(&units, to->column);
	if (to->end > 0)
		to->end = units_column(&units, to->end);
}

void
github_finding(struct file *f, const struct finding *at)
{
	struct github *g = f->report;
	struct kept *k = &g->kept[at->level];
	size_t last = k->n;

	/* Later ones of a rule stand behind all that are kept. */
	if (k->n == SHOWN && report_nth(f, at->rule) >= k->v[SHOWN - 1].nth)
		return;
	kept_add(k, f, at);
	set_columns(&k->v[last].finding, f);
	for (; last > 0 && goes_before(&k->v[last], &k->v[last - 1]); last--) {
		struct kept_finding swap = k->v[last];

		k->v[last] = k->v[last - 1];
		k->v[last - 1] = swap;
	}
	if (k->n > SHOWN)
		k->n = SHOWN;
}

/* Appends a command's text, or with `property` one of its properties. */
static void
write_escaped(struct buf *to, struct str text, bool property)
{
	struct buf masked;

	buf_init(&masked, BUF_NO_MAX);
	diag_mask(&masked, text);
	for (size_t i = 0; i < masked.n; i++) {
		char c = masked.p[i];

		if (c == '%' || (property && (c == ':' || c == ',')))
			buf_printf(to, "%%%02X", (unsigned char)c);
		else
			buf_addc(to, c);
	}
	buf_free(&masked);
}

static void
write_command(
    struct buf *to, const struct file *f, const struct kept_finding *k)
{
	static const char *const names[] = {
	    [LEVEL_ERROR] = "error",
	    [LEVEL_WARNING] = "warning",
	    [LEVEL_INFO] = "notice",
	};
	const struct finding *at = &k->finding;
	uint64_t all = f->all.by_rule[at->rule - rules];

	buf_printf(to, "::%s file=", names[at->level]);
	write_escaped(to, str_c(k->file), true);
	if (at->line > 0)
		buf_printf(to, ",line=%zu,col=%zu", at->line, at->column);
	if (at->line > 0 && at->end > 0)
		buf_printf(to, ",endColumn=%zu", at->end);
	buf_printf(to, ",title=%s %s", at->rule->id, at->rule->name);
	if (all > 1)
		buf_printf(to, " (%llu in all)", (unsigned long long)all);
	buf_adds(to, "::");
	write_escaped(to, at->text, false);
	if (at->pointer.n > 0) {
		buf_adds(to, " (");
		write_escaped(to, at->pointer, false);
		buf_addc(to, ')');
	}
	buf_addc(to, '\n');
}

static int
by_place(const void *a, const void *b)
{
	const struct kept_finding *x = a, *y = b;

	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

void
github_end(struct file *f)
{
	struct github *g = f->report;
	uint64_t told = 0, all = 0;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < LEVELS; i++) {
		struct kept *k = &g->kept[i];

		if (k->n > 0)
			qsort(k->v, k->n, sizeof(*k->v), by_place);
		for (size_t n = 0; n < k->n; n++)
			write_command(&b, f, &k->v[n]);
		told += k->n;
		all += f->all.level[i];
		kept_free(k);
	}
	if (all > told)
		buf_printf(&b, "%llu of %llu findings are shown: %d a level\n",
		    (unsigned long long)told, (unsigned long long)all, SHOWN);
	summary_write(&b, f);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
	free(g);
}
