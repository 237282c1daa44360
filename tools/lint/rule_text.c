/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

void
rule_empty_question(struct check *c, const struct message *m)
{
	bool asks = m->who == ROLE_SYSTEM || m->who == ROLE_DEVELOPER ||
	    m->who == ROLE_USER;

	if (asks && json_is(m->content, JSON_STRING) &&
	    str_trim(m->content->text).n == 0)
		found(c, m->content,
		    m->placed ? "'%.*s' is empty"
			      : "the message of '%.*s' is empty",
		    STR_ARGS(m->placed ? m->content->key : m->role->text));
}
