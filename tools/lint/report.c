/* SPDX-License-Identifier: MIT */
#include "tools/lint/report.h"

#include "common/base/num.h"

static const struct form forms[] = {
    {"text", NULL, text_finding, NULL, text_end},
    {"json", json_start, json_finding, NULL, json_end},
    {"jsonl", NULL, jsonl_finding, NULL, NULL},
    {"sarif", sarif_start, sarif_finding, NULL, sarif_end},
    {"github", github_start, github_finding, NULL, github_end},
    {"junit", junit_start, junit_finding, junit_file_end, junit_end},
    {"summary", NULL, NULL, NULL, text_end},
};

void
report_start(struct file *f)
{
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (str_is(str_c(f->lint->format), forms[i].name))
			f->form = &forms[i];
	if (f->form->start != NULL)
		f->form->start(f);
}

void
report_finding(struct file *f, const struct finding *finding)
{
	if (f->form->finding != NULL)
		f->form->finding(f, finding);
}

void
report_file_end(struct file *f)
{
	if (f->form->file_end != NULL)
		f->form->file_end(f);
}

void
report_end(struct file *f)
{
	if (f->form->end != NULL)
		f->form->end(f);
}

void
report_more(struct buf *to, const struct file *f, uint64_t most)
{
	for (size_t i = 0; i < rule_count; i++) {
		if (f->all.by_rule[i] <= most)
			continue;
		num_write_grouped(to, f->all.by_rule[i] - most);
		buf_printf(to,
		    " more of %s %s are not shown (--max-findings)\n",
		    rules[i].id, rules[i].name);
	}
}

bool
report_fails(const struct lint *lint, enum level level)
{
	enum level least;

	/* "never" is no level. */
	return levels_named(str_c(lint->fail_on), &least) && level <= least;
}

/* Is that the first rule that lacks this option? */
static bool
is_first(const struct lint *lint, const struct rule *rule)
{
	for (const struct rule *r = rules; r < rule; r++)
		if (rule_is_locked(lint, r) && r->needs == rule->needs)
			return false;
	return true;
}

void
report_not_run(struct buf *to, const struct lint *lint)
{
	for (size_t i = 0; i < rule_count; i++) {
		const char *between = "";

		if (!rule_is_locked(lint, &rules[i]) ||
		    !is_first(lint, &rules[i]))
			continue;
		buf_printf(to,
		    "not checked without %s: ", rule_lacks(lint, &rules[i]));
		for (size_t k = i; k < rule_count; k++) {
			if (!rule_is_locked(lint, &rules[k]) ||
			    rules[k].needs != rules[i].needs)
				continue;
			buf_printf(
			    to, "%s%s %s", between, rules[k].id, rules[k].name);
			between = ", ";
		}
		buf_addc(to, '\n');
	}
}
