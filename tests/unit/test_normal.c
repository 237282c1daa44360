/* SPDX-License-Identifier: MIT */
#include "common/text/normal.h"

#include "tests/unit/unit.h"

static void
folds_to(struct str text, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_NO_MAX);
	normal_caseless(&b, text);
	assert_string_equal(buf_cstr(&b), want);
	buf_free(&b);
}

static void
case_and_compatibility_do_not_matter(void **state)
{
	(void)state;
	folds_to(STR(""), "");
	folds_to(STR("Hello, World! [@Z`{]"), "hello, world! [@z`{]");
	folds_to(STR("\u00C4PFEL Stra\u00DFe"), "\u00E4pfel strasse");
	folds_to(STR("E\u0301t\u00E9"), "\u00E9t\u00E9");
	folds_to(STR("\uFF21\uFF22\uFB01\u00B2"), "abfi2");
	folds_to(STR("soft\u00ADhyphen"), "softhyphen");
	folds_to(STR("\u039F\u0394\u039F\u03A3"), "\u03BF\u03B4\u03BF\u03C3");
}

/* A long text is cut into pieces where that changes nothing. */
static void
a_long_text_has_the_form_of_its_parts(void **state)
{
	static const char *const parts[] = {"E\u0301a\u0327\u0301 ",
	    "\uFF76\uFF9E", "\u1112\u1161\u11AB", "\u6F22\u5B57"};
	struct buf text, whole, one;

	(void)state;
	buf_init(&text, BUF_NO_MAX);
	buf_init(&whole, BUF_NO_MAX);
	buf_init(&one, BUF_NO_MAX);
	for (size_t i = 0; i < LENGTH(parts); i++)
		for (size_t shift = 0; shift < 12; shift++) {
			buf_clear(&text);
			buf_clear(&whole);
			buf_clear(&one);
			for (size_t k = 0; k < shift; k++)
				buf_adds(&text, "z");
			normal_caseless(&one, buf_str(&text));
			for (size_t k = 0; k < 200; k++) {
				buf_adds(&text, parts[i]);
				normal_caseless(&one, str_c(parts[i]));
			}
			normal_caseless(&whole, buf_str(&text));
			assert_true(str_eq(buf_str(&whole), buf_str(&one)));
		}
	buf_free(&text);
	buf_free(&whole);
	buf_free(&one);
}

static void
punctuation_is_unicode_s_and_ascii_s(void **state)
{
	static const uint32_t are[] = {'!', '$', '+', '^', '_', '`', '~', '|',
	    0xBF, 0x2014, 0x201C, 0x3002, 0xFF01, 0x0964, 0x10100};
	static const uint32_t are_not[] = {' ', '\n', 0x7F, 'a', '0', 0x20AC,
	    0xB1, 0x1F600, 0x301, 0x6F22, 0x10FFFF};

	(void)state;
	for (size_t i = 0; i < LENGTH(are); i++)
		assert_true(normal_punctuation(are[i]));
	for (size_t i = 0; i < LENGTH(are_not); i++)
		assert_false(normal_punctuation(are_not[i]));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(case_and_compatibility_do_not_matter),
	    cmocka_unit_test(a_long_text_has_the_form_of_its_parts),
	    cmocka_unit_test(punctuation_is_unicode_s_and_ascii_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
