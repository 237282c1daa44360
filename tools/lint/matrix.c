/* SPDX-License-Identifier: MIT */
#include "tools/lint/matrix.h"

#include <stdlib.h>

#include "common/base/num.h"
#include "common/io/term.h"
#include "tools/lint/kept.h"
#include "tools/lint/report.h"

/* What one provider does with the file at hand. */
struct verdict {
	struct matrix *of;
	bool refused;
	struct kept_finding why; /* if it is */
};

struct matrix {
	struct lint *lint; /* n of them, one for each provider */
	size_t n;
	struct verdict *verdict;
	struct kept kept; /* what the verdicts point to */
	uint64_t files;	  /* that were told of */
	bool nobody;	  /* some file is taken by none */
	bool json;
};

static void
check_options(
    const struct lint *lint, const struct setup *s, const struct cmd *cmd)
{
	struct str format = str_c(lint->format);

	if (lint->pass || lint->fix || lint->baseline != NULL)
		setup_wrong(s, cmd, "provider",
		    "--provider all goes without --pass, --fix, --diff and "
		    "baselines");
	if (!str_is(format, "text") && !str_is(format, "json"))
		setup_wrong(s, cmd, "provider",
		    "--provider all is told as text or json, not as %s",
		    lint->format);
}

static void
start(struct matrix *m, const struct lint *lint, const struct setup *s,
    const struct cmd *cmd)
{
	const struct market *market = &lint->market;

	check_options(lint, s, cmd);
	*m = (struct matrix){.n = market->nproviders,
	    .json = str_is(str_c(lint->format), "json")};
	m->lint = mem_zero(m->n, sizeof(*m->lint));
	m->verdict = mem_zero(m->n, sizeof(*m->verdict));
	for (size_t i = 0; i < m->n; i++) {
		m->lint[i] = *lint;
		choice_provider(&m->lint[i], &market->providers[i], s, cmd);
		m->verdict[i].of = m;
	}
}

static void
stop(struct matrix *m)
{
	for (size_t i = 0; i < m->n; i++)
		levels_free(&m->lint[i].levels);
	free(m->lint);
	free(m->verdict);
	kept_free(&m->kept);
}

static void
note(struct file *f, const struct finding *at)
{
	struct verdict *v = f->report;

	if (at->level != LEVEL_ERROR || v->refused)
		return;
	v->refused = true;
	v->why = kept_copy(&v->of->kept, f, at);
}

/* What is wrong, without the command that mends it: that is long, and whoever
 * wants it asks for the provider. */
static struct str
short_text(const struct finding *why)
{
	return str_of(why->text.p, str_search(why->text, STR("; jq ")));
}

static void
write_reason(struct buf *to, const struct finding *why, size_t columns)
{
	size_t begin = to->n;

	buf_printf(to, "  %s ", why->rule->id);
	if (why->line > 0)
		buf_printf(to, "line %zu: ", why->line);
	diag_mask(to, short_text(why));
	if (to->n - begin <= columns)
		return;
	/* Not within a character. */
	for (to->n = begin + columns - 3;
	     to->n > begin && ((unsigned char)to->p[to->n] & 0xc0) == 0x80;
	     to->n--)
		;
	buf_adds(to, "...");
}

static void
write_verdict(struct buf *to, const struct verdict *v, const struct lint *lint)
{
	enum { BEFORE = 21, LEAST = 40 };
	const char *on = "", *off = lint->color ? "\033[0m" : "";
	size_t columns = SIZE_MAX;

	if (term_is(lint->report->fd))
		columns = lint->columns < BEFORE + LEAST
		    ? LEAST
		    : lint->columns - BEFORE;
	if (lint->color)
		on = v->refused ? "\033[1;31m" : "\033[1;32m";
	buf_printf(to, "  %-15.*s %s%-3s%s", STR_ARGS(lint->provider->name), on,
	    v->refused ? "no" : "yes", off);
	if (v->refused)
		write_reason(to, &v->why.finding, columns);
	buf_addc(to, '\n');
}

static void
write_text(struct buf *to, const struct matrix *m, const struct file *f)
{
	if (m->files > 0)
		buf_addc(to, '\n');
	diag_mask(to, str_c(f->name));
	buf_adds(to, ": ");
	num_write_grouped(to, f->records);
	buf_printf(to, " record%s, %s\n", f->records == 1 ? "" : "s",
	    example_kind(f->type)->title);
	for (size_t i = 0; i < m->n; i++)
		write_verdict(to, &m->verdict[i], &m->lint[i]);
}

static void
json_verdict(struct jsonw *w, const struct verdict *v, const struct lint *lint)
{
	jsonw_object(w);
	jsonw_key(w, "provider");
	jsonw_str(w, lint->provider->name);
	jsonw_key(w, "title");
	jsonw_str(w, lint->provider->title);
	jsonw_key(w, "accepts");
	jsonw_bool(w, !v->refused);
	jsonw_key(w, "reason");
	if (v->refused)
		json_write_finding(w, v->why.file, &v->why.finding);
	else
		jsonw_null(w);
	jsonw_end(w);
}

static void
write_json(struct buf *to, const struct matrix *m, const struct file *f)
{
	struct jsonw w;

	buf_adds(to, m->files == 0 ? "{\"version\":1,\"files\":[\n" : ",\n");
	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "file");
	jsonw_str(&w, str_c(f->name));
	jsonw_key(&w, "records");
	jsonw_u64(&w, f->records);
	jsonw_key(&w, "format");
	jsonw_str(&w, str_c(example_kind(f->type)->name));
	jsonw_key(&w, "providers");
	jsonw_array(&w);
	for (size_t i = 0; i < m->n; i++)
		json_verdict(&w, &m->verdict[i], &m->lint[i]);
	jsonw_end(&w);
	jsonw_end(&w);
}

static void
next_file(struct matrix *m)
{
	bool taken = false;

	for (size_t i = 0; i < m->n; i++) {
		taken |= !m->verdict[i].refused;
		m->verdict[i].refused = false;
	}
	m->nobody |= !taken;
	m->files++;
	kept_clear(&m->kept);
}

/* Files come to their ends for one provider after the other. */
static void
tell(struct file *f)
{
	struct verdict *v = f->report;
	struct matrix *m = v->of;
	struct buf b;

	if (v != &m->verdict[m->n - 1])
		return;
	buf_init(&b, BUF_NO_MAX);
	if (m->json)
		write_json(&b, m, f);
	else
		write_text(&b, m, f);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
	next_file(m);
}

static void
watch(struct matrix *m, struct file *files)
{
	static const struct form form = {"matrix", NULL, note, tell, NULL};

	for (size_t i = 0; i < m->n; i++) {
		files[i].form = &form;
		files[i].report = &m->verdict[i];
	}
}

void
matrix_check(const struct lint *lint, const struct setup *s,
    const struct cmd *cmd, char **files)
{
	struct matrix m;
	struct run run;

	start(&m, lint, s, cmd);
	run_start(&run, m.lint, m.n, files);
	watch(&m, run.file);
	run_files(&run, files);
	if (m.json)
		out_str(lint->report,
		    m.files == 0 ? STR("{\"version\":1,\"files\":[]}\n")
				 : STR("\n]}\n"));
	if (m.nobody)
		diag_raise(STATUS_NO);
	run_free(&run);
	stop(&m);
}
