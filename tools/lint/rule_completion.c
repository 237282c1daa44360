/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

void
rule_completion_parts(struct check *c, const struct message *m)
{
	if (m->placed && json_is(m->content, JSON_ARRAY))
		found(c, m->content,
		    "'%.*s' is an array of parts; a string is "
		    "due",
		    STR_ARGS(m->content->key));
}
