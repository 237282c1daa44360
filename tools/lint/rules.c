/* SPDX-License-Identifier: MIT */
#include "tools/lint/rules.h"

/* The rows stand by family in table_*.def, each in the order of ids, so that
 * the whole is in that order, too.  Sources: ft-jsonl(5).  "The cookbook's
 * notebook" in the rows is openai-cookbook's Chat_finetuning_data_prep; what
 * follows is its name for the same check. */
const struct rule rules[] = {
/* 001 */
#include "tools/lint/table_file.def"
/* 051 */
#include "tools/lint/table_syntax.def"
/* 101 */
#include "tools/lint/table_shape.def"
/* 130 */
#include "tools/lint/table_format.def"
/* 201 */
#include "tools/lint/table_role.def"
/* 301 */
#include "tools/lint/table_tool.def"
/* 401 */
#include "tools/lint/table_image.def"
/* 501 */
#include "tools/lint/table_token.def"
/* 601 */
#include "tools/lint/table_set.def"
/* 701 */
#include "tools/lint/table_text.def"
/* 801 */
#include "tools/lint/table_secret.def"
};

const size_t rule_count = LENGTH(rules);

const struct rule *
rule_find(struct str id_or_name)
{
	for (size_t i = 0; i < rule_count; i++)
		if (str_is(id_or_name, rules[i].id) ||
		    str_is(id_or_name, rules[i].name))
			return &rules[i];
	return NULL;
}

const char *
family_name(enum family family)
{
	static const char *const names[] = {
	    [FAMILY_FILE] = "file",
	    [FAMILY_SYNTAX] = "syntax",
	    [FAMILY_SHAPE] = "shape",
	    [FAMILY_ROLE] = "role",
	    [FAMILY_TOOL] = "tool",
	    [FAMILY_IMAGE] = "image",
	    [FAMILY_TOKEN] = "token",
	    [FAMILY_SET] = "set",
	    [FAMILY_TEXT] = "text",
	    [FAMILY_SECRET] = "secret",
	};

	return names[family];
}
