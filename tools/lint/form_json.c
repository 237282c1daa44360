/* SPDX-License-Identifier: MIT */
#include "tools/lint/report.h"

void
json_write_finding(struct jsonw *w, const char *file, const struct finding *at)
{
	jsonw_object(w);
	jsonw_key(w, "file");
	jsonw_str(w, str_c(file));
	jsonw_key(w, "line");
	jsonw_u64(w, at->line);
	jsonw_key(w, "column");
	jsonw_u64(w, at->column);
	jsonw_key(w, "pointer");
	if (at->pointer.p == NULL)
		jsonw_null(w);
	else
		jsonw_str(w, at->pointer);
	jsonw_key(w, "level");
	jsonw_str(w, str_c(diag_level_name(at->level)));
	jsonw_key(w, "rule");
	jsonw_str(w, str_c(at->rule->id));
	jsonw_key(w, "name");
	jsonw_str(w, str_c(at->rule->name));
	jsonw_key(w, "message");
	jsonw_str(w, at->text);
	jsonw_end(w);
}

static void
write_finding(struct buf *to, const struct file *f, const struct finding *at)
{
	struct jsonw w;

	jsonw_init(&w, to);
	json_write_finding(&w, f->name, at);
}

void
jsonl_finding(struct file *f, const struct finding *at)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	write_finding(&b, f, at);
	buf_addc(&b, '\n');
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

void
json_start(struct file *f)
{
	out_str(f->lint->report, STR("{\"version\":1,\"findings\":["));
}

void
json_finding(struct file *f, const struct finding *at)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told++ == 0 ? "\n" : ",\n");
	write_finding(&b, f, at);
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}

static void
write_distribution(struct jsonw *w, const char *name, const struct histogram *h)
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

/* Rules that were to run and could not. */
static void
write_not_run(struct jsonw *w, const struct lint *lint)
{
	jsonw_key(w, "not_run");
	jsonw_object(w);
	for (size_t i = 0; i < rule_count; i++) {
		if (!rule_is_locked(lint, &rules[i]))
			continue;
		jsonw_key(w, rules[i].id);
		jsonw_str(w, str_c(rule_lacks(lint, &rules[i])));
	}
	jsonw_end(w);
}

static void
write_fixed(struct jsonw *w, const struct file *f)
{
	jsonw_key(w, "fixed");
	jsonw_object(w);
	for (size_t i = 0; i < FIXES; i++)
		if (f->all.fixed[i] > 0) {
			jsonw_key(w, fixes[i].name);
			jsonw_u64(w, f->all.fixed[i]);
		}
	jsonw_end(w);
}

void
json_summary(struct jsonw *w, const struct file *f)
{
	const struct totals *all = &f->all;
	const struct {
		const char *name;
		uint64_t n;
	} figures[] = {{"records", all->records}, {"good", all->good},
	    {"bad", all->bad}, {"errors", all->level[LEVEL_ERROR]},
	    {"warnings", all->level[LEVEL_WARNING]},
	    {"infos", all->level[LEVEL_INFO]}, {"known", all->known},
	    {"unseen_lines", all->unseen}, {"blank_lines", all->blank},
	    {"without_system", all->without_system},
	    {"without_user", all->without_user}};

	jsonw_object(w);
	for (size_t i = 0; i < LENGTH(figures); i++) {
		jsonw_key(w, figures[i].name);
		jsonw_u64(w, figures[i].n);
	}
	jsonw_key(w, "by_rule");
	jsonw_object(w);
	for (size_t i = 0; i < rule_count; i++)
		if (all->by_rule[i] > 0) {
			jsonw_key(w, rules[i].id);
			jsonw_u64(w, all->by_rule[i]);
		}
	jsonw_end(w);
	write_not_run(w, f->lint);
	if (f->lint->fix)
		write_fixed(w, f);
	write_distribution(w, "messages", &all->messages);
	if (f->lint->encoding != NULL) {
		write_distribution(w, "tokens", &all->tokens);
		write_distribution(
		    w, "assistant_tokens", &all->assistant_tokens);
		jsonw_key(w, "billed_tokens");
		jsonw_u64(w, all->billed);
		jsonw_key(w, "over_limit");
		jsonw_u64(w, all->over_limit);
	}
	jsonw_end(w);
}

void
json_end(struct file *f)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, f->told == 0 ? "]" : "\n]");
	buf_adds(&b, ",\"summary\":");
	jsonw_init(&w, &b);
	json_summary(&w, f);
	buf_adds(&b, "}\n");
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
}
