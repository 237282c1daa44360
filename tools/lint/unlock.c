/* SPDX-License-Identifier: MIT */
#include "tools/lint/lint.h"

const char *
rule_needs(const struct rule *rule)
{
	static const char *const options[] = {
	    [NEED_NOTHING] = NULL,
	    [NEED_MODEL] = "--model",
	    [NEED_AGAINST] = "--against",
	    [NEED_NEAR] = "--near-duplicates",
	    [NEED_AGAINST_NEAR] = "--against and --near-duplicates",
	};

	return options[rule->needs];
}

const char *
rule_lacks(const struct lint *lint, const struct rule *rule)
{
	switch (rule->needs) {
	case NEED_MODEL:
		return lint->model == NULL ? rule_needs(rule) : NULL;
	case NEED_AGAINST:
		return lint->against == NULL ? rule_needs(rule) : NULL;
	case NEED_NEAR:
		return lint->near ? NULL : rule_needs(rule);
	case NEED_AGAINST_NEAR:
		if (lint->against == NULL)
			return lint->near ? "--against" : rule_needs(rule);
		return lint->near ? NULL : "--near-duplicates";
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
rule_is_of(const struct rule *rule, enum example_type type)
{
	return ((rule->of == 0 ? OF_OPENAI : rule->of) & OF(type)) != 0;
}

bool
rule_runs(const struct lint *lint, const struct rule *rule)
{
	return levels_of(&lint->levels, rule) != LEVEL_OFF &&
	    rule_lacks(lint, rule) == NULL;
}

bool
rules_want_facts(const struct lint *lint)
{
	for (size_t i = 0; i < rule_count; i++)
		if (rules[i].family == FAMILY_SET && rule_runs(lint, &rules[i]))
			return true;
	return false;
}
