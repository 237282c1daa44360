/* SPDX-License-Identifier: MIT */
/*
 * JUnit's XML: a suite for each file and a case for each rule that is on.  A
 * rule fails where its findings make the status 1 (--fail-on); milder ones are
 * its output.  A rule that could not run is skipped.  All findings of a rule
 * are in one failure: readers show no more than one for a case.
 */
#include <stdlib.h>

#include "common/text/xml.h"
#include "tools/lint/kept.h"
#include "tools/lint/report.h"

enum { MOST = 20 }; /* findings of a rule that are listed */

struct junit {
	struct kept kept;  /* findings of the file */
	uint64_t *by_rule; /* in the file; a number for each row */
};

void
junit_start(struct file *f)
{
	struct junit *j = mem_zero(1, sizeof(*j));

	j->by_rule = mem_zero(rule_count, sizeof(*j->by_rule));
	f->report = j;
	out_str(f->lint->report,
	    STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"ft-lint\">\n"));
}

void
junit_finding(struct file *f, const struct finding *at)
{
	struct junit *j = f->report;

	if (j->by_rule[at->rule - rules]++ < report_most(f, MOST))
		kept_add(&j->kept, f, at);
}

static void
write_findings(struct buf *to, const struct junit *j, const struct rule *rule)
{
	uint64_t listed = 0;

	for (size_t i = 0; i < j->kept.n; i++) {
		const struct finding *at = &j->kept.v[i].finding;

		if (at->rule != rule)
			continue;
		listed++;
		xml_write(to, str_c(j->kept.v[i].file));
		if (at->line > 0)
			buf_printf(to, ":%zu:%zu", at->line, at->column);
		buf_printf(to, ": %s: ", diag_level_name(at->level));
		xml_write(to, at->text);
		if (at->pointer.n > 0) {
			buf_adds(to, " (");
			xml_write(to, at->pointer);
			buf_addc(to, ')');
		}
		buf_addc(to, '\n');
	}
	if (j->by_rule[rule - rules] > listed)
		buf_printf(to, "and %llu more (--max-findings)\n",
		    (unsigned long long)(j->by_rule[rule - rules] - listed));
}

static bool
is_failed(const struct file *f, const struct rule *rule)
{
	const struct junit *j = f->report;

	return j->by_rule[rule - rules] > 0 &&
	    report_fails(f->lint, levels_of(&f->lint->levels, rule));
}

static void
write_case(struct buf *to, const struct file *f, const struct rule *rule)
{
	const struct junit *j = f->report;
	const char *lacks = rule_lacks(f->lint, rule);

	buf_adds(to, "<testcase classname=\"");
	xml_write(to, str_c(f->name));
	buf_printf(to, "\" name=\"%s %s\"", rule->id, rule->name);
	if (lacks != NULL) {
		buf_printf(to, "><skipped message=\"not checked without %s\"/>",
		    lacks);
	} else if (j->by_rule[rule - rules] == 0) {
		buf_adds(to, "/>\n");
		return;
	} else if (is_failed(f, rule)) {
		buf_printf(to, "><failure type=\"%s\" message=\"",
		    diag_level_name(levels_of(&f->lint->levels, rule)));
		xml_write(to, str_c(rule->text));
		buf_adds(to, "\">");
		write_findings(to, j, rule);
		buf_adds(to, "</failure>");
	} else {
		buf_adds(to, "><system-out>");
		write_findings(to, j, rule);
		buf_adds(to, "</system-out>");
	}
	buf_adds(to, "</testcase>\n");
}

void
junit_file_end(struct file *f)
{
	struct junit *j = f->report;
	size_t tests = 0, failed = 0, skipped = 0;
	struct buf b;

	for (size_t i = 0; i < rule_count; i++) {
		tests += levels_of(&f->lint->levels, &rules[i]) != LEVEL_OFF;
		skipped += rule_is_locked(f->lint, &rules[i]);
		failed += is_failed(f, &rules[i]);
	}
	buf_init(&b, BUF_NO_MAX);
	buf_adds(&b, "<testsuite name=\"");
	xml_write(&b, str_c(f->name));
	buf_printf(&b,
	    "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n",
	    tests, failed, skipped);
	for (size_t i = 0; i < rule_count; i++)
		if (levels_of(&f->lint->levels, &rules[i]) != LEVEL_OFF)
			write_case(&b, f, &rules[i]);
	buf_adds(&b, "</testsuite>\n");
	out_str(f->lint->report, buf_str(&b));
	buf_free(&b);
	kept_clear(&j->kept);
	memset(j->by_rule, 0, rule_count * sizeof(*j->by_rule));
}

void
junit_end(struct file *f)
{
	struct junit *j = f->report;

	out_str(f->lint->report, STR("</testsuites>\n"));
	kept_free(&j->kept);
	free(j->by_rule);
	free(j);
}
