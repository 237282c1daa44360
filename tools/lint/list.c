/* SPDX-License-Identifier: MIT */
#include "tools/lint/lint.h"

void
list_rules(struct out *to, const struct levels *levels)
{
	for (size_t i = 0; i < rule_count; i++)
		out_printf(to, "%-5s %-22s %-7s %-8s %s\n", rules[i].id,
		    rules[i].name, family_name(rules[i].family),
		    diag_level_name(levels_of(levels, &rules[i])),
		    rules[i].text);
}

void
list_explain(struct out *to, const struct rule *rule)
{
	out_printf(to, "%s %s (%s, %s)\n\n%s.\n\n%s\n\nbad:\n%s\n\ngood:\n%s\n",
	    rule->id, rule->name, family_name(rule->family),
	    diag_level_name(rule->level), rule->text, rule->why, rule->bad,
	    rule->good);
	for (size_t i = 0; i < FIXES; i++)
		if (str_is(str_c(rule->name), fixes[i].rule))
			out_printf(
			    to, "\n--fix repairs it: %s\n", fixes[i].name);
}
