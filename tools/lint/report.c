/* SPDX-License-Identifier: MIT */
#include "common/json/jsonw.h"
#include "tools/lint/lint.h"

/* What a format does with a finding, and around all of them. */
struct form {
	const char *name;
	const char *before; /* all findings */
	void (*finding)(struct file *f, const struct finding *finding);
	void (*after)(struct file *f); /* all findings */
};

static void
json_finding(struct buf *to, const struct file *f, const struct finding *at)
{
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	jsonw_key(&w, "file");
	jsonw_str(&w, str_c(f->name));
	jsonw_key(&w, "line");
	jsonw_u64(&w, at->line);
	jsonw_key(&w, "column");
	jsonw_u64(&w, at->column);
	jsonw_key(&w, "pointer");
	if (at->pointer.p == NULL)
		jsonw_null(&w);
	else
		jsonw_str(&w, at->pointer);
	jsonw_key(&w, "level");
	jsonw_str(&w, str_c(diag_level_name(at->level)));
	jsonw_key(&w, "rule");
	jsonw_str(&w, str_c(at->rule->id));
	jsonw_key(&w, "name");
	jsonw_str(&w, str_c(at->rule->name));
	jsonw_key(&w, "message");
	jsonw_str(&w, at->text);
	jsonw_end(&w);
}

static void
jsonl_finding(struct file *f, const struct finding *at)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	json_finding(&b, f, at);
	buf_addc(&b, '\n');
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static void
array_finding(struct file *f, const struct finding *at)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told++ == 0 ? "\n" : ",\n");
	json_finding(&b, f, at);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static void
json_distribution(struct jsonw *w, const char *name, const struct histogram *h)
{
	static const struct {
		const char *name;
		double q;
	} quantiles[] = {
	    {"min", 0}, {"p5", .05}, {"median", .5}, {"p95", .95}, {"max", 1}};

	jsonw_key(w, name);
	jsonw_object(w);
	for (size_t i = 0; i < LENGTH(quantiles); i++) {
		jsonw_key(w, quantiles[i].name);
		jsonw_real(w, histogram_quantile(h, quantiles[i].q));
	}
	jsonw_key(w, "mean");
	jsonw_real(w, histogram_mean(h));
	jsonw_key(w, "sum");
	jsonw_u64(w, h->sum);
	jsonw_end(w);
}

static void
json_summary(struct buf *to, const struct file *f)
{
	const struct totals *all = &f->all;
	const struct {
		const char *name;
		uint64_t n;
	} figures[] = {{"records", all->records}, {"good", all->good},
	    {"bad", all->bad}, {"errors", all->level[LEVEL_ERROR]},
	    {"warnings", all->level[LEVEL_WARNING]},
	    {"infos", all->level[LEVEL_INFO]}, {"unseen_lines", all->unseen},
	    {"blank_lines", all->blank},
	    {"without_system", all->without_system},
	    {"without_user", all->without_user}};
	struct jsonw w;

	jsonw_init(&w, to);
	jsonw_object(&w);
	for (size_t i = 0; i < LENGTH(figures); i++) {
		jsonw_key(&w, figures[i].name);
		jsonw_u64(&w, figures[i].n);
	}
	jsonw_key(&w, "by_rule");
	jsonw_object(&w);
	for (size_t i = 0; i < rule_count; i++)
		if (all->by_rule[i] > 0) {
			jsonw_key(&w, rules[i].id);
			jsonw_u64(&w, all->by_rule[i]);
		}
	jsonw_end(&w);
	json_distribution(&w, "messages", &all->messages);
	if (f->lint->encoding != NULL) {
		json_distribution(&w, "tokens", &all->tokens);
		json_distribution(
		    &w, "assistant_tokens", &all->assistant_tokens);
		jsonw_key(&w, "billed_tokens");
		jsonw_u64(&w, all->billed);
		jsonw_key(&w, "over_limit");
		jsonw_u64(&w, all->over_limit);
	}
	jsonw_end(&w);
}

static void
end_array(struct file *f)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told == 0 ? "]" : "\n]");
	buf_adds(&b, ",\"summary\":");
	json_summary(&b, f);
	buf_adds(&b, "}\n");
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static const char *
color_of(const struct lint *lint, enum level level)
{
	static const char *const colors[] = {
	    [LEVEL_ERROR] = "\033[31m",
	    [LEVEL_WARNING] = "\033[33m",
	    [LEVEL_INFO] = "\033[36m",
	};

	return lint->color ? colors[level] : "";
}

static void
text_finding(struct file *f, const struct finding *at)
{
	const struct rule *rule = at->rule;
	const char *color = color_of(f->lint, at->level);
	struct buf b;

	/* All are counted, but a page of the same helps nobody. */
	if (f->all.by_rule[rule - rules] > f->lint->max_findings ||
	    (diag_is_quiet() && at->level != LEVEL_ERROR))
		return;
	buf_init(&b, BUF_NO_MAX);
	diag_mask(&b, str_c(f->name));
	if (at->line > 0)
		buf_printf(&b, ":%zu:%zu", at->line, at->column);
	buf_printf(&b, ": %s%s:%s ", color, diag_level_name(at->level),
	    color[0] == '\0' ? "" : "\033[0m");
	diag_mask(&b, at->text);
	if (at->pointer.n > 0) {
		buf_adds(&b, " (");
		diag_mask(&b, at->pointer);
		buf_addc(&b, ')');
	}
	buf_printf(&b, " [%s %s]\n", rule->id, rule->name);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static void
text_summary(struct file *f)
{
	struct buf b;

	if (diag_is_quiet())
		return;
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i < rule_count; i++)
		if (f->all.by_rule[i] > f->lint->max_findings &&
		    str_is(str_c(f->lint->format), "text"))
			buf_printf(&b,
			    "%llu more of %s %s are not shown "
			    "(--max-findings)\n",
			    (unsigned long long)(f->all.by_rule[i] -
				f->lint->max_findings),
			    rules[i].id, rules[i].name);
	summary_write(&b, f);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static const struct form forms[] = {
    {"text", "", text_finding, text_summary},
    {"json", "{\"version\":1,\"findings\":[", array_finding, end_array},
    {"jsonl", "", jsonl_finding, NULL},
    {"summary", "", NULL, text_summary},
};

static const struct form *
form_of(const struct lint *lint)
{
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (str_is(str_c(lint->format), forms[i].name))
			return &forms[i];
	return &forms[0];
}

void
report_start(const struct lint *lint)
{
	out_str(lint->report, str_c(form_of(lint)->before));
}

void
report_finding(struct file *f, const struct finding *finding)
{
	const struct form *form = form_of(f->lint);

	if (form->finding != NULL)
		form->finding(f, finding);
}

void
report_end(struct file *f)
{
	const struct form *form = form_of(f->lint);

	if (form->after != NULL)
		form->after(f);
}
