/* SPDX-License-Identifier: MIT */
#include "common/text/mojibake.h"
#include "common/text/utf8.h"
#include "tests/unit/unit.h"

/* What is found at the first 0xC3 of the text. */
static bool
find(const char *text, struct mojibake *m)
{
	struct str s = str_c(text);

	return mojibake_at(s, str_find(s, (char)0xC3), m);
}

static void
what_was_read_as_windows_1252_is_undone(void **state)
{
	static const struct {
		const char *text;
		uint32_t cp;
		size_t first;
	} cases[] = {
	    {"caf\u00C3\u00A9", 0xE9, 4},
	    {"\u00C3\u00A4rger", 0xE4, 4},
	    {"it\u00E2\u20AC\u2122s", 0x2019, 8},
	    {"\u00E2\u20AC\u201Cdash", 0x2013, 8},
	    {"20\u00C2\u00B0", 0xB0, 4},
	    {"a\u00C2\u00A0b", 0xA0, 4},
	    {"\u00F0\u0178\u02DC\u20AC", 0x1F600, 9},
	    {"\u00EF\u00BB\u00BF{", 0xFEFF, 6},
	    {"\u00EF\u00BF\u00BD", 0xFFFD, 6},
	    /* Latin-1, where the bytes are C1 controls. */
	    {"it\u00E2\xC2\x80\xC2\x99s", 0x2019, 6},
	    {"\u00C3\xC2\x89t\u00C3\u00A9", 0xC9, 4},
	};
	struct mojibake m;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(find(cases[i].text, &m));
		assert_int_equal(m.cp, cases[i].cp);
		assert_int_equal(m.first, cases[i].first);
		assert_false(m.twice);
	}
}

static void
what_happened_twice_is_undone_twice(void **state)
{
	struct mojibake m;

	(void)state;
	assert_true(find("caf\u00C3\u0192\u00C2\u00A9", &m));
	assert_true(m.twice);
	assert_int_equal(m.cp, 0xE9);
	assert_int_equal(m.len, 8);
}

static void
words_in_other_scripts_count_from_three_in_a_row_on(void **state)
{
	struct mojibake m;

	(void)state;
	/* "при" and "пр" */
	assert_true(find("\u00D0\u00BF\u00D1\u20AC\u00D0\u00B8", &m));
	assert_int_equal(m.cp, 0x43F);
	assert_false(find("\u00D0\u00BF\u00D1\u20AC.", &m));
	/* The blank between two words is passed. */
	assert_true(find("\u00D0\u00BF\u00D1\u20AC \u00D0\u00B8", &m));
	assert_int_equal(m.len, 14);
}

static void
all_of_a_row_is_one(void **state)
{
	struct mojibake m;

	(void)state;
	assert_true(find("\u00C3\u00A9\u00C3\u00A8\u00C3\u00A0!", &m));
	assert_int_equal(m.len, 12);
	assert_int_equal(m.first, 4);
}

static void
text_in_earnest_is_none(void **state)
{
	static const char *const texts[] = {"\u00C3", "\u00C9t\u00E9",
	    "S\u00C3O PAULO", "\u00C2ge", "ma\u00EEtre",
	    "\u00ABCAF\u00C9\u00BB", "\u00ABJO\u00C3\u00BB", "caf\u00E9\u2019s",
	    "\u00E0 5 \u20AC", "na\u00EFve\u2026", "\u00C3\u00C3\u00C3",
	    "\u00E2\u20AC", "\u00F0\u0178", "\u00DF\u00B2", "fianc\u00E9\u201D",
	    "\u00C3\u0141"};
	struct mojibake m;

	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++)
		assert_false(find(texts[i], &m));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_read_as_windows_1252_is_undone),
	    cmocka_unit_test(what_happened_twice_is_undone_twice),
	    cmocka_unit_test(
		words_in_other_scripts_count_from_three_in_a_row_on),
	    cmocka_unit_test(all_of_a_row_is_one),
	    cmocka_unit_test(text_in_earnest_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
