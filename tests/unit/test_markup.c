/* SPDX-License-Identifier: MIT */
#include "common/text/markup.h"
#include "tests/unit/unit.h"

typedef size_t at_fn(struct str text, size_t at);

struct example {
	const char *text;
	size_t at, len;
};

static void
check(at_fn *at, const struct example *examples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct example *e = &examples[i];
		size_t len = at(str_c(e->text), e->at);

		if (len != e->len)
			fail_msg("%s: %zu, not %zu", e->text, len, e->len);
	}
}

static void
references_of_html_are_known_by_name_or_number(void **state)
{
	static const struct example examples[] = {{"&amp; x", 0, 5},
	    {"x &nbsp;", 2, 6}, {"&#39;", 0, 5}, {"&#x27;", 0, 6},
	    {"&QUOT;", 0, 6}, {"&", 0, 0}, {"& b;", 0, 0}, {"&amp", 0, 0},
	    {"&foo;", 0, 0}, {"&#;", 0, 0}, {"&#x;", 0, 0}, {"&#xg;", 0, 0},
	    {"a&&b;", 1, 0}};

	(void)state;
	check(entity_at, examples, LENGTH(examples));
}

static void
tags_are_those_of_pages(void **state)
{
	static const struct example examples[] = {{"<br>", 0, 4},
	    {"<br/>", 0, 5}, {"<br />", 0, 6}, {"</div>", 0, 6}, {"<P>", 0, 0},
	    {"</p>", 0, 4}, {"<a href=\"x\">", 0, 8}, {"<b>", 0, 0},
	    {"</b>", 0, 4}, {"<T>", 0, 0}, {"<", 0, 0}, {"<br", 0, 0},
	    {"<brr>", 0, 0}, {"<think>", 0, 0}, {"<div class>", 0, 0},
	    {"<span style='x'>", 0, 12}};

	(void)state;
	check(tag_at, examples, LENGTH(examples));
}

static void
fields_are_identifiers_in_braces(void **state)
{
	static const struct example examples[] = {{"Dear {name}!", 5, 6},
	    {"{{ user.x }}", 0, 0}, {"{{ user }}", 0, 10}, {"{{name}}", 0, 8},
	    {"{x}", 0, 0}, {"\\frac{abc}", 5, 0}, {"\\{abc\\}", 1, 0},
	    {"${abc}", 1, 0}, {"{abc", 0, 0}, {"{{abc}", 0, 0}, {"{a b}", 0, 0},
	    {"{abc}{def}", 0, 0}, {"{123}", 0, 0}, {"{\"a\"}", 0, 0},
	    {"{", 0, 0}, {"{{", 0, 0}, {"f'{abc}'", 2, 0}};

	(void)state;
	check(field_at, examples, LENGTH(examples));
}

static void
blanks_ask_to_be_filled_in(void **state)
{
	static const struct example examples[] = {{"<YOUR_KEY>", 0, 10},
	    {"<your-api-key>", 0, 14}, {"[Your Name]", 0, 11},
	    {"[INSERT DATE]", 0, 13}, {"[insert date", 0, 0},
	    {"[your name](x)", 0, 0}, {"[youth]", 0, 0}, {"[1]", 0, 0},
	    {"[your\nname]", 0, 0}, {"<", 0, 0}, {"[", 0, 0}, {"<TODO>", 0, 0},
	    {"v[insert_at]", 1, 0}, {"<placeholder>", 0, 13},
	    {"<placeholder 7>", 0, 0}};

	(void)state;
	check(blank_at, examples, LENGTH(examples));
}

static void
marks_of_chats_are_known(void **state)
{
	static const struct example examples[] = {{"<|im_start|>user", 0, 12},
	    {"[INST] x", 0, 6}, {"x [/INST]", 2, 7}, {"<<SYS>>", 0, 7},
	    {"<start_of_turn>", 0, 15}, {"x</s>", 1, 4}, {"</s><s>", 0, 4},
	    {"</s>x", 0, 0}, {"### Instruction:\n", 0, 16},
	    {"x ### Instruction:", 2, 0}, {"\n### Response:", 1, 13},
	    {"### Introduction:", 0, 0}, {"x\n\nHuman: y", 3, 6},
	    {"x Human: y", 2, 0}, {"Humans: y", 0, 0},
	    {"<\xEF\xBD\x9CUser\xEF\xBD\x9C>", 0, 12}, {"<|", 0, 0},
	    {"[INSTA]", 0, 0}, {"<|endoftext|>", 0, 0}};

	(void)state;
	check(chat_mark_at, examples, LENGTH(examples));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(references_of_html_are_known_by_name_or_number),
	    cmocka_unit_test(tags_are_those_of_pages),
	    cmocka_unit_test(fields_are_identifiers_in_braces),
	    cmocka_unit_test(blanks_ask_to_be_filled_in),
	    cmocka_unit_test(marks_of_chats_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
