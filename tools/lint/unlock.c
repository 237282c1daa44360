/* SPDX-License-Identifier: MIT */
#include "tools/lint/lint.h"

const char *
rule_lacks(const struct lint *lint, const struct rule *rule)
{
	switch (rule->needs) {
	case NEED_MODEL:
		return lint->model == NULL ? "--model" : NULL;
	case NEED_NOTHING:
		break;
	}
	return NULL;
}

bool
rule_is_locked(const struct lint *lint, const struct rule *rule)
{
	return levels_of(&lint->levels, rule) != LEVEL_OFF &&
	    rule_lacks(lint, rule) != NULL;
}

bool
rule_runs(const struct lint *lint, const struct rule *rule)
{
	return levels_of(&lint->levels, rule) != LEVEL_OFF &&
	    rule_lacks(lint, rule) == NULL;
}
