/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

void
rule_empty_question(struct check *c, const struct message *m)
{
	if (m->who != ROLE_ASSISTANT && m->who != ROLE_TOOL &&
	    m->who != ROLE_FUNCTION && json_is(m->content, JSON_STRING) &&
	    str_trim(m->content->text).n == 0)
		found(c, m->content, "the message of '%s' is empty",
		    role_name(m->who));
}
