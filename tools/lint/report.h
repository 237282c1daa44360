/* SPDX-License-Identifier: MIT */
/*
 * The forms of the report.
 *
 * A form is a row in report.c and a file form_*.c.  Its functions are called
 * in this order, in one thread; each may be NULL:
 *
 *	start		before all files
 *	finding		for each finding, in the order of the input
 *	file_end	behind the last finding of a file
 *	end		behind all files, when everything is counted
 *
 * A finding, and what f->at and f->name point to, live until the call returns.
 * What a form keeps longer it copies (kept.h); f->report is its own.
 */
#ifndef FT_TOOLS_LINT_REPORT_H
#define FT_TOOLS_LINT_REPORT_H

#include "common/json/jsonw.h"
#include "tools/lint/lint.h"

struct form {
	const char *name;
	void (*start)(struct file *f);
	void (*finding)(struct file *f, const struct finding *at);
	void (*file_end)(struct file *f);
	void (*end)(struct file *f);
};

/* form_text.c */
void text_finding(struct file *f, const struct finding *at);
void text_end(struct file *f);

/* form_json.c */
void jsonl_finding(struct file *f, const struct finding *at);
void json_start(struct file *f);
void json_finding(struct file *f, const struct finding *at);
void json_end(struct file *f);
void json_write_finding(
    struct jsonw *w, const char *file, const struct finding *at);
void json_summary(struct jsonw *w, const struct file *f);

/* form_sarif.c */
void sarif_start(struct file *f);
void sarif_finding(struct file *f, const struct finding *at);
void sarif_end(struct file *f);

/* form_github.c */
void github_start(struct file *f);
void github_finding(struct file *f, const struct finding *at);
void github_end(struct file *f);

/* form_junit.c */
void junit_start(struct file *f);
void junit_finding(struct file *f, const struct finding *at);
void junit_file_end(struct file *f);
void junit_end(struct file *f);

/* How many of a rule are listed: --max-findings, or what the form thinks. */
static inline uint64_t
report_most(const struct file *f, uint64_t otherwise)
{
	uint64_t most = f->lint->max_findings;

	return most == MAX_UNSET ? otherwise : most;
}

/* How many findings of that row have been told so far, this one included. */
static inline uint64_t
report_nth(const struct file *f, const struct rule *rule)
{
	return f->all.by_rule[rule - rules];
}

/* Appends "1,234 more of E203 no-assistant are not shown (--max-findings)"
 * and a line end for each rule of which more than `most` were found. */
void report_more(struct buf *to, const struct file *f, uint64_t most);

/* Appends a line for each option without which rules could not run, that names
 * them. */
void report_not_run(struct buf *to, const struct lint *lint);

/* Does a finding of that level make the status 1? */
bool report_fails(const struct lint *lint, enum level level);

#endif
