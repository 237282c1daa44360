/* SPDX-License-Identifier: MIT */
#include "common/json/json.h"
#include "tests/unit/unit.h"

/* Where each byte of the decoded string in [..., "text"] stands, as the bytes
 * that are written there. */
static void
check(const char *text, const char *want)
{
	struct json_walk walk = {0};
	struct json_reader r;
	struct json_doc doc;
	struct arena arena;
	struct fault f;
	struct buf b;
	const struct json *v;

	arena_init(&arena);
	json_reader_init(&r, &arena);
	assert_true(json_parse(&r, str_c(text), &doc, &f));
	v = doc.root->child;
	buf_init(&b, BUF_NO_MAX);
	for (size_t i = 0; i <= v->text.n; i++)
		buf_addc(&b, text[json_walk_to(&walk, str_c(text), v, i)]);
	assert_str(buf_str(&b), want);
	/* Going back starts again. */
	assert_int_equal(json_walk_to(&walk, str_c(text), v, 0), v->off + 1);
	buf_free(&b);
	json_reader_free(&r);
	arena_free(&arena);
}

static void
without_escapes_bytes_follow_the_quote(void **state)
{
	(void)state;
	check("[\"abc\"]", "abc\"");
	check("[\"\"]", "\"");
}

static void
what_an_escape_stands_for_is_at_its_backslash(void **state)
{
	(void)state;
	check("[\"a\\nb\"]", "a\\b\"");
	check("[\"\\u0041b\\\\\"]", "\\b\\\"");
	/* Two, three and four bytes. */
	check("[\"\\u00e9x\"]", "\\\\x\"");
	check("[\"\\u20ACx\"]", "\\\\\\x\"");
	check("[\"\\uD83D\\uDE00x\"]", "\\\\\\\\x\"");
	/* Halves of pairs become U+FFFD. */
	check("[\"\\uD83Dx\"]", "\\\\\\x\"");
	check("[\"\\uDE00\\uD83D\\u0041\"]", "\\\\\\\\\\\\\\\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(without_escapes_bytes_follow_the_quote),
	    cmocka_unit_test(what_an_escape_stands_for_is_at_its_backslash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
